import {
  type Document,
  isMap,
  isScalar,
  LineCounter,
  parseDocument,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import { errorMessage } from '../base/failure';
import type { Problem } from './definition';
import { Places } from './places';

/** One slip can break every line below it: more errors than these help nobody. */
const errorsShown = 20;
/** A configuration is written by people: a larger file is something else. In characters. */
const longestText = 1_000_000;

/** The YAML of a configuration file: a map, nothing at all, or something that cannot be used. */
export type ReadDocument =
  | { readonly kind: 'broken'; readonly places: Places; readonly problems: Problem[] }
  | { readonly kind: 'empty'; readonly places: Places; readonly problems: Problem[] }
  | {
      readonly kind: 'map';
      readonly places: Places;
      readonly problems: Problem[];
      /** The keys at the top, in their order. */
      readonly keys: readonly string[];
      readonly value: Readonly<Record<string, unknown>>;
    };

/** Reads the text as YAML. Never throws. */
export function readDocument(text: string): ReadDocument {
  const lines = new LineCounter();
  const problems: Problem[] = [];
  const tooLong = text.length > longestText;
  const document = parsed(tooLong ? '' : text, lines);
  const places = new Places(document ?? parsed('', lines)!, lines, text);
  const report = (
    code: string,
    message: string,
    range = places.top(),
    severity: Problem['severity'] = 'error',
  ) => problems.push({ severity, code, message, range });
  const broken = () => ({ kind: 'broken' as const, places, problems });

  if (tooLong || !document) {
    const why = tooLong ? 'is larger than 1 MB' : 'is nested too deeply';
    report('too-large', `The file ${why} and is not read. Is it a configuration?`);
    return broken();
  }
  for (const error of document.errors.slice(0, errorsShown)) {
    const code = error.code === 'DUPLICATE_KEY' ? 'duplicate-name' : 'yaml';
    report(code, yamlMessage(document, error, text), places.ofOffsets(...error.pos));
  }
  if (document.errors.length > 0) return broken();
  for (const warning of document.warnings)
    report('yaml', sentence(warning.message), places.ofOffsets(...warning.pos), 'warning');

  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null))
    return { kind: 'empty', places, problems };
  if (!isMap(contents)) {
    report('shape', `The file must be a map that starts with 'mcpServers:'.`);
    return broken();
  }
  for (const { name, range } of places.danglingAliases())
    report('yaml', `The alias '*${name}' has no anchor '&${name}' before it.`, range);
  if (problems.some(({ severity }) => severity === 'error')) return broken();
  return { ...(mapOf(document, contents, places, report) ?? { kind: 'broken' }), places, problems };
}

function parsed(text: string, lineCounter: LineCounter): Document.Parsed | undefined {
  try {
    return parseDocument(text, {
      lineCounter,
      prettyErrors: false,
      uniqueKeys: true,
      merge: true,
      logLevel: 'error',
    });
  } catch {
    // The parser calls itself for each level: what it cannot follow is no configuration.
    return undefined;
  }
}

function mapOf(
  document: Document.Parsed,
  contents: YAMLMap,
  places: Places,
  report: (code: string, message: string, range?: Problem['range']) => void,
) {
  try {
    // An alias that stands for itself thousands of times is refused here instead of filling the memory.
    const value = document.toJS({ maxAliasCount: 1000 }) as Record<string, unknown>;
    return { kind: 'map' as const, keys: contents.items.map((item) => String(item.key)), value };
  } catch (error) {
    if (/alias count/i.test(errorMessage(error)))
      report('yaml', 'The file uses too many aliases. Write the entries out.');
    else report('yaml', sentence(errorMessage(error)), places.badMerge());
    return undefined;
  }
}

function yamlMessage(document: Document.Parsed, error: YAMLError, text: string): string {
  if (error.code === 'DUPLICATE_KEY') return duplicateMessage(document, error.pos[0], text);
  if (error.code === 'MULTIPLE_DOCS')
    return `The file holds more than one YAML document. Remove the line '---' or what follows it.`;
  return sentence(error.message);
}

function duplicateMessage(document: Document.Parsed, offset: number, text: string): string {
  const name = /^[^\s:]+/.exec(text.slice(offset))?.[0] ?? '';
  const contents = document.contents;
  const top = isMap(contents) ? contents.items.some((item) => String(item.key) === name && item.key) : false;
  const what = name ? `'${name.replace(/^['"]|['"]$/g, '')}'` : 'This key';
  return `${what} stands twice${top ? ' at the top of the file' : ' in the same place'}. Names must differ: rename or remove one.`;
}

function sentence(message: string): string {
  const first = message.split('\n')[0]!.trim();
  return /[.!?]$/.test(first) ? first : `${first}.`;
}

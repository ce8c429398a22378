import { type Document, isMap, isScalar, parseDocument } from 'yaml';
import { errorMessage } from '../../base/failure';
import { shown } from '../../base/text';
import type { Problem } from '../model/definition';
import { AliasCheck, type LimitExceeded, type YamlIssue } from './aliasCheck';
import { SourceMap } from './sourceMap';
import { yamlErrorRange, yamlMessage } from './yamlMessages';

/** The most errors reported: one mistake can break every line below it. */
const errorsShown = 20;
/** The largest file, in characters: a configuration is written by people. */
const longestText = 256 * 1024;

/** The YAML of a configuration file: a map, nothing at all, or something that cannot be used. */
export type ReadDocument =
  | { readonly kind: 'broken'; readonly places: SourceMap; readonly problems: Problem[] }
  | { readonly kind: 'empty'; readonly places: SourceMap; readonly problems: Problem[] }
  | {
      readonly kind: 'map';
      readonly places: SourceMap;
      readonly problems: Problem[];
      readonly value: Readonly<Record<string, unknown>>;
    };

/** Reads the text as YAML. Never throws. */
export function readDocument(whole: string): ReadDocument {
  // No column counts the byte order mark: editors do not show it.
  const text = whole.replace(/^\ufeff/, '');
  const problems: Problem[] = [];
  const tooLong = text.length > longestText;
  const document = parsed(tooLong ? '' : text);
  const survey = new AliasCheck(document);
  const places = new SourceMap(document, survey, tooLong ? '' : text);
  const report = (
    code: string,
    message: string,
    range = places.top(),
    severity: Problem['severity'] = 'error',
  ) => problems.push({ severity, code, message, range });
  const broken = () => ({ kind: 'broken' as const, places, problems });

  const excess = tooLong ? 'long' : isTooDeep(document) ? 'deep' : survey.exceeded;
  if (excess) {
    report(...excessWords[excess]);
    return broken();
  }
  const conflict = document.errors.length > 0 ? /^<{7} .*$/m.exec(text) : null;
  if (conflict) {
    const message =
      'The file contains a merge conflict. Keep one side, and remove the other side and the markers.';
    report('yaml', message, places.ofOffsets(conflict.index, conflict.index + conflict[0].length));
    return broken();
  }
  // Later mistakes on the same line follow from the first.
  const toldLines = new Set<number>();
  for (const error of document.errors) {
    const range = places.ofOffsets(...yamlErrorRange(document, error, text));
    if (toldLines.size < errorsShown && !toldLines.has(range.line)) report('yaml', yamlMessage(error), range);
    toldLines.add(range.line);
  }
  if (document.errors.length > 0) return broken();
  for (const warning of document.warnings.slice(0, errorsShown))
    report('yaml', yamlMessage(warning), places.ofOffsets(...warning.pos), 'warning');

  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null))
    return { kind: 'empty', places, problems };
  if (!isMap(contents)) {
    report('shape', `The file must be a map that starts with 'mcpServers:'.`);
    return broken();
  }
  for (const slip of survey.issues.slice(0, errorsShown))
    report(...slipWords(slip), places.ofNode(slip.node));
  if (survey.issues.length > 0) return broken();
  try {
    // The survey has measured the expanded aliases.
    return { kind: 'map', value: document.toJS({ maxAliasCount: -1 }), places, problems };
  } catch (error) {
    report('yaml', `The file cannot be read: ${errorMessage(error)}`);
    return broken();
  }
}

function parsed(text: string): Document.Parsed {
  const { stackTraceLimit } = Error;
  // A broken file may have a mistake at every character, and each would carry an unused stack.
  Error.stackTraceLimit = 0;
  try {
    return parseDocument(text, {
      prettyErrors: false,
      // Names are taken as they are written, `1.10` too; the survey finds duplicates without comparing each with each.
      stringKeys: true,
      uniqueKeys: false,
      merge: true,
      // Whatever version and tags the file names: dates, sets and bytes have no place in a configuration.
      schema: 'core',
      resolveKnownTags: false,
      logLevel: 'error',
    }) as Document.Parsed;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The parser recurses for each level, and throws when it is too deep. */
function isTooDeep({ errors }: Document): boolean {
  return errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION');
}

const excessWords: Record<LimitExceeded | 'long', [code: string, message: string]> = {
  long: ['too-large', 'The file is larger than 256 kB and is not read. Is it a configuration?'],
  deep: ['too-large', 'The file is nested too deeply and is not read. Is it a configuration?'],
  values: ['too-large', 'The file contains too many values and is not read. Is it a configuration?'],
  aliases: ['yaml', 'The file uses too many aliases. Write the entries out.'],
};

function slipWords({ kind, name, top }: YamlIssue): [code: string, message: string] {
  const what = name === '' ? 'An empty name' : `'${shown(name)}'`;
  if (kind === 'duplicate') {
    const where = top ? 'at the top of the file' : 'in the same place';
    return ['duplicate-name', `${what} appears twice ${where}. Names must differ: rename or remove one.`];
  }
  if (kind === 'dangling')
    return ['yaml', `The alias '*${shown(name)}' has no anchor '&${shown(name)}' before it.`];
  if (kind === 'endlessMerge') return ['yaml', "'<<' merges this map into itself. Merge another one."];
  return ['yaml', "Merge sources must be maps: '<<' takes an alias of a map, or a list of them."];
}

import { code, escapeMarkdown, paragraphs } from '../../base/markdown';
import type { ServerFacts } from './completionItem';
import type { Span } from './cursor';
import { launchWords } from './documentSymbols';
import { hoverVariable, inputWords } from './hoverVariable';
import { keyAt, keyMarkdown, valueAt } from './keyDocs';
import { readTolerantly } from './tolerantYaml/tolerantReader';
import {
  entryAt,
  entryName,
  type Found,
  pathOf,
  scalarAt,
  type TolerantTree,
  textOf,
  textsOf,
} from './tolerantYaml/tolerantTree';

/** The hover of the word under the pointer. */
export interface Hover extends Span {
  readonly markdown: string;
}

/** The hover of the word at an offset. */
export function hoverAt(text: string, offset: number, facts: ServerFacts): Hover | undefined {
  const tree = readTolerantly(text);
  const found = scalarAt(tree, offset);
  if (!found) return undefined;
  const isKey = found.isKey && found.entry.marked;
  const variable = isKey ? undefined : hoverVariable(tree, found.scalar, offset, facts);
  if (variable) return variable;
  const markdown = isKey ? ofKey(tree, found, facts) : ofValue(tree, found, facts);
  return markdown ? { from: found.scalar.from, to: found.scalar.to, markdown } : undefined;
}

function ofKey(tree: TolerantTree, { entry }: Found, facts: ServerFacts): string | undefined {
  const path = pathOf(tree, entry);
  const doc = keyAt(path);
  if (doc) return paragraphs(`**${doc.key}**: ${doc.words}`, keyMarkdown(doc));
  if (path.length !== 2) return undefined;
  const [section, name] = path as [string, string];
  if (section === 'inputs') {
    const [description] = textsOf(tree, entryAt(tree, [...path, 'description']));
    return paragraphs(`**${escapeMarkdown(name)}**`, ...inputWords(name, description, facts));
  }
  if (section !== 'mcpServers' && section !== 'servers') return undefined;
  const launch = launchWords(tree, entry);
  return paragraphs(
    `**${escapeMarkdown(name)}**`,
    launch && code(launch),
    facts.server?.(name)?.join('\n\n'),
  );
}

function ofValue(tree: TolerantTree, found: Found, facts: ServerFacts): string | undefined {
  const { entry, scalar } = found;
  const written = textOf(tree, scalar);
  const parent = entry.parent?.kind === 'list' || found.isKey ? entry.parent!.owner : entry;
  const path = pathOf(tree, parent);
  const key = path.at(-1);
  if (key === 'autoApprove' || key === 'disabledTools') {
    const servers = path[0] === 'defaults' ? [] : facts.tools(path[1] ?? '');
    const tool = servers.find(({ name }) => name === written);
    return (
      tool &&
      paragraphs(`**${escapeMarkdown(tool.name)}**`, tool.description && escapeMarkdown(tool.description))
    );
  }
  const doc = keyAt(path);
  if (!doc || !valueAt(path)?.values.includes(written)) return undefined;
  const counts = written === doc.default ? ', the default' : '';
  return paragraphs(`${code(written)} for **${entryName(tree, parent)}**${counts}`, keyMarkdown(doc));
}

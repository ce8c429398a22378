import os from 'node:os';
import path from 'node:path';
import { code, escapeMarkdown, paragraphs } from '../../base/markdown';
import type { ServerFacts } from './completionItem';
import type { Span } from './cursor';
import {
  entriesOf,
  entryAt,
  entryName,
  insideOf,
  type TolerantScalar,
  type TolerantTree,
  textsOf,
} from './tolerantYaml/tolerantTree';
import { variableOf } from './variableDocs';

/** The hover of the variable at an offset of a text. */
export function hoverVariable(
  tree: TolerantTree,
  scalar: TolerantScalar,
  offset: number,
  facts: ServerFacts,
): (Span & { readonly markdown: string }) | undefined {
  const { from, to } = insideOf(scalar);
  for (const match of tree.text.slice(from, to).matchAll(/\$\{([^{}]*)\}/g)) {
    const start = from + match.index;
    const end = start + match[0].length;
    if (offset < start || offset > end) continue;
    const [whole, body = ''] = match;
    const known = variableOf(body);
    const words = known
      ? [known.doc.description, ...stateOf(tree, known.doc.name, known.rest, facts)]
      : ['Unknown variable.'];
    return { from: start, to: end, markdown: paragraphs(`**${code(whole)}**`, ...words) };
  }
  return undefined;
}

function stateOf(tree: TolerantTree, kind: string, rest: string, facts: ServerFacts): (string | undefined)[] {
  const [folder] = facts.folders;
  if (kind === 'workspaceFolder') return [folder && code(folder)];
  if (kind === 'workspaceFolderBasename') return [folder && code(path.basename(folder))];
  if (kind === 'userHome') return [code(os.homedir())];
  if (kind === 'env:') return [environmentWords(rest, facts)];
  if (kind === 'input:') return inputState(tree, rest, facts);
  const known = facts.settings?.includes(rest);
  return [known === false ? 'Unknown setting.' : undefined];
}

/** Only whether it is set: a value may be a secret. */
function environmentWords(body: string, { envNames }: ServerFacts): string {
  const [, name = '', other] = /^(.*?)(?::-(.*))?$/s.exec(body) ?? [];
  if (envNames.includes(name)) return `${code(name)} is set.`;
  return other === undefined
    ? `${code(name)} is not set.`
    : `${code(name)} is not set, so the text after \`:-\` applies.`;
}

function inputState(tree: TolerantTree, id: string, facts: ServerFacts): (string | undefined)[] {
  const there = entriesOf(entryAt(tree, ['inputs'])).some((entry) => entryName(tree, entry) === id);
  if (!there) return [`There is no ${code(id)} under \`inputs\`.`];
  const [description] = textsOf(tree, entryAt(tree, ['inputs', id, 'description']));
  return inputWords(id, description, facts);
}

/** What an input asks for, and whether its answer is stored. */
export function inputWords(
  id: string,
  description: string | undefined,
  facts: ServerFacts,
): (string | undefined)[] {
  const remembered = facts.remembered?.(id);
  const state = remembered ? 'Your answer is stored.' : 'You are asked for it when it is first needed.';
  return [description && escapeMarkdown(description), remembered === undefined ? undefined : state];
}

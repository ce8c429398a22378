import type { ServerFacts } from './completionItem';
import { type Completion, sortAs } from './completionItem';
import type { Cursor, CursorVariable } from './cursor';
import { escapeSnippet } from './snippetText';
import { entriesOf, entryAt, entryName, textsOf } from './tolerantYaml/tolerantTree';
import { variables } from './variableDocs';

interface Candidate {
  readonly name: string;
  readonly detail?: string;
  readonly documentation?: string;
}

/** The variables that match what is being typed. */
export function completeVariables(
  text: string,
  cursor: Cursor & { readonly variable: CursorVariable },
  facts: ServerFacts,
): Completion[] {
  return candidates(cursor, facts).map((candidate, index) => ({
    label: candidate.name,
    kind: 'variable',
    detail: candidate.detail,
    documentation: candidate.documentation,
    sortText: sortAs(1, index),
    ...written(text, cursor, candidate.name),
  }));
}

function candidates(
  { tree, variable }: Cursor & { readonly variable: CursorVariable },
  facts: ServerFacts,
): Candidate[] {
  const { typed } = variable;
  const found: Candidate[] = [];
  for (const { name, description } of variables) {
    const own = typed.startsWith(name);
    if (!name.endsWith(':')) {
      const [folder] = facts.folders;
      found.push({
        name,
        detail: name === 'workspaceFolder' ? folder : undefined,
        documentation: description,
      });
    } else if (name === 'input:')
      for (const entry of entriesOf(entryAt(tree, ['inputs']))) {
        const id = entryName(tree, entry);
        const [detail] = textsOf(tree, entryAt(tree, ['inputs', id, 'description']));
        found.push({ name: `input:${id}`, detail, documentation: description });
      }
    // There are too many of the others to list them before their kind is chosen.
    else if (!own) found.push({ name, documentation: description });
    else if (name === 'env:')
      found.push(...facts.envNames.map((one) => ({ name: `env:${one}`, documentation: description })));
    else
      found.push(
        ...(facts.settings ?? []).map((one) => ({ name: `${name}${one}`, documentation: description })),
      );
  }
  return typed.includes(':')
    ? found
    : [...found, ...facts.envNames.map((name) => ({ name, detail: 'environment' }))];
}

function written(
  text: string,
  { variable, replace, style, quote, lead }: Cursor & { readonly variable: CursorVariable },
  name: string,
): Pick<Completion, 'insert' | 'snippet' | 'replace' | 'filter' | 'again'> {
  const { from, to, opened, closed } = variable;
  const before = opened ? '' : '{';
  const after = closed ? '' : '}';
  if (name.endsWith(':')) {
    const insert = `${before}${escapeSnippet(name)}$1${escapeSnippet(after)}`;
    return { insert, snippet: true, replace: { from, to }, again: true };
  }
  if (quote || style === 'block')
    return { insert: `${before}${name}${after}`, snippet: false, replace: { from, to } };
  // Within brackets the braces of a variable would be a map, so all of the text gets quotes.
  const head = text.slice(replace.from, from - (opened ? 2 : 1));
  const tail = text.slice(to + (closed ? 1 : 0), replace.to);
  return {
    insert: `${lead}${JSON.stringify(`${head}\${${name}}${tail}`)}`,
    snippet: false,
    replace: { from: replace.from, to: Math.max(replace.to, to + (closed ? 1 : 0)) },
    filter: `${head}\${${name}`,
  };
}

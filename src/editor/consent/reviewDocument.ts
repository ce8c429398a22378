import * as vscode from 'vscode';
import { plural } from '../../base/text';
import { consentFacts } from '../../config/consent';
import { commands } from '../ids';
import type { Waiting } from './consents';

/** The longest line of a value, in characters. */
const widest = 90;

/** What waits, and the lines at which each entry stands in the document. */
interface Written {
  readonly text: string;
  readonly starts: readonly { readonly line: number; readonly waiting: Waiting }[];
}

/** All that waits for the person, whole. */
export function reviewText(waiting: readonly Waiting[]): string {
  return write(waiting).text;
}

/** What to do, above each entry of the text. */
export function reviewLenses(waiting: readonly Waiting[]): vscode.CodeLens[] {
  const { starts } = write(waiting);
  const lens = (line: number, title: string, command: string, ...args: unknown[]) =>
    new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { title, command, arguments: args });
  const ids = starts.map(({ waiting }) => waiting.definition.id);
  const all =
    ids.length > 1 ? [lens(0, `$(check-all) Allow all ${ids.length}`, commands.allowServers, ids)] : [];
  const each = starts.flatMap(({ line, waiting }) => [
    lens(
      line,
      waiting.for === 'launch' ? '$(check) Allow and start' : '$(check) Allow',
      commands.allowServers,
      [waiting.definition.id],
    ),
    lens(line, '$(go-to-file) Open entry', commands.goToDefinition, waiting.definition.id),
  ]);
  return [...all, ...each];
}

function write(waiting: readonly Waiting[]): Written {
  if (waiting.length === 0) return { text: '# Nothing waits for you.\n', starts: [] };
  const lines = [
    `# ${plural(waiting.length, 'server')} of this workspace ${waiting.length === 1 ? 'waits' : 'wait'} for you. Nothing below has been started.`,
    '# A server is a program that runs with your rights: allow what you know.',
  ];
  const starts = waiting.map((one) => {
    lines.push('');
    const line = lines.length;
    lines.push(...entryLines(one));
    return { line, waiting: one };
  });
  return { text: `${lines.join('\n')}\n`, starts };
}

function entryLines({ definition, for: what }: Waiting): string[] {
  const { source, name } = definition;
  const place = source.file && `${vscode.workspace.asRelativePath(source.file)}:${source.range?.line ?? 1}`;
  const facts = consentFacts(definition);
  const shown = what === 'launch' ? facts : facts.filter(([fact]) => fact === 'Runs unasked');
  const width = Math.max(...shown.map(([fact]) => fact.length));
  return [
    `${name}:  # ${place}${what === 'approvals' ? ', which may run already; new are the tools that run unasked' : ''}`,
    ...shown.flatMap(([fact, value]) => factLines(`  ${`${fact}:`.padEnd(width + 1)} `, value)),
  ];
}

/** A value that is wider than the editor goes on in the next line between two words: nothing is cut off. */
function factLines(lead: string, value: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of value.split(' ')) {
    if (line !== '' && line.length + word.length >= widest) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one, at) => `${at === 0 ? lead : ' '.repeat(lead.length)}${one}`);
}

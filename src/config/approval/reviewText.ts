import { plural, visibleLine } from '../../base/text';
import type { ServerDefinition } from '../model/definition';
import type { Approval, Waiting } from './approval';
import { type Fact, lineOf, policyFacts, type ReviewContext, reviewFacts, shownLines } from './reviewFacts';

/** The longest line of a value, in characters: a longer one would not be visible in full. */
const widest = 90;

/** What is shown beside the entries. */
export interface ReviewOptions extends ReviewContext {
  /** The name of a file where the review is shown. */
  readonly nameOf: (file: string) => string;
  /** What was approved of an entry before. */
  readonly approved: (definition: ServerDefinition) => Approval | undefined;
}

/** A review as it is shown, and the line, from 0, at which each entry begins. */
export interface Review {
  readonly text: string;
  readonly starts: readonly { readonly line: number; readonly waiting: Waiting }[];
}

/**
 * Everything that waits for a person, in full. Text of a file stays on lines of its own: invisible characters, and text that would
 * look like one of our lines, are escaped.
 */
export function reviewOf(waiting: readonly Waiting[], options: ReviewOptions): Review {
  if (waiting.length === 0) return { text: '# Nothing to review.\n', starts: [] };
  const lines = [
    `# ${plural(waiting.length, 'server')} ${waiting.length === 1 ? 'is' : 'are'} waiting for your approval. Nothing below has been started.`,
    '# Servers run with your permissions: approve only what you know.',
  ];
  const entries = waiting.map((one) => ({ waiting: one, ...entryOf(one, options) }));
  const names = entries.flatMap(({ facts }) => facts.map(({ name }) => name.length));
  const width = names.reduce((widest, length) => Math.max(widest, length), 0) + 1;
  const starts = entries.map(({ waiting, head, facts }) => {
    lines.push('');
    const line = lines.length;
    lines.push(head, ...facts.flatMap((fact) => factLines(fact, width)));
    return { line, waiting };
  });
  return { text: `${lines.join('\n')}\n`, starts };
}

function entryOf(
  waiting: Waiting,
  options: ReviewOptions,
): { readonly head: string; readonly facts: readonly Fact[] } {
  const { source, name } = waiting.definition;
  const approved = options.approved(waiting.definition);
  const remarks = [
    source.file && `${visibleLine(options.nameOf(source.file))}:${source.range?.line ?? 1}`,
    waiting.for === 'policy' && 'already approved to run; only its tool rules are new',
    waiting.for === 'launch' && approved && 'changed since you approved it',
  ].filter(Boolean);
  return {
    head: `${nameText(name)}:  # ${remarks.join(', ')}`,
    facts: factsOf(waiting, approved, options),
  };
}

/** The facts, and compared with the earlier approval: what is new, and what is gone. */
function factsOf(waiting: Waiting, approved: Approval | undefined, options: ReviewOptions): readonly Fact[] {
  if (waiting.for === 'policy')
    return policyFacts(waiting, approved ?? { autoApprove: [], disabledTools: [] });
  const facts = reviewFacts(waiting, options);
  if (!approved) return facts;
  const now = shownLines(waiting);
  const gone = approved.shown.filter((line) => !now.includes(line));
  const marked = facts.map(({ name, lines }) => ({
    name,
    lines: lines.map((line) => {
      const known = lineOf(name, line.text);
      return { ...line, isNew: now.includes(known) && !approved.shown.includes(known) };
    }),
  }));
  if (gone.length > 0) return [...marked, { name: 'Removed', lines: gone.map((text) => ({ text })) }];
  if (marked.some(({ lines }) => lines.some(({ isNew }) => isNew))) return marked;
  return [
    ...marked,
    { name: 'Changed', lines: [{ text: 'a secret that is not shown, or the order of lines' }] },
  ];
}

/** A name that is more than plain words is put in quotes, so that it cannot look like the text around it. */
function nameText(name: string): string {
  return /^[\p{L}\p{N}](?:[\p{L}\p{N} ._/@-]*[\p{L}\p{N}])?$/u.test(name)
    ? name
    : visibleLine(JSON.stringify(name));
}

function factLines({ name, lines }: Fact, width: number): readonly string[] {
  const indent = ' '.repeat(width + 3);
  return lines.flatMap(({ text, warning, isNew }, index) => {
    const lead = index === 0 ? `  ${`${name}:`.padEnd(width)} ` : indent;
    const [first = '', ...rest] = wrapped(spaced(visibleLine(text)));
    const remarks = [isNew && 'new', warning && `⚠ ${warning}`].filter(Boolean);
    const remark = remarks.length > 0 ? `  # ${remarks.join(', ')}` : '';
    if (rest.length === 0) return [`${lead}${first}${remark}`];
    // Marked, so that the rest of a long value is not mistaken for the next value.
    return [`${lead}${first}${remark}`, ...rest.map((part) => `${indent}↪ ${part}`)];
  });
}

/** Runs of spaces are shown as a count, as they could move what follows out of sight, and no value can look like one of our remarks. */
function spaced(text: string): string {
  return text
    .replace(/\p{Zs}{4,}/gu, (spaces) => ` ⟨${spaces.length} spaces⟩ `)
    .replace(/(?<=^|\p{Zs})#/gu, '\\#');
}

/** Wrapped at the width, after a space where there is one: nothing is omitted. */
function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  let rest = [...text];
  while (rest.length > widest) {
    const space = rest.lastIndexOf(' ', widest - 1);
    const end = space > widest / 2 ? space + 1 : widest;
    lines.push(rest.slice(0, end).join('').trimEnd());
    rest = rest.slice(end);
  }
  return [...lines, rest.join('')];
}

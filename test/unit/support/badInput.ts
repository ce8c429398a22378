import assert from 'node:assert/strict';
import type { Problem, ServerDefinition } from '../../../src/config/model/definition';
import { parse } from '../../support/pool/definitions';
import { applyEdits } from './applyEdits';
import { rows } from './table';

/** A wrong or odd configuration file, and what comes of it. */
export interface BadInput {
  readonly text: string;
  /** Each as "severity code line:column message"; of a long message only its beginning, with '…' behind it. */
  readonly problems: readonly string[];
  /** The servers by what they start: a command line, an address, or "invalid". */
  readonly servers?: Readonly<Record<string, string>>;
  /** A running pool stays as it is. */
  readonly unusable?: true;
  /** The titles of the first fixes. Each makes its problem go away and adds no error. */
  readonly fixes?: readonly string[];
  /** The text after the first fix of the first problem that has one. */
  readonly fixed?: string;
}

/** The lines of an entry `a`, from line 3 and column 5 on. */
export function entry(...lines: string[]): string {
  return `mcpServers:\n  a:\n${lines.map((line) => `    ${line}\n`).join('')}`;
}

/** An entry `a` of the program `x` with more lines, from line 4 and column 5 on. */
export function program(...lines: string[]): string {
  return entry('command: x', ...lines);
}

/** An entry `a` of the address `https://h` with more lines, from line 4 and column 5 on. */
export function address(...lines: string[]): string {
  return entry('url: https://h', ...lines);
}

/** One test per file; the key is its name. */
export function badInputs(table: Readonly<Record<string, BadInput>>): void {
  rows(table, check);
}

function check({ text, problems, servers = {}, unusable, fixes = [], fixed }: BadInput): void {
  const parsed = parse(text);
  assert.deepEqual(
    parsed.problems.map((problem, index) => asExpected(inWords(problem), problems[index])),
    problems,
  );
  assert.deepEqual(Object.fromEntries(parsed.definitions.map(started)), servers);
  assert.equal(parsed.usable, !unusable);
  const fixable = parsed.problems.filter((problem) => problem.fixes?.length);
  assert.deepEqual(
    fixable.map((problem) => problem.fixes![0]!.title),
    fixes,
  );
  for (const problem of fixable) checkFix(text, problem);
  if (fixed !== undefined) assert.equal(applyEdits(text, fixable[0]!.fixes![0]!.edits), fixed);
}

function inWords({ severity, code, range, message }: Problem): string {
  return `${severity} ${code} ${range.line}:${range.column} ${message}`;
}

function asExpected(found: string, expected = ''): string {
  const begins = expected.endsWith('…') && found.startsWith(expected.slice(0, -1));
  return begins ? expected : found;
}

/** What a definition starts. */
function started({ name, launch }: ServerDefinition): [name: string, what: string] {
  if (launch.type === 'invalid' || launch.type === 'demo') return [name, launch.type];
  return [name, launch.type === 'stdio' ? [launch.command, ...launch.args].join(' ') : launch.url];
}

function checkFix(text: string, problem: Problem): void {
  const title = problem.fixes![0]!.title;
  const before = parse(text).problems;
  const after = parse(applyEdits(text, problem.fixes![0]!.edits)).problems;
  const alike = (all: readonly Problem[]) =>
    all.filter(({ code, message }) => code === problem.code && message === problem.message).length;
  assert.equal(alike(after), alike(before) - 1, `'${title}' leaves the problem`);
  const errors = (all: readonly Problem[]) => all.filter(({ severity }) => severity === 'error');
  const known = new Set(errors(before).map(({ message }) => message));
  assert.deepEqual(
    errors(after).filter(({ message }) => !known.has(message)),
    [],
    `'${title}' adds an error`,
  );
}

import { didYouMean } from '../base/didYouMean';
import { looksSecret, valueLooksSecret } from '../base/redaction';
import type { Fix, InputDefinition } from './definition';
import { ownVariables, referencesIn } from './references';
import type { Reports } from './reports';

/** Nothing of an entry lies deeper than this. */
const deepest = 4;

/** Looks at the texts of an entry: variables that nobody knows, and secrets that should not stand in a file. */
export function lintTexts(entry: object, inputs: readonly InputDefinition[], reports: Reports): void {
  visitTexts(entry, [], (text, at) => {
    for (const reference of referencesIn(text)) {
      const { whole, kind, name } = reference;
      const range = reports.places.within(reports.pathOf(at), whole);
      if (kind === 'unknown') {
        const guess = guessOf(name, inputs);
        const message = `Nobody knows the variable '${whole}'. ${guess ? `Did you mean '\${${guess}}'?` : "A plain '$' is written without a brace."}`;
        const fixes = guess
          ? [{ title: `Change to '\${${guess}}'`, edits: [{ range, text: `\${${guess}}` }] }]
          : [];
        reports.add('warning', 'unknown-variable', message, at, { range, fixes });
      }
      if (kind === 'input' && !inputs.some(({ id }) => id === name)) {
        const guess = didYouMean(
          name,
          inputs.map(({ id }) => id),
        );
        const message = `There is no input '${name}'. ${guess ? `Did you mean '${guess}'?` : "Describe it below 'inputs'."}`;
        const fixes = guess
          ? [{ title: `Change to '\${input:${guess}}'`, edits: [{ range, text: `\${input:${guess}}` }] }]
          : [addInputFix(reports, name)];
        reports.add('warning', 'unknown-input', message, at, { range, fixes });
      }
    }
    lintSecret(text, at, reports);
  });
}

/** Where a secret may stand: the values of variables and headers, and arguments behind an option that names one. */
function lintSecret(text: string, at: readonly PropertyKey[], reports: Reports): void {
  const [key, name] = at;
  if (text.includes('${') || (key !== 'env' && key !== 'headers') || typeof name !== 'string') return;
  const bare = text.replace(/^(?:Bearer|Basic|Token)\s+/i, '');
  const named = looksSecret(name) && bare.length >= 8 && !isPlaceholder(bare);
  if (!named && !valueLooksSecret(bare)) return;
  const range = reports.places.within(reports.pathOf(at), bare);
  const id = name.toLowerCase().replace(/[^\w.-]+/g, '-');
  const variable = name.toUpperCase().replace(/\W+/g, '_');
  const message = `The value of '${name}' looks like a secret, and this file may be shared. Let a variable stand for it.`;
  reports.add('warning', 'plain-secret', message, at, {
    range,
    fixes: [
      {
        title: `Ask for it once and keep it safe: '\${input:${id}}'`,
        edits: [
          ...addInputFix(reports, id, true).edits,
          { range, text: quotedWhere(reports, range, `\${input:${id}}`) },
        ],
        secret: { input: id, value: bare },
      },
      {
        title: `Take it from the environment: '\${${variable}}'`,
        edits: [{ range, text: quotedWhere(reports, range, `\${${variable}}`) }],
      },
    ],
  });
}

/** In a flow map or list a bare `${` would open a map of its own. */
function quotedWhere(reports: Reports, range: Fix['edits'][number]['range'], text: string): string {
  const { places } = reports;
  const before = places.textOf({
    ...range,
    column: Math.max(1, range.column - 1),
    endLine: range.line,
    endColumn: range.column,
  });
  const whole = /[\s:,[{]/.test(before) || before === '';
  return whole && !/^["']/.test(places.textOf(range)) ? `"${text}"` : text;
}

function isPlaceholder(text: string): boolean {
  return /^<.*>$|your|example|changeme|xxx|placeholder|\*\*\*|\.\.\./i.test(text);
}

function guessOf(name: string, inputs: readonly InputDefinition[]): string | undefined {
  const [prefix = '', rest] = name.split(/:(.*)/s);
  if (rest === undefined)
    return didYouMean(
      name,
      ownVariables.filter((one) => !one.endsWith(':')),
    );
  const known = didYouMean(`${prefix}:`, ['env:', 'input:', 'config:', 'workspaceFolder:']);
  const id =
    known === 'input:'
      ? (didYouMean(
          rest,
          inputs.map((one) => one.id),
        ) ?? rest)
      : rest;
  return known && `${known}${id}`;
}

function addInputFix({ places }: Reports, id: string, secret = true): Fix {
  const there = places.has(['inputs']);
  const entry = `  ${id}: { type: ${secret ? 'secret' : 'text'} }\n`;
  const below = there ? places.belowKey(['inputs']) : undefined;
  return {
    title: `Describe the input '${id}'`,
    edits: [
      below
        ? { range: below, text: entry }
        : { range: places.end(), text: `${places.endsWithBreak() ? '' : '\n'}\ninputs:\n${entry}` },
    ],
  };
}

function visitTexts(
  value: unknown,
  at: readonly PropertyKey[],
  visit: (text: string, at: readonly PropertyKey[]) => void,
): void {
  // An alias may stand for a list that it is in itself.
  if (at.length > deepest) return;
  if (typeof value === 'string') visit(value, at);
  else if (Array.isArray(value)) value.forEach((item, index) => void visitTexts(item, [...at, index], visit));
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value))
      if (!key.startsWith('x-')) visitTexts(item, [...at, key], visit);
}

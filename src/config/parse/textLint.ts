import { didYouMean } from '../../base/didYouMean';
import { shown } from '../../base/text';
import { describeInput } from '../edit/moveToInput';
import type { QuickFix } from '../model/definition';
import { serverKeys } from '../model/schema';
import { shownValue } from '../variables/plainSecrets';
import { ownVariables, type Reference, referencesIn } from '../variables/variableReferences';
import type { ProblemCollector } from '../yaml/problemCollector';
import { keyAliases } from './keyAliases';
import { lintSecrets } from './secretLint';

/** The deepest level of an entry. */
const deepest = 4;
/** The most wrong variables reported of one text. */
const mostInText = 20;
/** The most names to guess among, as each is compared with each. */
const mostGuessed = 200;

/** Checks the texts of an entry: unknown variables, and secrets that should not be in a file. */
export function lintTexts(entry: object, inputs: readonly string[], reports: ProblemCollector): void {
  // An ignored key is reported separately.
  const known = Object.entries(entry).filter(
    ([key]) => (serverKeys as string[]).includes(key) || Object.hasOwn(keyAliases, key),
  );
  for (const [key, value] of known)
    visitTexts(value, [key], (text, at) => {
      const wrong = referencesIn(text).filter(
        ({ kind, name, fallback }) =>
          kind === 'unknown' || fallback?.includes('${') || (kind === 'input' && !inputs.includes(name)),
      );
      for (const reference of wrong.slice(0, mostInText)) lintReference(reference, at, inputs, reports);
    });
  lintSecrets(Object.fromEntries(known), inputs, reports);
}

function lintReference(
  { kind, name, whole, nth, fallback }: Reference,
  at: readonly PropertyKey[],
  inputs: readonly string[],
  reports: ProblemCollector,
): void {
  const exact = reports.sourceMap.exactly(reports.pathOf(at), whole, nth);
  const range = exact ?? reports.sourceMap.of(reports.pathOf(at));
  // Where the variable is not visible in the text, a change would replace the whole text.
  const changeTo = (guess: string): QuickFix[] =>
    exact ? [{ title: `Change to '${guess}'`, edits: [{ range: exact, text: guess }] }] : [];
  if (kind === 'unknown') {
    const guess = guessOf(name, inputs);
    const next = guess ? `Did you mean '\${${guess}}'?` : "For a literal '$', remove the brace.";
    const message = `Unknown variable '${shown(whole)}'. ${next}`;
    reports.add('warning', 'unknown-variable', message, at, {
      range,
      fixes: guess ? changeTo(`\${${guess}}`) : [],
    });
    return;
  }
  if (fallback !== undefined) {
    const message = `A default cannot contain another variable: '${shownValue(whole)}' ends at its first brace. Use plain text.`;
    reports.add('warning', 'unknown-variable', message, at, { range });
    return;
  }
  const guess = didYouMean(name, inputs.slice(0, mostGuessed));
  const next = guess ? `Did you mean '${guess}'?` : "Describe it under 'inputs'.";
  const fixes = guess ? changeTo(`\${input:${guess}}`) : describeFix(reports, name);
  reports.add('warning', 'unknown-input', `There is no input '${shown(name)}'. ${next}`, at, {
    range,
    fixes,
  });
}

function describeFix({ sourceMap }: ProblemCollector, id: string): QuickFix[] {
  const edits = describeInput(sourceMap, id);
  return edits ? [{ title: `Describe the input '${id}'`, edits }] : [];
}

/** The variable that was probably meant; undefined when the guess would be wrong too. */
function guessOf(name: string, inputs: readonly string[]): string | undefined {
  const colon = name.indexOf(':');
  if (colon < 0) {
    const whole = ownVariables.filter((one) => !one.endsWith(':'));
    return didYouMean(name, whole);
  }
  const prefix = didYouMean(`${name.slice(0, colon)}:`, ['env:', 'input:', 'config:', 'workspaceFolder:']);
  const rest = name.slice(colon + 1).trim();
  const guess =
    prefix &&
    `${prefix}${prefix === 'input:' ? (didYouMean(rest, inputs.slice(0, mostGuessed)) ?? rest) : rest}`;
  return guess && referencesIn(`\${${guess}}`).every(({ kind }) => kind !== 'unknown') ? guess : undefined;
}

function visitTexts(
  value: unknown,
  at: readonly PropertyKey[],
  visit: (text: string, at: readonly PropertyKey[]) => void,
  parents: readonly unknown[] = [],
): void {
  // An alias may refer to a list that contains it.
  if (at.length > deepest || parents.includes(value)) return;
  if (typeof value === 'string') visit(value, at);
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value))
      visitTexts(item, [...at, key], visit, [...parents, value]);
}

import { plural, quoted } from '../../base/text';
import { type FoundProblem, failedStep, type ServerDiagnosis } from './diagnosis';

/** Whether the servers work, in sentences: "2 of 3 servers work.", "'weather' does not: …". */
export function verdictOf(
  servers: readonly ServerDiagnosis[],
  problems: readonly FoundProblem[],
): readonly string[] {
  const skipped = servers.filter(({ outcome }) => outcome === 'skipped');
  const tried = servers.filter(({ outcome }) => outcome !== 'skipped');
  const failing = tried.filter(({ outcome }) => outcome === 'fails');
  const sentences = [
    tried.length > 0 || skipped.length === 0 ? countOf(tried) : '',
    ...failing.map((server) => whyNot(server, tried.length === 1)),
    skipped.length > 0 ? `Not tried until you approve it: ${quoted(skipped.map(({ name }) => name))}.` : '',
    servers.length === 0 ? errorsIn(problems) : '',
  ];
  return sentences.filter(Boolean);
}

function countOf(tried: readonly ServerDiagnosis[]): string {
  const good = tried.filter(({ outcome }) => outcome === 'works').length;
  if (tried.length === 0) return 'There are no servers to look at.';
  if (tried.length === 1) return good === 1 ? `'${tried[0]!.name}' works.` : '';
  if (good === tried.length) return `All ${good} servers work.`;
  if (good === 0) return `None of ${tried.length} servers works.`;
  return `${good} of ${tried.length} servers ${good === 1 ? 'works' : 'work'}.`;
}

function whyNot(server: ServerDiagnosis, alone: boolean): string {
  const failure = failedStep(server)?.failure;
  const why = failure?.reason ? `${failure.reason}.` : failure?.message;
  return `'${server.name}' does not${alone ? ' work' : ''}: ${why ?? ''}`;
}

function errorsIn(problems: readonly FoundProblem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (!first) return '';
  const place = `${first.file}:${first.range.line}:${first.range.column}`;
  return `The configuration has ${plural(errors.length, 'error')}, the first at ${place}: ${first.message}`;
}

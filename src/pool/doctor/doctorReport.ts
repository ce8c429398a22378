import path from 'node:path';
import { inline, textBlock } from '../../base/markdown';
import { formatDuration, plural, quoted } from '../../base/text';
import {
  type DoctorReport,
  type DoctorStep,
  type FoundProblem,
  failedStep,
  type MachineFacts,
  type ServerDiagnosis,
} from './diagnosis';

const signs = { ok: '✓', failed: '✗', skipped: '–' } as const;
const headings = { works: 'works', fails: 'does not work', skipped: 'was not tried' } as const;

/** The report as Markdown that also reads well as plain text: the verdict, what to do, and then everything that was found. */
export function renderDoctor(report: DoctorReport): string {
  const { servers, disabled, problems, machine } = report;
  const [verdict = '', ...reasons] = verdictOf(servers, problems);
  const parts = [
    `# ${inline(verdict)}`,
    ...(reasons.length > 0 ? [reasons.map((reason) => `- ${inline(reason)}`).join('\n')] : []),
    ...servers.map(serverPart),
    ...(disabled.length > 0 ? [`Disabled, not checked: ${inline(disabled.join(', '))}.`] : []),
    ...(problems.length > 0 ? [problemsPart(problems)] : []),
    machinePart(machine),
  ];
  return `${parts.join('\n\n')}\n`;
}

function serverPart({ name, outcome, steps, remarks, nextSteps }: ServerDiagnosis): string {
  const isLeft = (step: DoctorStep) => step.outcome === 'skipped' && !step.found;
  const left = steps.filter(isLeft);
  return [
    `## ${inline(name)} ${headings[outcome]}`,
    '',
    ...steps.filter((step) => !isLeft(step)).map(stepLines),
    // If it was not tried, the heading says so.
    ...(left.length > 0 && outcome !== 'skipped'
      ? [`- – not reached: ${left.map((step) => step.name).join(', ')}`]
      : []),
    ...nextSteps.map((step) => `- → ${inline(step)}`),
    ...remarks.map((remark) => `- ! ${inline(remark)}`),
  ].join('\n');
}

function stepLines({ name, outcome, ms, found, failure }: DoctorStep): string {
  const took = ms === undefined ? '' : ` (${formatDuration(ms)})`;
  const said = failure?.message ?? found;
  const lines = [`- ${signs[outcome]} ${name}${took}${said ? `: ${inline(said)}` : ''}`];
  for (const step of failure?.nextSteps ?? []) lines.push(`  - → ${inline(step)}`);
  if (failure?.detail) lines.push('', ...textBlock(failure.detail, '  '), '');
  return lines.join('\n');
}

function problemsPart(problems: readonly FoundProblem[]): string {
  const rows = problems.map(
    ({ file, range, severity, message }) =>
      `- ${inline(`${file}:${range.line}:${range.column}: ${severity}: ${message}`)}`,
  );
  return ['## Problems of the configuration', '', ...rows].join('\n');
}

function machinePart({ versions, platform, path: own, onlyInShell, networkVariables }: MachineFacts): string {
  const rows = [
    [...Object.entries(versions).map((version) => version.join(' ')), platform].join(', '),
    `PATH: ${plural(own.length, 'folder')}`,
    onlyInShell === undefined
      ? 'There is no login shell to compare the PATH with.'
      : onlyInShell.length === 0
        ? 'The PATH of the login shell adds nothing.'
        : `Only on the PATH of the login shell, and searched too: ${onlyInShell.join(path.delimiter)}`,
    networkVariables.length > 0
      ? `Set for the network: ${networkVariables.join(', ')}`
      : 'No variables for proxies or certificates are set.',
  ];
  return ['## This machine', '', ...rows.map((row) => `- ${inline(row)}`)].join('\n');
}

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
  if (tried.length === 0) return 'There are no servers to check.';
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

import { failure } from '../../base/failure';
import { formatDuration, oneLine } from '../../base/text';
import type { Problem, ServerDefinition } from '../../config/model/definition';
import { diagnose } from '../../pool/doctor/diagnose';
import type { DoctorReport, DoctorStep } from '../../pool/doctor/diagnosis';
import { failedStep } from '../../pool/doctor/diagnosis';
import { renderDoctor } from '../../pool/doctor/doctorReport';
import { adHocDefinition } from '../context/adHocServer';
import type { CommandContext } from '../context/commandContext';
import {
  allProblems,
  findDefinition,
  readConfig,
  type SharedOptions,
  terminalHost,
} from '../context/session';
import { exitCodeOf } from '../terminal/exitCode';
import { type SafeText, safe } from '../terminal/safeText';

/** `doctor [server]`: why servers do not work, step by step. */
export async function doctor(
  { options, output, signal }: CommandContext,
  name: string | undefined,
): Promise<number> {
  const { definitions, problems } = await whatToExamine(options, name);
  const { terminal, servers } = await terminalHost(options);
  const report = await diagnose(definitions, problems, servers, {
    signal,
    onStep: (server, step) => {
      if (terminal.live && step.outcome !== 'skipped') terminal.say(progressLine(server, step));
    },
    signInStep: (server) => `Run mcp-pool login ${server.name}`,
  });
  if (output.json) output.printJson(report);
  else output.print(renderDoctor(report));
  const failed = report.servers.map(failedStep).find((step) => step !== undefined);
  if (failed?.failure) return exitCodeOf(failed.failure);
  return name === undefined && hasErrors(report) ? exitCodeOf({ kind: 'configuration' }) : 0;
}

async function whatToExamine(
  options: SharedOptions,
  name: string | undefined,
): Promise<{ definitions: readonly ServerDefinition[]; problems: readonly (Problem & { file: string })[] }> {
  const adHoc = adHocDefinition(options);
  if (adHoc) return { definitions: [adHoc], problems: [] };
  const config = await readConfig(options.config);
  const problems = (await allProblems(config)).map((problem) => ({ ...problem, file: config.file }));
  if (name === undefined || !config.usable) return { definitions: config.definitions, problems };
  const definition = findDefinition(config.definitions, name);
  if (definition.disabled)
    throw failure('configuration', `'${name}' is disabled.`, [`Set 'disabled' of '${name}' to false.`]);
  return { definitions: [definition], problems };
}

function hasErrors({ problems }: DoctorReport): boolean {
  return problems.some(({ severity }) => severity === 'error');
}

function progressLine({ name }: ServerDefinition, step: DoctorStep): SafeText {
  const took = step.ms === undefined ? '' : ` (${formatDuration(step.ms)})`;
  const why = step.failure ? `: ${oneLine(step.failure.message)}` : '';
  return safe`${step.outcome === 'ok' ? '✓' : '✗'} ${name}: ${step.name}${took}${why}`;
}

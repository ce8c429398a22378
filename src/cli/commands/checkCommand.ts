import { problemLine } from '../../config/model/definition';
import type { CommandContext } from '../context/commandContext';
import { allProblems, readConfig } from '../context/session';
import { exitCodeOf } from '../terminal/exitCode';

/** `check`: the problems of the configuration file and its environment. */
export async function check({ options, output }: CommandContext): Promise<number> {
  const config = await readConfig(options.config);
  const { file } = config;
  const problems = await allProblems(config);
  const rows = problems.map(({ range, severity, code, message }) => ({
    file,
    line: range.line,
    column: range.column,
    severity,
    code,
    message,
  }));
  if (output.json) output.printJson(rows);
  else
    output.print(problems.map((problem) => problemLine(file, problem)).join('\n') || `${file}: no problems`);
  return problems.some((problem) => problem.severity === 'error') ? exitCodeOf({ kind: 'configuration' }) : 0;
}

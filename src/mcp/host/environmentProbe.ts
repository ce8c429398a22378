import { stat } from 'node:fs/promises';
import type { Environment } from '../../config/variables/environmentCheck';
import { safeEnvironment } from '../stdio/childEnvironment';
import { lookUpProgram } from '../stdio/findProgram';

/** This machine, as far as a configuration depends on it. */
export function environmentProbe(
  env: NodeJS.ProcessEnv,
  shellPath?: () => Promise<string | undefined>,
): Pick<Environment, 'env' | 'kindOf' | 'programProblem'> {
  return {
    env,
    kindOf: async (file) => {
      const found = await stat(file).catch(() => undefined);
      return found && (found.isDirectory() ? 'folder' : 'file');
    },
    programProblem: async (command, cwd) => {
      const found = await lookUpProgram({ command, cwd, env: safeEnvironment(env), shellPath });
      return 'file' in found ? undefined : { why: found.why, next: found.next('') };
    },
  };
}

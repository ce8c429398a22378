import { stat } from 'node:fs/promises';
import { isFailure } from '../base/failure';
import type { Surroundings } from '../config/surroundings';
import { safeEnvironment } from './environment';
import { findProgram } from './program';

/** This machine, as far as a configuration depends on it. */
export function machineOf(
  env: NodeJS.ProcessEnv,
  shellPath?: () => Promise<string | undefined>,
): Pick<Surroundings, 'env' | 'kindOf' | 'programProblem'> {
  return {
    env,
    kindOf: async (file) => {
      const found = await stat(file).catch(() => undefined);
      return found && (found.isDirectory() ? 'folder' : 'file');
    },
    programProblem: async (command, cwd) => {
      try {
        await findProgram({ name: '', command, cwd, env: safeEnvironment(env), shellPath });
        return undefined;
      } catch (error) {
        if (!isFailure(error)) throw error;
        return { why: whyOf(error.message), next: withoutName(error.nextSteps.join(' ')) };
      }
    },
  };
}

/** The reason alone: which server it is about stands where the problem is shown. */
function whyOf(message: string): string {
  return message.replace(/^'' could not start: /, '').replace(/\.$/, '');
}

function withoutName(text: string): string {
  return text.replaceAll(" of ''", '');
}

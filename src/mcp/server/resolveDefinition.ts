import { parseEnv } from 'node:util';
import { abortable } from '../../base/async';
import { errorMessage, failure } from '../../base/failure';
import type { InputDefinition, ServerDefinition } from '../../config/model/definition';
import { envFileOf, readEnvFile } from '../../config/variables/envFile';
import { secretsOf } from '../../config/variables/launchSecrets';
import {
  type ResolvedLaunch,
  resolveLaunch,
  type VariableScope,
} from '../../config/variables/resolveVariables';

/** Where the values of variables come from, besides the environment. */
export interface VariableHost extends Pick<VariableScope, 'folderOf' | 'settingOf' | 'demo'> {
  /** The answer to an input, asked for when it is unknown; undefined when the person gave none. */
  readonly answer?: (
    definition: ServerDefinition,
    input: InputDefinition,
    signal: AbortSignal | undefined,
  ) => Promise<string | undefined>;
}

/** A launch that is ready to go. */
export interface ReadyLaunch extends ResolvedLaunch {
  /** The text of the `envFile` that is in it; undefined when its path could not be known before the start. */
  readonly envFile?: string;
}

/**
 * What a definition launches, with its variables, inputs and variable file resolved. Rejects with a failure that names what
 * is missing; its secrets are passed to `onSecrets` before.
 */
export async function resolveDefinition(
  definition: ServerDefinition,
  { env, variables = {} }: { readonly env: NodeJS.ProcessEnv; readonly variables?: VariableHost },
  signal?: AbortSignal,
  onSecrets: (secrets: readonly string[]) => void = () => undefined,
): Promise<ReadyLaunch> {
  const inputs = new Map<string, string>();
  for (const input of definition.inputs ?? []) {
    const answer = variables.answer && (await abortable(variables.answer(definition, input, signal), signal));
    if (answer === undefined)
      throw failure(
        'cancelled',
        `'${definition.name}' was not started: its input '${input.id}' has no value.`,
        ['Start it again to be asked again.'],
      );
    inputs.set(input.id, answer);
  }
  const resolved = resolveLaunch(definition, { ...variables, env, inputs });
  const { launch } = resolved;
  onSecrets(resolved.secrets);
  if (launch.type !== 'stdio' || launch.envFile === undefined) return resolved;
  const { envFile: file, ...rest } = launch;
  const text = await textOf(definition.name, file);
  const fromFile = parseEnv(text) as Record<string, string>;
  const whole = { ...rest, env: { ...fromFile, ...launch.env } };
  const secrets = [...resolved.secrets, ...secretsOf(whole, fromFile)];
  onSecrets(secrets);
  const known = envFileOf(definition, { ...variables, env }) !== undefined;
  return { ...resolved, launch: whole, secrets, ...(known ? { envFile: text } : {}) };
}

async function textOf(name: string, file: string): Promise<string> {
  try {
    return await readEnvFile(file);
  } catch (error) {
    const { code = errorMessage(error) } = error as NodeJS.ErrnoException;
    const reason = `its 'envFile' ${code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`}: ${file}`;
    const steps = [`Create the file, or correct 'envFile' of '${name}'.`];
    throw failure('configuration', `'${name}' could not start: ${reason}`, steps, undefined, { reason });
  }
}

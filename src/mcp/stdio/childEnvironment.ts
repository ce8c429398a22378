import type { StdioLaunch } from '../../config/model/definition';
import { isSafeVariable } from '../../config/variables/safeVariables';

/** The whole environment of a program: what it inherits, and what its launch sets. */
export function childEnvironment(own: NodeJS.ProcessEnv, launch: StdioLaunch): NodeJS.ProcessEnv {
  const { inheritEnv, env } = launch;
  const names = Array.isArray(inheritEnv) ? new Set(inheritEnv) : undefined;
  const inherited = inheritEnv === 'all' ? own : safeEnvironment(own, (name) => names?.has(name) ?? false);
  return Object.fromEntries(
    Object.entries({ ...inherited, ...env }).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

/**
 * The part of an environment that a server gets by default: what programs need to run at all. The rest
 * is excluded, because editors and shells are full of tokens that do not concern a server.
 */
export function safeEnvironment(
  env: NodeJS.ProcessEnv,
  more: (name: string) => boolean = () => false,
): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => more(name) || isSafeVariable(name));
  return Object.fromEntries(kept);
}

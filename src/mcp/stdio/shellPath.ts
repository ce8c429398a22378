import { shellEnv } from 'shell-env';

/** Makes the function that gets the PATH of the person's login shell, once. Undefined where there is no such shell. */
export function createShellPath(): () => Promise<string | undefined> {
  let asked: Promise<string | undefined> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
}

async function ask(): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined;
  try {
    return (await shellEnv()).PATH;
  } catch {
    // A shell that fails to start has no PATH to offer; the failure that follows names the PATH that was searched.
    return undefined;
  }
}

import { createContext, Script } from 'node:vm';

/** Work on what others chose took longer than it may. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';

  constructor(ms: number) {
    super(`it took longer than ${ms} ms`);
  }
}

const script = new Script('run()');
let context: { run?: () => void } | undefined;

/**
 * Runs work that cannot wait and ends it after `ms`: a regular expression or a loop stops in the middle, without its `finally`.
 * What it was changing must not be used after that. Throws {@link TookTooLong}, or what the work throws. It costs about 0.1 ms.
 *
 * Node's own clock for scripts does this in the thread of the caller, in an editor, a terminal and a library alike. A worker would
 * have to be started, be a file of its own in every bundle, and get a copy of everything.
 */
export function withinTime<T>(ms: number, work: () => T): T {
  context ??= createContext({});
  let result: { readonly value: T } | undefined;
  context.run = () => {
    result = { value: work() };
  };
  try {
    script.runInContext(context, { timeout: ms });
  } catch (error) {
    if ((error as NodeJS.ErrnoException | undefined)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
      throw new TookTooLong(ms);
    throw error;
  } finally {
    context.run = undefined;
  }
  // The script has run to its end, and with it the work.
  return result!.value;
}

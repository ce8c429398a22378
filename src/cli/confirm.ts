import { createInterface } from 'node:readline/promises';
import { failure } from '../base/failure';
import type { Confirmation } from '../pool/call';

/**
 * Asks at the terminal whether a call may run. `--yes` has answered already; without a terminal nobody can, so it is no.
 */
export async function confirmInTerminal(
  { serverName, tool, arguments: args, reason }: Confirmation,
  { yes, json }: { readonly yes?: boolean; readonly json?: boolean },
  signal?: AbortSignal,
): Promise<boolean> {
  if (yes) return true;
  if (json || !process.stdin.isTTY || !process.stderr.isTTY) return false;
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const question = `Call '${tool.name}' on '${serverName}' with ${JSON.stringify(args)}?\n${reason} [y/N] `;
    // While it asks, the terminal hands Ctrl+C and Ctrl+D to the reader and not to the process.
    const ended = new Promise<string>((resolve, reject) => {
      reader.once('SIGINT', () => reject(failure('cancelled', 'Stopped.')));
      reader.once('close', () => resolve(''));
    });
    const answered = reader.question(question, { signal });
    answered.catch(() => undefined);
    return /^y(es)?$/i.test((await Promise.race([answered, ended])).trim());
  } finally {
    reader.close();
  }
}

import { createInterface } from 'node:readline/promises';
import type { Confirmation } from '../pool/call';

/**
 * Asks at the terminal whether a call may run. `--yes` has answered already; without a terminal nobody can, so it is no.
 */
export async function confirmInTerminal(
  { serverName, tool, arguments: args, reason }: Confirmation,
  { yes, json }: { readonly yes?: boolean; readonly json?: boolean },
): Promise<boolean> {
  if (yes) return true;
  if (json || !process.stdin.isTTY || !process.stderr.isTTY) return false;
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const question = `Call '${tool.name}' on '${serverName}' with ${JSON.stringify(args)}?\n${reason} [y/N] `;
    return /^y(es)?$/i.test((await reader.question(question)).trim());
  } finally {
    reader.close();
  }
}

import * as vscode from 'vscode';
import type { Confirmation } from '../pool/call';

const longest = 2000;

/** Asks a person whether a call may run, with everything it would do. */
export async function confirmInEditor(
  { serverName, tool, arguments: args, origin, reason }: Confirmation,
  signal?: AbortSignal,
): Promise<boolean> {
  if (signal?.aborted) return false;
  const json = JSON.stringify(args, undefined, 2);
  const shown =
    json.length > longest ? `${json.slice(0, longest)}\n… ${json.length - longest} more characters` : json;
  const call = 'Call';
  const asked = origin === 'palette' || origin === 'tree' ? '' : `Asked for by: ${origin}\n\n`;
  const detail = `${reason}\n\n${asked}${shown}`;
  const chosen = await vscode.window.showWarningMessage(
    `Call '${tool.name}' on '${serverName}'?`,
    { modal: true, detail },
    call,
  );
  return chosen === call;
}

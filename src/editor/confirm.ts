import * as vscode from 'vscode';
import type { Confirmation } from '../pool/call';
import { loadEngine } from './bundles';
import { schemes } from './ids';

/** The longest text of arguments that is shown in a dialog, in characters. */
const longest = 2000;

/** Writes what the person decided for good into the configuration. */
export type DecideForGood = (
  serverId: string,
  list: 'autoApprove' | 'disabledTools',
  tool: string,
) => Promise<void>;

/** Asks a person whether a call may run, with everything it would do. */
export async function confirmInEditor(
  confirmation: Confirmation,
  decide: DecideForGood,
  signal?: AbortSignal,
): Promise<boolean> {
  if (signal?.aborted) return false;
  const { server, serverName, tool, arguments: args, reason, before } = confirmation;
  const once = 'Call Once';
  const always = 'Always Allow';
  const never = 'Never';
  const compare = 'Show the Difference';
  const chosen = await vscode.window.showWarningMessage(
    `Call '${tool.name}' on '${serverName}'?`,
    { modal: true, detail: `${reason}\n\n${shown(args)}` },
    ...(before ? [compare, once, never] : [once, always, never]),
  );
  if (chosen === compare) return compareThenAsk(confirmation);
  if (chosen === always) await decide(server, 'autoApprove', tool.name);
  if (chosen === never) await decide(server, 'disabledTools', tool.name);
  return chosen === once || chosen === always;
}

/** Shows what the tool was and is, and asks beside it: a dialog would cover it. */
async function compareThenAsk({ serverName, tool, before }: Confirmation): Promise<boolean> {
  const { faceOf, faceText } = await loadEngine();
  const texts: Record<string, string> = { before: faceText(before!), now: faceText(faceOf(tool)) };
  const address = (side: string) =>
    vscode.Uri.from({ scheme: schemes.face, path: `/${tool.name}`, query: `${side}-${Date.now()}` });
  const provider = vscode.workspace.registerTextDocumentContentProvider(schemes.face, {
    provideTextDocumentContent: ({ query }) => texts[query.split('-')[0]!],
  });
  const [left, right] = [address('before'), address('now')];
  await vscode.commands.executeCommand(
    'vscode.diff',
    left,
    right,
    `${tool.name}: as approved ↔ as it is now`,
  );
  const call = 'Call';
  const chosen = await vscode.window.showWarningMessage(
    `Call '${tool.name}' on '${serverName}' as it is now? It counts as approved from then on.`,
    call,
    'Do Not Call',
  );
  provider.dispose();
  return chosen === call;
}

function shown(args: Readonly<Record<string, unknown>>): string {
  if (Object.keys(args).length === 0) return 'It is called without arguments.';
  const json = JSON.stringify(args, undefined, 2);
  return json.length > longest
    ? `${json.slice(0, longest)}\n… ${json.length - longest} more characters`
    : json;
}

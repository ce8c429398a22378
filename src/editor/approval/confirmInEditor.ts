import * as vscode from 'vscode';
import { snapshotOf, snapshotText } from '../../pool/approvals/toolApprovals';
import type { Confirmation } from '../../pool/call';
import { schemes } from '../ids';
import { label } from '../ui/labels';
import { showDialog, showWarning } from '../ui/messages';
import { shownArguments, shownName, wholeCall } from '../ui/shownArguments';

/** Writes a permanent decision of the person into the configuration. */
export type DecideForGood = (
  serverId: string,
  list: 'autoApprove' | 'disabledTools',
  tool: string,
) => Promise<void>;

const buttons = {
  once: 'Call Once',
  always: 'Always Allow',
  never: 'Never',
  compare: 'Show Difference',
  whole: 'Show Arguments',
  changed: 'Call',
  not: 'Do Not Call',
} as const;

/**
 * Asks a person whether a call may run, with everything it would do. What is too long for a dialog, or differs from what was
 * approved, is shown in an editor, and asked beside it: a dialog would cover it.
 */
export async function confirmInEditor(
  confirmation: Confirmation,
  decide: DecideForGood,
  signal?: AbortSignal,
): Promise<boolean> {
  if (signal?.aborted) return false;
  const { server, tool, before } = confirmation;
  const shown: vscode.Disposable[] = [];
  try {
    const seen = new Set<string | undefined>();
    for (;;) {
      const chosen = await ask(confirmation, seen);
      // A person who closes the question, or opened something to read, has not answered yet.
      if (chosen === buttons.compare && before) shown.push(await compare(confirmation));
      else if (chosen === buttons.whole) shown.push(await showWhole(confirmation));
      else {
        if (chosen === buttons.always) await decide(server, 'autoApprove', tool.name);
        if (chosen === buttons.never) await decide(server, 'disabledTools', tool.name);
        return chosen === buttons.once || chosen === buttons.always || chosen === buttons.changed;
      }
      seen.add(chosen);
    }
  } finally {
    for (const one of shown) one.dispose();
  }
}

/** One question: first a dialog, then a notification beside the document that was opened. */
async function ask(
  { serverName, tool, arguments: args, reason, before }: Confirmation,
  seen: ReadonlySet<string | undefined>,
): Promise<string | undefined> {
  const names = [shownName(tool.name), shownName(serverName)] as const;
  const question = `Call '${names[0].text}' on '${names[1].text}'`;
  const { text, more } = shownArguments(args);
  const isCut = more || names.some(({ isCut }) => isCut);
  const whole = isCut && !seen.has(buttons.whole) ? [buttons.whole] : [];
  const { once, always, never, compare, changed, not } = buttons;
  if (seen.size === 0)
    return showDialog({
      kind: 'warning',
      text: `${question}?`,
      detail: `${reason}\n\n${text}`,
      buttons: before ? [compare, ...whole, once, never] : [...whole, once, always, never],
    });
  if (seen.has(compare))
    return showWarning(
      `${question} in its current version? This approves that version.`,
      changed,
      not,
      ...whole,
    );
  return showWarning(
    `${question} with the arguments shown?`,
    ...(before ? [once, never, compare] : [once, always, never]),
  );
}

/** Shows the whole call in a read-only editor. */
async function showWhole(confirmation: Confirmation): Promise<vscode.Disposable> {
  const uri = addressOf(schemes.call, `Arguments of ${confirmation.tool.name}`);
  const provider = provide(schemes.call, new Map([[uri.toString(), wholeCall(confirmation)]]));
  const document = await vscode.workspace.openTextDocument(uri);
  // With no editor open there is nothing to place it beside, and more room.
  const viewColumn = vscode.window.activeTextEditor ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
  await vscode.window.showTextDocument(document, { preview: true, viewColumn });
  return provider;
}

/** Shows the approved version of the tool beside its current one. */
async function compare({ tool, before }: Confirmation): Promise<vscode.Disposable> {
  const [left, right] = [addressOf(schemes.snapshot, tool.name), addressOf(schemes.snapshot, tool.name)];
  const provider = provide(
    schemes.snapshot,
    new Map([
      [left.toString(), snapshotText(before!)],
      [right.toString(), snapshotText(snapshotOf(tool))],
    ]),
  );
  const title = `${label(tool.name, 60)}: Approved ↔ Current`;
  await vscode.commands.executeCommand('vscode.diff', left, right, title);
  return provider;
}

let count = 0;

/** A unique address: another call may be confirmed at the same time, with other texts. */
function addressOf(scheme: string, name: string): vscode.Uri {
  const path = `/${label(name, 80).replaceAll('/', '∕')}`;
  return vscode.Uri.from({ scheme, path, query: String(++count) });
}

function provide(scheme: string, texts: ReadonlyMap<string, string>): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (uri) => texts.get(uri.toString()),
  });
}

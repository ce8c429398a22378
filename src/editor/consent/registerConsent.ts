import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposables';
import { plural, quoted } from '../../base/text';
import { loadDialogs } from '../bundles';
import { commands, contextKeys, schemes } from '../ids';
import { showDialog, showInformation } from '../messages';
import type { Services } from '../services';
import type { Consents, Waiting } from './consents';

/** The one address of the document that shows what waits. */
const reviewUri = vscode.Uri.from({ scheme: schemes.review, path: '/Servers to review' });

/** Tells that servers wait for the person, shows what they would do, and takes the answer. */
export function registerConsent({ configFiles, reporter }: Services, consents: Consents): vscode.Disposable {
  const store = new DisposableStore();
  const waiting = () => (vscode.workspace.isTrusted ? consents.waiting(configFiles.written) : []);
  const textChanged = store.add(new vscode.EventEmitter<vscode.Uri>());
  const lensesChanged = store.add(new vscode.EventEmitter<void>());
  /** What the person was told of: one cause is told once. */
  let told = '';

  const tell = async () => {
    const now = waiting();
    textChanged.fire(reviewUri);
    lensesChanged.fire();
    void vscode.commands.executeCommand('setContext', contextKeys.waiting, now.length);
    const cause = JSON.stringify(
      now.map(({ definition, for: what }) => [definition.id, definition.launch, what]),
    );
    const known = told === cause || now.length === 0;
    told = cause;
    if (known || reviewIsOpen()) return;
    const open = 'Review';
    const chosen = await showInformation(messageFor(now), open, 'Not Now');
    if (chosen === open) await show();
  };
  const show = async () => {
    const document = await vscode.workspace.openTextDocument(reviewUri);
    await vscode.languages.setTextDocumentLanguage(document, 'yaml');
    await vscode.window.showTextDocument(document, { preview: true });
  };

  store.add(
    vscode.workspace.registerTextDocumentContentProvider(schemes.review, {
      onDidChange: textChanged.event,
      provideTextDocumentContent: async () => (await loadDialogs()).reviewText(waiting()),
    }),
  );
  store.add(
    vscode.languages.registerCodeLensProvider(
      { scheme: schemes.review },
      {
        onDidChangeCodeLenses: lensesChanged.event,
        provideCodeLenses: async () => (await loadDialogs()).reviewLenses(waiting()),
      },
    ),
  );
  store.add(configFiles.onDidApply(() => void tell()));
  store.add(reporter.command(commands.reviewServers, show));
  store.add(
    reporter.command(commands.allowServers, async (ids?: readonly string[]) => {
      const allowed = waiting().filter(({ definition }) => !ids || ids.includes(definition.id));
      await consents.agree(allowed.map(({ definition }) => definition));
      if (waiting().length === 0) await closeReview();
    }),
  );
  store.add(
    reporter.command(commands.resetConsent, async () => {
      const reset = 'Ask Again';
      const detail =
        'The servers stop, and each is shown to you before it starts. Nothing in a file changes.';
      const text = 'Take back what you allowed servers of all folders to start?';
      const chosen = await showDialog({ text, detail, buttons: [reset], kind: 'warning' });
      if (chosen === reset) await consents.reset();
    }),
  );
  return store;
}

function messageFor(waiting: readonly Waiting[]): string {
  const launches = waiting.filter((one) => one.for === 'launch').map(({ definition }) => definition.name);
  const approvals = waiting.filter((one) => one.for === 'approvals').map(({ definition }) => definition.name);
  const shown = (names: readonly string[]) =>
    names.length > 4 ? plural(names.length, 'server') : quoted(names);
  if (launches.length > 0)
    return `mcp-config.yaml wants to start ${shown(launches)}. Review what that means before anything runs.`;
  return `mcp-config.yaml wants more tools of ${shown(approvals)} to run without asking you.`;
}

function reviewIsOpen(): boolean {
  return vscode.window.visibleTextEditors.some(({ document }) => document.uri.scheme === schemes.review);
}

async function closeReview(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
  const open = tabs.filter(
    ({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === schemes.review,
  );
  await vscode.window.tabGroups.close(open);
}

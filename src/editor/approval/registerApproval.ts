import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposables';
import { plural, quoted } from '../../base/text';
import type { Waiting } from '../../config/approval/approval';
import type { Shown } from '../../pool/approvals';
import { loadDialogs } from '../bundles';
import { commands, contextKeys, schemes } from '../ids';
import type { Answers } from '../inputs/answers';
import type { Services } from '../services';
import type { ApprovalService } from './approvalService';
import type { ReviewDocument } from './reviewDocument';

/** The one address of the document that shows what waits. */
const reviewUri = vscode.Uri.from({ scheme: schemes.review, path: '/Servers to review' });

/** Tells that servers wait for approval, shows what they would do, and takes the answer. */
export function registerApproval(
  { configFiles, reporter }: Services,
  approvals: ApprovalService,
  answers: Answers,
): vscode.Disposable {
  const store = new DisposableStore();
  const textChanged = store.add(new vscode.EventEmitter<vscode.Uri>());
  const lensesChanged = store.add(new vscode.EventEmitter<void>());
  let making: Promise<ReviewDocument> | undefined;
  /** What the person was told of: one cause is told once. */
  let told = '';
  const waiting = async () =>
    vscode.workspace.isTrusted ? await approvals.waiting(configFiles.written) : [];
  const review = () => {
    making ??= loadDialogs().then(
      ({ ReviewDocument }) =>
        new ReviewDocument({
          nameOf: (file) => vscode.workspace.asRelativePath(file),
          approved: (id) => approvals.approved(id),
          remembers: ({ source: { file = '' } }, input) => answers.known(file).has(input),
        }),
    );
    return making;
  };

  const tell = async () => {
    const now = await waiting();
    textChanged.fire(reviewUri);
    void vscode.commands.executeCommand('setContext', contextKeys.waiting, now.length);
    const cause = JSON.stringify(
      now.map(({ definition, for: what }) => [definition.id, definition.launch, what]),
    );
    const known = told === cause || now.length === 0;
    told = cause;
    if (known || reviewIsOpen()) return;
    const open = 'Review';
    const chosen = await vscode.window.showInformationMessage(messageFor(now), open, 'Not Now');
    if (chosen === open) await show();
  };
  const show = async () => {
    const document = await vscode.workspace.openTextDocument(reviewUri);
    await vscode.languages.setTextDocumentLanguage(document, 'yaml');
    await vscode.window.showTextDocument(document, { preview: true });
  };
  /** Approves what is named and was shown; a button of the document names all that it shows. */
  const approve = async (given?: unknown) => {
    const document = await review();
    const shown = Array.isArray(given)
      ? document.shown(given as Shown[])
      : isActive()
        ? document.shown()
        : [];
    if (shown.length === 0) return show();
    const others = await approvals.approve(configFiles.written, shown);
    if (others > 0)
      void vscode.window.showWarningMessage(
        `${plural(others, 'server')} changed while you were looking, and ${others === 1 ? 'was' : 'were'} not approved. Review again.`,
      );
    if ((await waiting()).length === 0) await closeReview();
  };

  store.add(
    vscode.workspace.registerTextDocumentContentProvider(schemes.review, {
      onDidChange: textChanged.event,
      provideTextDocumentContent: async () => {
        const text = (await review()).write(await waiting());
        // Where the entries are is known from here on; the lenses are drawn once the editor has the text.
        setTimeout(() => lensesChanged.fire());
        return text;
      },
    }),
  );
  store.add(
    vscode.languages.registerCodeLensProvider(
      { scheme: schemes.review },
      {
        onDidChangeCodeLenses: lensesChanged.event,
        provideCodeLenses: async (document) => (await review()).lenses(document.getText()),
      },
    ),
  );
  store.add(
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (uri.scheme === schemes.review) void making?.then((document) => document.close());
    }),
  );
  store.add(configFiles.onDidApply(() => void tell().catch((error) => reporter.report(error))));
  store.add(reporter.command(commands.reviewServers, show));
  store.add(reporter.command(commands.approveServers, approve));
  store.add(
    reporter.command(commands.resetApprovals, async () => {
      const reset = 'Reset';
      const detail =
        'Their servers stop, and you are shown each one again before it starts. No file is changed.';
      const chosen = await vscode.window.showWarningMessage(
        'Reset the approvals of servers in all folders?',
        { modal: true, detail },
        reset,
      );
      if (chosen === reset) await approvals.reset();
    }),
  );
  return store;
}

function messageFor(waiting: readonly Waiting[]): string {
  const launches = waiting.filter((one) => one.for === 'launch').map(({ definition }) => definition.name);
  const policies = waiting.filter((one) => one.for === 'policy').map(({ definition }) => definition.name);
  const shown = (names: readonly string[]) =>
    names.length > 4 ? plural(names.length, 'server') : quoted(names);
  if (launches.length > 0)
    return `mcp-config.yaml wants to start ${shown(launches)}. Review what that means before anything runs.`;
  return `mcp-config.yaml wants tools of ${shown(policies)} to run with fewer questions. Review the change.`;
}

function isActive(): boolean {
  return vscode.window.activeTextEditor?.document.uri.scheme === schemes.review;
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

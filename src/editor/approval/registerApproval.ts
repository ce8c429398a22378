import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposables';
import { commands, contextKeys, schemes } from '../ids';
import type { ApprovalService } from '../services/approvalService';
import type { InputValues } from '../services/inputValues';
import type { Services } from '../services/services';
import { showInformation } from '../ui/messages';
import type { ServerReview } from './serverReview';

/** Notifies that servers wait for approval, shows what they would do, and takes the answer. */
export function registerApproval(
  { configFiles, reporter }: Services,
  approvals: ApprovalService,
  answers: InputValues,
): vscode.Disposable {
  const store = new DisposableStore();
  const textChanged = store.add(new vscode.EventEmitter<vscode.Uri>());
  const lensesChanged = store.add(new vscode.EventEmitter<void>());
  let making: Promise<ServerReview> | undefined;
  /** What the person was notified of: each cause is reported once. */
  let told = '';
  /** Whether the document also shows what only other programs would ask about. */
  let elsewhere = false;
  const waiting = async (all = false) =>
    vscode.workspace.isTrusted ? await approvals.waiting(configFiles.written, all) : [];
  const review = () => {
    making ??= import('./serverReview').then(
      ({ ServerReview }) =>
        new ServerReview({
          nameOf: (file) => vscode.workspace.asRelativePath(file),
          approved: (definition) => approvals.approved(definition),
          remembers: ({ source: { file = '' } }, input) => answers.known(file).has(input),
        }),
    );
    return making;
  };

  const tell = async () => {
    const now = await waiting();
    void vscode.commands.executeCommand('setContext', contextKeys.waiting, now.length);
    const open = reviewDocument();
    if (open) textChanged.fire(open.uri);
    const cause = JSON.stringify(
      now.map(({ definition, envFile, for: what }) => [definition.id, definition.launch, envFile, what]),
    );
    const known = told === cause || now.length === 0;
    told = cause;
    if (known || open) return;
    const { waitingMessage } = await import('./serverReview');
    const show = 'Review';
    const chosen = await showInformation(waitingMessage(now), show, 'Not Now');
    if (chosen === show) await (await review()).show();
  };

  store.add(
    vscode.workspace.registerTextDocumentContentProvider(schemes.review, {
      onDidChange: textChanged.event,
      provideTextDocumentContent: async () => {
        const text = (await review()).write(await waiting(elsewhere));
        // The lenses belong to this text: they are drawn once the editor has it.
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
      // A change of its language closes it too, and opens it again at once.
      if (uri.scheme === schemes.review && !reviewDocument())
        void making?.then((document) => document.forget());
    }),
  );
  store.add(configFiles.onDidApply(() => void tell().catch((error) => reporter.report(error))));
  store.add(
    reporter.command(commands.reviewServers, async (given?: unknown) => {
      elsewhere = given === 'elsewhere';
      const open = reviewDocument();
      if (open) textChanged.fire(open.uri);
      await (await review()).show();
    }),
  );
  store.add(
    reporter.command(commands.approveServers, async (given?: unknown) => {
      const document = await review();
      await document.approve(given, (shown) => approvals.approve(configFiles.written, shown));
      if ((await waiting(elsewhere)).length === 0) await document.close();
    }),
  );
  store.add(
    reporter.command(commands.resetApprovals, async () => {
      if (await (await import('./serverReview')).confirmReset()) await approvals.reset();
    }),
  );
  return store;
}

function reviewDocument(): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(
    ({ uri, isClosed }) => uri.scheme === schemes.review && !isClosed,
  );
}

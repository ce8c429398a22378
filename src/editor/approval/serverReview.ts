import * as vscode from 'vscode';
import { plural, quoted } from '../../base/text';
import { reviewHash, type Waiting } from '../../config/approval/approval';
import { type Review, type ReviewOptions, reviewOf } from '../../config/approval/reviewText';
import type { Shown } from '../../pool/approvals/serverApprovals';
import { commands, schemes } from '../ids';
import { showDialog, showWarning } from '../ui/messages';

/** The one address of the document that shows what waits. */
export const reviewUri = vscode.Uri.from({ scheme: schemes.review, path: '/Servers to review' });

/** Approves the entries that are still as they were shown; returns how many had changed by then. */
export type Approve = (shown: readonly Shown[]) => Promise<number>;

/** The document that shows what waits for approval. What it showed last is all that its lenses and buttons can approve. */
export class ServerReview {
  private review: Review | undefined;

  constructor(private readonly options: ReviewOptions) {}

  /** The text for what waits now; from here on this is what was shown. */
  write(waiting: readonly Waiting[]): string {
    this.review = reviewOf(waiting, this.options);
    return this.review.text;
  }

  /** Opens it in an editor. */
  async show(): Promise<void> {
    const document = await vscode.workspace.openTextDocument(reviewUri);
    await vscode.languages.setTextDocumentLanguage(document, 'yaml');
    await vscode.window.showTextDocument(document, { preview: true });
  }

  /** What to do, above each entry. Nothing while the editor still shows an older text: a lens must be above what it approves. */
  lenses(text: string): vscode.CodeLens[] {
    if (!this.review || text !== this.review.text) return [];
    const lens = (line: number, title: string, command: string, argument: unknown) =>
      new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { title, command, arguments: [argument] });
    const all = this.shown();
    return [
      ...(all.length > 1
        ? [lens(0, `$(check-all) Approve All ${all.length}`, commands.approveServers, all)]
        : []),
      ...this.review.starts.flatMap(({ line, waiting }) => [
        lens(
          line,
          waiting.for === 'launch' ? '$(check) Approve and Start' : '$(check) Approve',
          commands.approveServers,
          [shownOf(waiting)],
        ),
        lens(line, '$(go-to-file) Open Entry', commands.goToDefinition, waiting.definition.id),
      ]),
    ];
  }

  /** Approves what a lens names, or all that the active document shows; whatever was not shown is shown instead. */
  async approve(given: unknown, approve: Approve): Promise<void> {
    const shown = Array.isArray(given) ? this.shown(given as Shown[]) : isActive() ? this.shown() : [];
    if (shown.length === 0) return this.show();
    const others = await approve(shown);
    if (others === 0) return;
    const what = others === 1 ? 'A server' : plural(others, 'server');
    void showWarning(
      `${what} changed while you were reviewing and ${others === 1 ? 'was' : 'were'} not approved. Review the change.`,
    );
  }

  /** Closes it, wherever it is open. */
  async close(): Promise<void> {
    const tabs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
    const open = tabs.filter(
      ({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === schemes.review,
    );
    await vscode.window.tabGroups.close(open);
  }

  /** Nothing is shown any more. */
  forget(): void {
    this.review = undefined;
  }

  private shown(among?: readonly Shown[]): readonly Shown[] {
    const all = (this.review?.starts ?? []).map(({ waiting }) => shownOf(waiting));
    return among
      ? all.filter((one) => among.some(({ id, hash }) => id === one.id && hash === one.hash))
      : all;
  }
}

/** The notification about what waits for approval. */
export function waitingMessage(waiting: readonly Waiting[]): string {
  const named = (what: Waiting['for']) => {
    const names = waiting.filter((one) => one.for === what).map(({ definition }) => definition.name);
    return names.length > 4 ? plural(names.length, 'server') : quoted(names);
  };
  if (waiting.some((one) => one.for === 'launch'))
    return `mcp-config.yaml defines servers that need your approval: ${named('launch')}. Review them before they run.`;
  return `mcp-config.yaml lets tools of ${named('policy')} run with fewer confirmations. Review the change.`;
}

/** Asks whether to reset all approvals. */
export async function confirmReset(): Promise<boolean> {
  const reset = 'Reset';
  const detail = 'The servers stop, and you review each one before it starts again. No file is changed.';
  const chosen = await showDialog({
    text: 'Reset approvals for servers in all folders?',
    detail,
    buttons: [reset],
    kind: 'warning',
  });
  return chosen === reset;
}

function isActive(): boolean {
  return vscode.window.activeTextEditor?.document.uri.scheme === schemes.review;
}

function shownOf(waiting: Waiting): Shown {
  return { id: waiting.definition.id, hash: reviewHash(waiting) };
}

import * as vscode from 'vscode';
import { reviewHash, type Waiting } from '../../config/approval/approval';
import { type Review, type ReviewOptions, reviewOf } from '../../config/approval/reviewText';
import type { Shown } from '../../pool/approvals';
import { commands } from '../ids';

/** The document that shows what waits. What it showed last is what its lenses, and nothing else, can approve. */
export class ReviewDocument {
  private review: Review | undefined;

  constructor(private readonly options: ReviewOptions) {}

  /** The text for what waits now; from here on this is what was shown. */
  write(waiting: readonly Waiting[]): string {
    this.review = reviewOf(waiting, this.options);
    return this.review.text;
  }

  /** Nothing is shown any more. */
  close(): void {
    this.review = undefined;
  }

  /** What of these was shown; all of it when none is named. */
  shown(among?: readonly Shown[]): readonly Shown[] {
    const all = (this.review?.starts ?? []).map(({ waiting }) => shownOf(waiting));
    return among
      ? all.filter((one) => among.some(({ id, hash }) => id === one.id && hash === one.hash))
      : all;
  }

  /** What to do, above each entry. Nothing while the editor still shows an older text: a lens must stand over what it approves. */
  lenses(text: string): vscode.CodeLens[] {
    if (!this.review || text !== this.review.text) return [];
    const { starts } = this.review;
    const lens = (line: number, title: string, command: string, argument: unknown) =>
      new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { title, command, arguments: [argument] });
    const all = this.shown();
    return [
      ...(all.length > 1
        ? [lens(0, `$(check-all) Approve All ${all.length}`, commands.approveServers, all)]
        : []),
      ...starts.flatMap(({ line, waiting }) => [
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
}

function shownOf(waiting: Waiting): Shown {
  return { id: waiting.definition.id, hash: reviewHash(waiting) };
}

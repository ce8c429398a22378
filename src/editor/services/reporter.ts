import * as vscode from 'vscode';
import { detailForOwner, errorMessage, type Failure, isFailure, toFailure } from '../../base/failure';
import { commands } from '../ids';
import { showError, showWarning } from '../ui/messages';

/** A button below a message. */
export interface Action {
  readonly title: string;
  readonly run: () => unknown;
}

/** Reports a failure to the person: one notification, with the details in the log. */
export class Reporter {
  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** Shows the failure with its next step and buttons that help. A stop by the person is not a failure. */
  async report(error: unknown, actions: readonly Action[] = []): Promise<void> {
    const failure = toFailure(error);
    if (failure.kind === 'cancelled') return;
    if (!isFailure(error))
      this.log.error(error instanceof Error ? (error.stack ?? error.message) : errorMessage(error));
    else this.log.warn([failure.message, detailForOwner(failure)].filter(Boolean).join('\n'));
    const show = failure.kind === 'internal' || failure.kind === 'unreachable' ? showError : showWarning;
    const chosen = await show(failureText(failure), ...actions.map((action) => action.title));
    await actions.find((action) => action.title === chosen)?.run();
  }

  /** Registers a command whose failure is reported, never thrown at VS Code. */
  command(id: string, run: (...args: never[]) => unknown): vscode.Disposable {
    return vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        return await (run as (...values: unknown[]) => unknown)(...args);
      } catch (error) {
        // Not awaited: the command is over, whether the person answers the notification or not.
        void this.report(error);
        return undefined;
      }
    });
  }
}

/** The failure and its next steps as the text of one notification. */
export function failureText({ message, nextSteps }: Failure): string {
  return [message, ...nextSteps].join(' ');
}

/** The button that opens the log of a server. */
export function showLogAction(serverId: string): Action {
  return { title: 'Show Log', run: () => vscode.commands.executeCommand(commands.showLog, serverId) };
}

import * as vscode from 'vscode';
import { dialogText, iconless, label, messageText } from './labels';

// The one way to notifications, dialogs and progress: external text in them is shown as plain text.

/** Shows an information. Returns the title of the button that was pressed. */
export function showInformation(text: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(messageText(text), ...buttons);
}

/** Shows a warning. */
export function showWarning(text: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(messageText(text), ...buttons);
}

/** Shows an error. */
export function showError(text: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showErrorMessage(messageText(text), ...buttons);
}

/** What a dialog shows. */
export interface Dialog {
  readonly text: string;
  /** Below the text, in lines. */
  readonly detail: string;
  readonly buttons: readonly string[];
  readonly kind?: 'information' | 'warning';
}

/** Asks in a dialog over the window. Cancel is undefined. */
export function showDialog({
  text,
  detail,
  buttons,
  kind = 'information',
}: Dialog): Thenable<string | undefined> {
  const show = kind === 'warning' ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  return show(label(text, 400), { modal: true, detail: dialogText(detail) }, ...buttons);
}

/** Shows a message in the status bar, for a time in ms. */
export function showBriefly(text: string, time: number): void {
  vscode.window.setStatusBarMessage(iconless(text), time);
}

/** As `vscode.window.withProgress`. */
export function withProgress<T>(
  options: vscode.ProgressOptions,
  work: (
    progress: vscode.Progress<{ message?: string; increment?: number }>,
    token: vscode.CancellationToken,
  ) => Thenable<T>,
): Thenable<T> {
  const told = (text: string | undefined) => (text === undefined ? undefined : messageText(iconless(text)));
  return vscode.window.withProgress({ ...options, title: told(options.title) }, (progress, token) =>
    work({ report: ({ message, ...more }) => progress.report({ message: told(message), ...more }) }, token),
  );
}

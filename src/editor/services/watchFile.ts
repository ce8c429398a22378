import path from 'node:path';
import * as vscode from 'vscode';
import { Debouncer } from '../../base/async';
import { type Disposable, DisposableStore } from '../../base/disposables';

/** Editors write a file in several steps. In ms. */
const settleDelayMs = 100;

/** Calls back when a file was created, changed or deleted on disk, at once for each step. */
export function watchOnDisk(file: vscode.Uri, onChange: () => void): Disposable {
  const store = new DisposableStore();
  const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(file, '..'), path.basename(file.fsPath));
  const watcher = store.add(vscode.workspace.createFileSystemWatcher(pattern));
  for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete])
    store.add(event(onChange));
  return store;
}

/** Calls back once a file was changed and is settled. A save in this window is known at once; the watcher may take a second. */
export function watchFile(file: string, onChange: () => void): Disposable {
  const store = new DisposableStore();
  const settling = store.add(new Debouncer(settleDelayMs, onChange));
  store.add(watchOnDisk(vscode.Uri.file(file), () => settling.schedule()));
  store.add(
    vscode.workspace.onDidSaveTextDocument(({ uri }) =>
      uri.fsPath === file ? settling.schedule() : undefined,
    ),
  );
  return store;
}

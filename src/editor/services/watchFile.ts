import * as vscode from 'vscode';
import { Debouncer } from '../../base/async';
import { type Disposable, DisposableStore } from '../../base/disposables';
import { watchOnDisk } from './configLocations';

/** Editors write a file in several steps. In ms. */
const settleDelayMs = 100;

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

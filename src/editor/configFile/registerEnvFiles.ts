import path from 'node:path';
import * as vscode from 'vscode';
import { Debouncer } from '../../base/async';
import { DisposableStore } from '../../base/disposables';
import type { Services } from '../services/services';

/** Editors write a file in several steps. In ms. */
const settleDelayMs = 100;

/** Restarts the servers whose `envFile` changed. */
export function registerEnvFiles({ configFiles, pool, log }: Services): vscode.Disposable {
  const store = new DisposableStore();
  let watchers = new DisposableStore();
  let watched = '';
  const changed = new Set<string>();
  const scope = { ...pool.variables, env: process.env };

  const restart = store.add(
    new Debouncer(settleDelayMs, async () => {
      const files = [...changed];
      changed.clear();
      // What a file says is part of what was approved: servers that must be reviewed again are held by now.
      await configFiles.applyAgain();
      const { envFileUsers } = await import('../../runtime/followConfig');
      for (const file of files)
        for (const server of envFileUsers(pool.servers, file, scope)) {
          log.info(`'${pool.label(server)}' starts anew: ${file} changed.`);
          // A failed start is the server's state.
          server.restart().catch(() => undefined);
        }
    }),
  );
  const note = (file: string) => {
    changed.add(file);
    restart.schedule();
  };

  store.add(
    configFiles.onDidApply(async () => {
      if (pool.servers.length === 0) return;
      const { envFileOf } = await import('../../config/variables/envFile');
      const files = [
        ...new Set(pool.servers.flatMap(({ definition }) => envFileOf(definition, scope) ?? [])),
      ];
      if (files.join('\n') === watched) return;
      watched = files.join('\n');
      watchers.dispose();
      watchers = new DisposableStore();
      for (const file of files) {
        const pattern = new vscode.RelativePattern(vscode.Uri.file(path.dirname(file)), path.basename(file));
        const watcher = watchers.add(vscode.workspace.createFileSystemWatcher(pattern));
        for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete])
          watchers.add(event(() => note(file)));
      }
    }),
  );
  store.add(
    vscode.workspace.onDidSaveTextDocument(({ uri }) =>
      watched.includes(uri.fsPath) ? note(uri.fsPath) : undefined,
    ),
  );
  store.add({ dispose: () => watchers.dispose() });
  return store;
}

import * as vscode from 'vscode';
import { commands } from '../ids';
import type { Services } from '../services/services';
import type { EditorSignIns } from './editorSignIns';

/** Sign in to servers and out of them, from the tree or the palette. Nothing else opens the browser. */
export function registerSignIn(services: Services, signIns: EditorSignIns): vscode.Disposable {
  const { pool, reporter } = services;

  /** Another window signed in: servers that wait for that here can continue. */
  const startWaiting = async (key: string) => {
    const all = await signIns.open();
    for (const server of pool.servers) {
      if (server.state.kind !== 'signInRequired' || !(await all.concerns(server.definition, key))) continue;
      if (await all.isSignedIn(server.definition)) await server.start().catch(() => undefined);
    }
  };

  return vscode.Disposable.from(
    reporter.command(commands.signIn, async (target?: unknown) =>
      (await import('./signInToServer')).signInToServer(services, signIns, target),
    ),
    reporter.command(commands.signOut, async (target?: unknown) =>
      (await import('./signInToServer')).signOutOfServer(services, signIns, target),
    ),
    signIns.onDidChange((key) => void startWaiting(key).catch((error) => reporter.report(error))),
  );
}

import * as vscode from 'vscode';
import type { Server } from '../../mcp/server';
import { toSignal } from '../cancellation';
import { commands } from '../ids';
import { pickServer } from '../pickServer';
import { showLogAction } from '../reporter';
import type { Services } from '../services';
import type { EditorSignIns } from './editorSignIns';

/** Sign in to servers and out of them, from the tree or the palette. The browser opens for nothing else. */
export function registerSignIn({ pool, reporter }: Services, signIns: EditorSignIns): vscode.Disposable {
  const isHttp = (server: Server) => server.definition.launch.type === 'http';

  const signIn = async (server: Server) => {
    const all = await signIns.open();
    await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: `Signing in to '${pool.label(server)}': go on in the browser`,
        cancellable: true,
      },
      (_progress, token) => all.signIn(server.definition, signIns.person(toSignal(token))),
    );
    await server.restart();
  };

  /** Another window signed in: what waits for that here need not wait for a person. */
  const startWaiting = async (key: string) => {
    const all = await signIns.open();
    for (const server of pool.servers) {
      if (server.state.kind !== 'signInRequired' || !(await all.concerns(server.definition, key))) continue;
      if (await all.isSignedIn(server.definition)) await server.start().catch(() => undefined);
    }
  };

  return vscode.Disposable.from(
    reporter.command(commands.signIn, async (target?: unknown) => {
      const server = await pickServer(pool, target, {
        title: 'Sign in to a server',
        when: (one) => one.state.kind === 'signInRequired' || (isHttp(one) && one.state.kind === 'ready'),
      });
      if (!server) return;
      await signIn(server).catch((error) => reporter.report(error, [showLogAction(server.id)]));
    }),
    reporter.command(commands.signOut, async (target?: unknown) => {
      const server = await pickServer(pool, target, { title: 'Sign out of a server', when: isHttp });
      if (!server) return;
      const was = await (await signIns.open()).signOut(server.definition);
      const words = was ? 'Signed out of' : 'Nobody is signed in to';
      vscode.window.setStatusBarMessage(`MCP: ${words} '${pool.label(server)}'`, 5000);
      // The server says itself whether it still answers.
      if (was && server.state.kind === 'ready') await server.restart().catch(() => undefined);
    }),
    signIns.onDidChange((key) => void startWaiting(key).catch((error) => reporter.report(error))),
  );
}

import * as vscode from 'vscode';
import type { Server } from '../../mcp/server/server';
import { pickServer } from '../servers/pickServer';
import { showLogAction } from '../services/reporter';
import type { Services } from '../services/services';
import { showBriefly, withProgress } from '../ui/messages';
import { toSignal } from '../ui/progress';
import type { EditorSignIns } from './editorSignIns';

/** "MCP: Sign In…": opens the browser, waits for the person, and restarts the server. */
export async function signInToServer(
  { pool, reporter }: Services,
  signIns: EditorSignIns,
  target: unknown,
): Promise<void> {
  const server = await pickServer(pool, target, {
    title: 'Sign in to a server',
    when: (one) => one.state.kind === 'signInRequired' || (isHttp(one) && one.state.kind === 'ready'),
  });
  if (!server) return;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `Signing in to '${pool.label(server)}': continue in the browser`,
    cancellable: true,
  };
  try {
    const all = await signIns.open();
    await withProgress(options, (_progress, token) =>
      all.signIn(server.definition, signIns.person(toSignal(token))),
    );
    await server.restart();
  } catch (error) {
    await reporter.report(error, [showLogAction(server.id)]);
  }
}

/** "MCP: Sign Out…": deletes the tokens of a server, and reconnects to see whether it still answers. */
export async function signOutOfServer(
  { pool }: Services,
  signIns: EditorSignIns,
  target: unknown,
): Promise<void> {
  const server = await pickServer(pool, target, { title: 'Sign out of a server', when: isHttp });
  if (!server) return;
  const was = await (await signIns.open()).signOut(server.definition);
  const words = was ? 'Signed out of' : 'Not signed in to';
  showBriefly(`MCP: ${words} '${pool.label(server)}'`, 5000);
  if (was && server.state.kind === 'ready') await server.restart().catch(() => undefined);
}

function isHttp(server: Server): boolean {
  return server.definition.launch.type === 'http';
}

import * as vscode from 'vscode';
import { plural } from '../../base/text';
import { canStart, canStop, needsApproval } from '../../mcp/server/serverState';
import { commands, views } from '../ids';
import { showLogAction } from '../services/reporter';
import type { Services } from '../services/services';
import { showBriefly, withProgress } from '../ui/messages';
import { pickServer } from './pickServer';

/** Starts a server, or opens the review that it waits for. */
export async function startServer(services: Services, target: unknown): Promise<void> {
  const server = await pickServer(services.pool, target, {
    title: 'Start a server',
    when: ({ state }) => canStart(state) || needsApproval(state),
  });
  if (server && needsApproval(server.state)) await vscode.commands.executeCommand(commands.reviewServers);
  else if (server) await starting(services, server.id, () => server.start());
}

/** Stops a server. */
export async function stopServer({ pool }: Services, target: unknown): Promise<void> {
  const server = await pickServer(pool, target, {
    title: 'Stop a server',
    when: ({ state }) => canStop(state),
  });
  await server?.stop();
}

/** Restarts a server, or starts it. */
export async function restartServer(services: Services, target: unknown): Promise<void> {
  const server = await pickServer(services.pool, target, {
    title: 'Restart a server',
    when: ({ state }) => canStart(state) || canStop(state),
  });
  if (server) await starting(services, server.id, () => server.restart());
}

/** Reads the lists of a server again. */
export async function refreshServer({ pool }: Services, target: unknown): Promise<void> {
  const server = await pickServer(pool, target, {
    title: 'Refresh a server',
    when: ({ state }) => state.kind === 'ready',
  });
  await server?.refresh();
}

/** Reads the configuration and the lists of all servers again. */
export async function refreshAll({ pool, configFiles }: Services): Promise<void> {
  await configFiles.reload();
  const ready = pool.servers.filter((server) => server.state.kind === 'ready');
  await withProgress({ location: { viewId: views.servers } }, () =>
    Promise.all(ready.map((server) => server.refresh())),
  );
  showBriefly(`MCP: ${plural(ready.length, 'server')} refreshed`, 3000);
}

/** The part of a tree node that has a name. */
export interface NamedNode {
  readonly kind?: string;
  readonly tool?: { readonly name: string };
  readonly resource?: { readonly uri: string };
  readonly prompt?: { readonly name: string };
}

/** Copies the name of a tree node. */
export async function copyName({ pool }: Services, node?: NamedNode): Promise<void> {
  const text =
    node?.tool?.name ??
    node?.resource?.uri ??
    node?.prompt?.name ??
    (await pickServer(pool, node, { title: 'Copy a name' }))?.name;
  if (text) await vscode.env.clipboard.writeText(text);
}

/** The tree shows the progress; only a failure needs more words. */
function starting({ reporter }: Services, id: string, start: () => Promise<void>): Promise<unknown> {
  return start().catch((error) => reporter.report(error, [showLogAction(id)]));
}

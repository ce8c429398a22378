import * as vscode from 'vscode';
import { plural } from '../../base/text';
import { canStart, canStop, needsApproval } from '../../mcp/server/serverState';
import { commands, views } from '../ids';
import { showLogAction } from '../services/reporter';
import type { Services } from '../services/services';
import { showBriefly, withProgress } from '../ui/messages';
import { pickServer } from './pickServer';

/** Start, stop, restart and refresh servers, from the tree or the palette. */
export function registerServerCommands({ pool, reporter, configFiles }: Services): vscode.Disposable {
  const starting = async (id: string, start: () => Promise<void>) => {
    // The tree shows the progress; only a failure needs more words.
    await start().catch((error) => reporter.report(error, [showLogAction(id)]));
  };
  return vscode.Disposable.from(
    reporter.command(commands.startServer, async (target?: unknown) => {
      const server = await pickServer(pool, target, {
        title: 'Start a server',
        when: ({ state }) => canStart(state) || needsApproval(state),
      });
      if (server && needsApproval(server.state)) await vscode.commands.executeCommand(commands.reviewServers);
      else if (server) await starting(server.id, () => server.start());
    }),
    reporter.command(commands.stopServer, async (target?: unknown) => {
      const server = await pickServer(pool, target, {
        title: 'Stop a server',
        when: ({ state }) => canStop(state),
      });
      await server?.stop();
    }),
    reporter.command(commands.restartServer, async (target?: unknown) => {
      const server = await pickServer(pool, target, {
        title: 'Restart a server',
        when: ({ state }) => canStart(state) || canStop(state),
      });
      if (server) await starting(server.id, () => server.restart());
    }),
    reporter.command(commands.refreshServer, async (target?: unknown) => {
      const server = await pickServer(pool, target, {
        title: 'Refresh a server',
        when: ({ state }) => state.kind === 'ready',
      });
      await server?.refresh();
    }),
    reporter.command(commands.refreshAll, async () => {
      await configFiles.reload();
      const ready = pool.servers.filter((server) => server.state.kind === 'ready');
      await withProgress({ location: { viewId: views.servers } }, () =>
        Promise.all(ready.map((server) => server.refresh())),
      );
      showBriefly(`MCP: ${plural(ready.length, 'server')} refreshed`, 3000);
    }),
    reporter.command(
      commands.copyName,
      async (node?: {
        kind?: string;
        tool?: { name: string };
        resource?: { uri: string };
        prompt?: { name: string };
      }) => {
        const text =
          node?.tool?.name ??
          node?.resource?.uri ??
          node?.prompt?.name ??
          (await pickServer(pool, node, { title: 'Copy a name' }))?.name;
        if (text) await vscode.env.clipboard.writeText(text);
      },
    ),
    reporter.command(commands.focusTree, () => vscode.commands.executeCommand(`${views.servers}.focus`)),
  );
}

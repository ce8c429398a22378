import * as vscode from 'vscode';
import { commands, views } from '../ids';
import type { Services } from '../services/services';
import type { NamedNode } from './serverActions';

/** Start, stop, restart and refresh servers, from the tree or the palette. */
export function registerServerCommands(services: Services): vscode.Disposable {
  const { reporter } = services;
  const load = () => import('./serverActions');
  return vscode.Disposable.from(
    reporter.command(commands.startServer, async (target?: unknown) =>
      (await load()).startServer(services, target),
    ),
    reporter.command(commands.stopServer, async (target?: unknown) =>
      (await load()).stopServer(services, target),
    ),
    reporter.command(commands.restartServer, async (target?: unknown) =>
      (await load()).restartServer(services, target),
    ),
    reporter.command(commands.refreshServer, async (target?: unknown) =>
      (await load()).refreshServer(services, target),
    ),
    reporter.command(commands.refreshAll, async () => (await load()).refreshAll(services)),
    reporter.command(commands.copyName, async (node?: NamedNode) => (await load()).copyName(services, node)),
    reporter.command(commands.focusTree, () => vscode.commands.executeCommand(`${views.servers}.focus`)),
  );
}

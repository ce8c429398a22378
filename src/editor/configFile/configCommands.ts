import * as vscode from 'vscode';
import { commands } from '../ids';
import type { InputValues } from '../services/inputValues';
import type { Services } from '../services/services';

/** Creates, opens and extends the configuration file. */
export function registerConfigCommands(services: Services, answers: InputValues): vscode.Disposable {
  const { reporter } = services;
  const actions = async () => new (await import('./configActions')).ConfigActions(services);
  return vscode.Disposable.from(
    reporter.command(commands.createConfig, async () => (await actions()).open()),
    reporter.command(commands.openConfig, async () => (await actions()).open()),
    reporter.command(commands.goToDefinition, async (target?: unknown) =>
      (await actions()).goToDefinition(target),
    ),
    reporter.command(commands.tryDemo, async () => (await actions()).tryDemo()),
    reporter.command(commands.importServers, async () => {
      const { importServers } = await import('./importFromClients');
      await importServers(services, answers, (await actions()).fileFor);
    }),
    reporter.command(commands.exportServers, async () =>
      (await import('./exportToClient')).exportServers(services),
    ),
    reporter.command(commands.addServer, async () => {
      const { addServer } = await import('./addServer');
      await addServer(services, (await actions()).fileFor);
    }),
  );
}

import * as vscode from 'vscode';
import { loadDialogs } from '../bundles';
import { commands } from '../ids';
import type { Answers } from '../inputs/answers';
import type { Services } from '../services';

/** Creates, opens and extends the configuration file. */
export function registerConfigCommands(services: Services, answers: Answers): vscode.Disposable {
  const { reporter } = services;
  const actions = async () => {
    const dialogs = await loadDialogs();
    return { dialogs, files: new dialogs.ConfigActions(services) };
  };
  return vscode.Disposable.from(
    reporter.command(commands.createConfig, async () => (await actions()).files.open()),
    reporter.command(commands.openConfig, async () => (await actions()).files.open()),
    reporter.command(commands.goToDefinition, async (target?: unknown) =>
      (await actions()).files.goToDefinition(target),
    ),
    reporter.command(commands.tryDemo, async () => (await actions()).files.tryDemo()),
    reporter.command(commands.importServers, async () => {
      const { dialogs, files } = await actions();
      await dialogs.importServers(services, answers, files.fileFor);
    }),
    reporter.command(commands.exportServers, async () => (await loadDialogs()).exportServers(services)),
    reporter.command(commands.addServer, async () => {
      const { dialogs, files } = await actions();
      await dialogs.addServer(services, files.fileFor);
    }),
  );
}

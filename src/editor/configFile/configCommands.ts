import * as vscode from 'vscode';
import { failure } from '../../base/failure';
import { starterConfig } from '../../config/starter';
import { loadDialogs, loadEngine } from '../bundles';
import { editConfig } from '../editConfig';
import { commands, views } from '../ids';
import type { Answers } from '../inputs/answers';
import { serverOf } from '../pickServer';
import type { Services } from '../services';

/** Creates, opens and extends the configuration file. */
export function registerConfigCommands(services: Services, answers: Answers): vscode.Disposable {
  const { configFiles, pool, reporter } = services;
  return vscode.Disposable.from(
    reporter.command(commands.createConfig, async () => open(await existingOrNew())),
    reporter.command(commands.openConfig, async () => open(await existingOrNew())),
    reporter.command(commands.goToDefinition, async (target?: unknown) => {
      const source = serverOf(pool, target)?.definition.source;
      if (!source?.file) return open(await existingOrNew());
      const { range } = source;
      const place =
        range && new vscode.Range(range.line - 1, range.column - 1, range.endLine - 1, range.endColumn - 1);
      return open(vscode.Uri.file(source.file), place);
    }),
    reporter.command(commands.tryDemo, async () => {
      const uri = await fileFor();
      const { withServer } = await loadEngine();
      const there = pool.servers.find(({ definition }) => definition.launch.type === 'demo');
      if (!there) {
        await editConfig(uri, (text) => withServer(text, 'demo', { type: 'demo' }));
        await configFiles.reloadAgreed(uri, ['demo']);
      }
      // Seen but not focused: the pick that follows needs the keyboard.
      await vscode.commands.executeCommand(`${views.servers}.open`, { preserveFocus: true });
      const server = pool.servers.find(({ definition }) => definition.launch.type === 'demo');
      await server?.start();
      await vscode.commands.executeCommand(commands.callTool, server?.id);
    }),
    reporter.command(commands.importServers, async () =>
      (await loadDialogs()).importServers(services, answers, fileFor),
    ),
    reporter.command(commands.exportServers, async () => (await loadDialogs()).exportServers(services)),
    reporter.command(commands.addServer, async () => {
      await (await loadDialogs()).addServer(services, fileFor);
    }),
  );

  /** The file to write a server into, made if need be. */
  async function fileFor(): Promise<vscode.Uri> {
    return (await configFiles.places.files())[0] ?? newFile(await pickFolder(), 'mcpServers:\n', []);
  }

  /** The file there is, one of several that a person picks, or a new one with a starter. */
  async function existingOrNew(): Promise<vscode.Uri> {
    const files = await configFiles.places.files();
    if (files.length > 1) {
      const items = files.map((uri) => ({ label: vscode.workspace.asRelativePath(uri, true), uri }));
      const picked = await (await loadDialogs()).pickOne(items, { title: 'Which mcp-config.yaml?' });
      if (!picked) throw failure('cancelled', 'No file was chosen.');
      return picked.uri;
    }
    return files[0] ?? create(await pickFolder());
  }

  async function create(folder: vscode.WorkspaceFolder): Promise<vscode.Uri> {
    return newFile(folder, starterConfig, ['everything']);
  }

  /** `names` are the servers in the text: who asks for the file agrees to what it starts. */
  async function newFile(
    folder: vscode.WorkspaceFolder,
    text: string,
    names: readonly string[],
  ): Promise<vscode.Uri> {
    const uri = configFiles.places.newFile(folder);
    await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
    await configFiles.reloadAgreed(uri, names);
    return uri;
  }
}

async function open(uri: vscode.Uri, selection?: vscode.Range): Promise<void> {
  await vscode.window.showTextDocument(uri, { selection, preview: false });
}

async function pickFolder(): Promise<vscode.WorkspaceFolder> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    throw failure('configuration', 'mcp-config.yaml belongs to a folder, and none is open.', [
      'Open a folder first.',
    ]);
  }
  const picked =
    folders.length === 1
      ? folders[0]
      : await vscode.window.showWorkspaceFolderPick({ placeHolder: 'Folder for mcp-config.yaml' });
  if (!picked) throw failure('cancelled', 'No folder was chosen.');
  return picked;
}

import * as vscode from 'vscode';
import { failure } from '../../base/failure';
import { starterConfig } from '../../config/starter';
import { loadDialogs } from '../bundles';
import { commands, configFileNames } from '../ids';
import { serverOf } from '../pickServer';
import type { Services } from '../services';

/** Creates, opens and extends the configuration file. */
export function registerConfigCommands({ configFiles, pool, reporter }: Services): vscode.Disposable {
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
    reporter.command(commands.addServer, async () => {
      const file = async () => (await configFiles.files())[0] ?? newFile(await pickFolder(), 'mcpServers:\n');
      await (await loadDialogs()).addServer(pool, file);
    }),
  );

  /** The file there is, one of several that a person picks, or a new one with a starter. */
  async function existingOrNew(): Promise<vscode.Uri> {
    const files = await configFiles.files();
    if (files.length > 1) {
      const items = files.map((uri) => ({ label: vscode.workspace.asRelativePath(uri, true), uri }));
      const picked = await vscode.window.showQuickPick(items, { title: 'Which mcp-config.yaml?' });
      if (!picked) throw failure('cancelled', 'No file was chosen.');
      return picked.uri;
    }
    return files[0] ?? create(await pickFolder());
  }

  async function create(folder: vscode.Uri): Promise<vscode.Uri> {
    return newFile(folder, starterConfig);
  }

  async function newFile(folder: vscode.Uri, text: string): Promise<vscode.Uri> {
    const uri = vscode.Uri.joinPath(folder, configFileNames[0]);
    await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
    await configFiles.reload();
    return uri;
  }
}

async function open(uri: vscode.Uri, selection?: vscode.Range): Promise<void> {
  await vscode.window.showTextDocument(uri, { selection, preview: false });
}

async function pickFolder(): Promise<vscode.Uri> {
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
  return picked.uri;
}

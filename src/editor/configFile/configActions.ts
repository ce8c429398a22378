import * as vscode from 'vscode';
import { failure } from '../../base/failure';
import { starterConfig, withServer } from '../../config/edit/addServerEntry';
import { commands, views } from '../ids';
import { serverOf } from '../servers/pickServer';
import type { Services } from '../services/services';
import { pickOne } from '../ui/quickInputs';
import { editConfig } from './editConfig';

/** What a person does with configuration files: opening and creating them, and trying the demo server. */
export class ConfigActions {
  constructor(private readonly services: Pick<Services, 'configFiles' | 'pool'>) {}

  /** Opens the file there is, one of several that a person picks, or a new one with a starter. */
  async open(): Promise<void> {
    await show(await this.existingOrNew());
  }

  /** Opens the file where a server is defined. */
  async goToDefinition(target: unknown): Promise<void> {
    const source = serverOf(this.services.pool, target)?.definition.source;
    if (!source?.file) return this.open();
    const { range } = source;
    const place =
      range && new vscode.Range(range.line - 1, range.column - 1, range.endLine - 1, range.endColumn - 1);
    return show(vscode.Uri.file(source.file), place);
  }

  /** Adds the demo server unless there is one, starts it, and asks which of its tools to call. */
  async tryDemo(): Promise<void> {
    const { configFiles, pool } = this.services;
    const uri = await this.fileFor();
    const find = () => pool.servers.find(({ definition }) => definition.launch.type === 'demo');
    if (!find()) {
      const demo = { type: 'demo' } as const;
      const { definitions } = await configFiles.parse(uri, withServer('', 'demo', demo));
      await editConfig(uri, (text) => withServer(text, 'demo', demo));
      await configFiles.reloadWritten(uri, definitions);
    }
    // Seen but not focused: the pick that follows needs the keyboard.
    await vscode.commands.executeCommand(`${views.servers}.open`, { preserveFocus: true });
    const server = find();
    await server?.start();
    await vscode.commands.executeCommand(commands.callTool, server?.id);
  }

  /** The file to write a server into, created if needed. */
  readonly fileFor = async (): Promise<vscode.Uri> => {
    const { places } = this.services.configFiles;
    return (await places.files())[0] ?? this.newFile(await pickFolder(), 'mcpServers:\n');
  };

  private async existingOrNew(): Promise<vscode.Uri> {
    const files = await this.services.configFiles.places.files();
    if (files.length > 1) {
      const items = files.map((uri) => ({ label: vscode.workspace.asRelativePath(uri, true), uri }));
      const picked = await pickOne(items, { title: 'Which mcp-config.yaml?' });
      if (!picked) throw failure('cancelled', 'No file was chosen.');
      return picked.uri;
    }
    return files[0] ?? this.newFile(await pickFolder(), starterConfig);
  }

  /** A person who asks for the file approves what our starter starts. */
  private async newFile(folder: vscode.WorkspaceFolder, text: string): Promise<vscode.Uri> {
    const { configFiles } = this.services;
    const uri = configFiles.places.newFile(folder);
    await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
    await configFiles.reloadWritten(uri, (await configFiles.parse(uri, text)).definitions);
    return uri;
  }
}

async function show(uri: vscode.Uri, selection?: vscode.Range): Promise<void> {
  await vscode.window.showTextDocument(uri, { selection, preview: false });
}

async function pickFolder(): Promise<vscode.WorkspaceFolder> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    throw failure('configuration', 'mcp-config.yaml belongs to a folder, and no folder is open.', [
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

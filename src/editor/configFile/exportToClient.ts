import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { failure } from '../../base/failure';
import { plural } from '../../base/text';
import { clientTitles } from '../../config/clients/clientFiles';
import type { WritableClientId } from '../../config/clients/clientFormats';
import { writeClientServers } from '../../config/clients/exportServers';
import { readRawEntries } from '../../config/parse/rawEntries';
import type { Services } from '../services/services';
import { showInformation } from '../ui/messages';
import { proposeFile, proposeText, writtenText } from '../ui/proposedFile';
import { pickOne } from '../ui/quickInputs';

interface ClientItem extends vscode.QuickPickItem {
  readonly client: WritableClientId;
  /** The file of the folder that the client reads; without one, the text is shown for copying. */
  readonly file?: string;
}

/** Writes the servers of mcp-config.yaml for another client, to be checked before it is saved. */
export async function exportServers({ configFiles }: Services): Promise<void> {
  const [source] = await configFiles.places.files();
  if (!source) throw failure('notFound', 'There is no mcp-config.yaml to export from.');
  const { servers, inputs } = readRawEntries((await vscode.workspace.openTextDocument(source)).getText());
  const folder = configFiles.places.folderOf(source);
  const item = await pickOne(clientsOf(), {
    title: 'Export servers of the pool',
    placeHolder: 'For which client?',
  });
  if (!item) return;
  const uri = item.file === undefined ? undefined : vscode.Uri.file(path.join(folder, item.file));
  const existing = uri && (await writtenText(uri));
  const options = { inputs, existing, folder, home: os.homedir() };
  const { text, written, notes } = writeClientServers(item.client, servers, options);
  await (uri ? proposeFile(uri, text) : proposeText(text, 'jsonc'));
  const more = notes.length > 0 ? ` ${notes.join(' ')}` : '';
  void showInformation(
    `${plural(written.length, 'server')} written for ${item.label}${uri ? ': check the file and save it.' : '.'}${more}`,
  );
}

function clientsOf(): ClientItem[] {
  const item = (client: WritableClientId, file?: string): ClientItem => ({
    label: clientTitles[client],
    description: file ?? 'as text to copy',
    client,
    file,
  });
  return [
    item('vscode', '.vscode/mcp.json'),
    item('claudeCode', '.mcp.json'),
    item('cursor', '.cursor/mcp.json'),
    item('kiro', '.kiro/settings/mcp.json'),
    item('claudeDesktop'),
    item('windsurf'),
    item('cline'),
  ];
}

import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { failure } from '../../base/failure';
import { plural } from '../../base/text';
import type { ClientFile } from '../../config/clients/clientFiles';
import { clientFiles, clientTitles } from '../../config/clients/clientFiles';
import type { WritableClientId } from '../../config/clients/clientFormats';
import { withCodexServer } from '../../config/clients/clientFormats';
import { writeClientServers } from '../../config/clients/exportServers';
import type { GatewayService } from '../gateway/gatewayService';
import { commands } from '../ids';
import { launchersFolder } from '../services/launchersFolder';
import type { Services } from '../services/services';
import { showInformation } from '../ui/messages';
import { proposeFile, proposeText, writtenText } from '../ui/proposedFile';
import { pickOne } from '../ui/quickInputs';

/** Writes the file of one assistant: the text that it has, and gives the one that it should have. */
type Write = (existing: string | undefined) => string;

interface AssistantItem extends vscode.QuickPickItem {
  /** Without one, the text is shown for copying. */
  readonly file?: string;
  readonly language: string;
  readonly write: Write;
}

/**
 * "MCP: Connect Assistant…": writes into the configuration of an assistant how to reach the pool of this folder, to be checked
 * before it is saved. It is the bridge over stdio, which every assistant knows: the file holds no token, and while the gateway is
 * closed the bridge opens a pool of its own.
 */
export async function connectAssistant(
  { context, configFiles }: Services,
  gateway: GatewayService,
): Promise<void> {
  const [config] = await configFiles.places.files();
  if (!config)
    throw failure('notFound', 'There is no mcp-config.yaml with servers for an assistant.', [
      'Create one, or add a server.',
    ]);
  const folder = configFiles.places.folderOf(config);
  const launcher = process.platform === 'win32' ? 'mcp-pool.cmd' : 'mcp-pool';
  const command = path.join(launchersFolder(context).fsPath, launcher);
  const entry = { command, args: ['bridge', '--config', config.fsPath] };
  const item = await pickOne(itemsFor(folder, entry), {
    title: 'Connect an assistant to this pool',
    placeHolder: 'You see its configuration before it is saved',
    matchOnDescription: true,
  });
  if (!item) return;
  const uri = item.file === undefined ? undefined : vscode.Uri.file(item.file);
  const text = item.write(uri && (await writtenText(uri)));
  await (uri ? proposeFile(uri, text) : proposeText(text, item.language));
  const what = uri ? 'Save the file, then restart' : 'Put this into its configuration, then restart';
  const start = 'Start Gateway';
  const review = 'Review Servers';
  const waiting = gateway.isReached ? 0 : await configFiles.waitingElsewhere();
  const sentences = [
    `${what} ${item.label}.`,
    gateway.isReached
      ? 'It shares the servers of this window.'
      : 'It shares the servers of this window while the gateway is open, and starts its own otherwise.',
    waiting > 0 && `On its own, it starts only approved servers: review ${plural(waiting, 'server')} first.`,
  ];
  const buttons = gateway.isReached ? [] : waiting > 0 ? [review, start] : [start];
  const chosen = await showInformation(sentences.filter(Boolean).join(' '), ...buttons);
  if (chosen === start) await vscode.commands.executeCommand(commands.startGateway);
  if (chosen === review) await vscode.commands.executeCommand(commands.reviewServers, 'elsewhere');
}

type Entry = Readonly<{ command: string; args: string[] }>;

function itemsFor(folder: string, entry: Entry): AssistantItem[] {
  const home = os.homedir();
  const at = { folder, home, platform: process.platform, env: process.env };
  const files = clientFiles(at);
  /** An assistant that serves several folders gets one entry for each. */
  const name = (scope: ClientFile['scope']) =>
    scope === 'workspace' ? 'mcp-pool' : `mcp-pool-${path.basename(folder)}`;
  const item = (client: WritableClientId, scope: ClientFile['scope']): AssistantItem => {
    const mine = files.filter((one) => one.client === client && one.scope === scope);
    const { file } = mine.find((one) => existsSync(path.dirname(one.file))) ?? mine[0]!;
    const write: Write = (existing) =>
      writeClientServers(client, { [name(scope)]: entry }, { existing }).text;
    return {
      label: clientTitles[client],
      description: shownPath(file, folder, home),
      file,
      language: 'json',
      write,
    };
  };
  const codex = path.join(process.env.CODEX_HOME || path.join(home, '.codex'), 'config.toml');
  return [
    item('claudeCode', 'workspace'),
    // It runs on the local machine, and the servers of a remote window do not.
    ...(vscode.env.remoteName === undefined ? [item('claudeDesktop', 'user')] : []),
    item('cursor', 'workspace'),
    {
      label: 'Codex',
      description: shownPath(codex, folder, home),
      file: codex,
      language: 'toml',
      write: (existing = '') => withCodexServer(existing, name('user'), entry),
    },
    item('cline', 'user'),
    item('windsurf', 'user'),
    item('kiro', 'workspace'),
    {
      label: 'Another assistant',
      description: 'as text to copy',
      language: 'json',
      write: () => `${JSON.stringify({ mcpServers: { [name('user')]: entry } }, undefined, 2)}\n`,
    },
  ];
}

function shownPath(file: string, folder: string, home: string): string {
  const within = path.relative(folder, file);
  if (!within.startsWith('..') && !path.isAbsolute(within)) return within;
  const below = path.relative(home, file);
  return below.startsWith('..') || path.isAbsolute(below) ? file : path.join('~', below);
}

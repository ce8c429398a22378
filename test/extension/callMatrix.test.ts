import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';
import { stringify } from 'yaml';
import type { McpPoolApi } from '../../src/editor/services/api';
import type { FinishedCall } from '../../src/pool/call';
import {
  callMatrix,
  callOf,
  type Decision,
  type Entrance,
  matrixServers,
  matrixTitle,
  situations,
} from '../support/pool/callMatrix';
import { configFile } from './support/config';
import { activateApi, isReady, nextEvent, poolUntil } from './support/pool';

/** The messages that a call may end with, told as what was decided. */
function decisionOf({ outcome }: FinishedCall): Decision {
  if (outcome.kind === 'result') return 'runs';
  const { message } = outcome.failure;
  if (/was not confirmed/.test(message)) return 'asks';
  if (/is not called: it is in 'disabledTools'/.test(message)) return 'denied';
  throw new Error(message);
}

describe('A call that starts in this window', () => {
  let api: McpPoolApi;
  let folder: string;
  const written = readFileSync(configFile(), 'utf8');
  const window = vscode.window as unknown as Record<'showWarningMessage', unknown>;
  const { showWarningMessage } = vscode.window;
  /** What was told or asked; nobody answers. */
  let told: string[] = [];
  const fixture = (name: string) =>
    fileURLToPath(new URL(`../fixtures/servers/${name}.mjs`, import.meta.url));
  const scripts = { leavesMark: fixture('leavesMark'), shifty: fixture('shifty') };
  const names = ['plain', 'approved', 'silent', 'shifty'];

  const configure = (words: string) => {
    const locked = path.join(folder, 'locked');
    writeFileSync(locked, '');
    const mcpServers = matrixServers(scripts, { mark: path.join(folder, 'mark'), locked, words });
    writeFileSync(configFile(), stringify({ mcpServers }));
  };
  const serverOf = (name: string) => api.servers.find((server) => server.name === name)!;

  before(async () => {
    api = await activateApi();
    folder = mkdtempSync(path.join(os.tmpdir(), 'mcp-pool-matrix-'));
    configure('Erases the scratch file.');
    const isThere = (name: string) =>
      isReady(api, name) || (name === 'silent' && serverOf(name)?.state.kind === 'ready');
    await poolUntil(api, 'all are ready', () => names.every(isThere));
    // What the tool said when it was approved; from then on it says something else.
    assert.equal(decisionOf(await api.callTool('shifty', 'erase', {})), 'runs');
    const changed = nextEvent(
      api,
      'catalog.changed',
      ({ server, catalog, stale }) =>
        server === serverOf('shifty').id &&
        !stale &&
        /everything/.test(catalog.tools.items[0]?.description ?? ''),
    );
    configure('Erases everything you have.');
    await changed;
    window.showWarningMessage = async (message: string) => {
      told.push(message);
      return undefined;
    };
  });
  after(() => {
    window.showWarningMessage = showWarningMessage;
    writeFileSync(configFile(), written);
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    told = [];
  });

  /** Runs the command; a target that it does not know is told as a message. */
  const command = async (given: object): Promise<Decision> => {
    const call = await vscode.commands.executeCommand<FinishedCall | undefined>('mcpPool.callTool', given);
    if (call) return decisionOf(call);
    if (told.some((message) => /has no tool/.test(message))) return 'not offered';
    throw new Error(`nothing was called: ${told}`);
  };
  const task = async (server: string, tool: string): Promise<Decision> => {
    const workspace = vscode.workspace.workspaceFolders![0]!;
    const tasks = vscode.workspace.getConfiguration('tasks', workspace.uri);
    const label = `${server} ${tool}`;
    await tasks.update(
      'tasks',
      [{ type: 'mcp', label, server, tool }],
      vscode.ConfigurationTarget.WorkspaceFolder,
    );
    try {
      const found = (await vscode.tasks.fetchTasks({ type: 'mcp' })).find(({ name }) => name === label);
      assert.ok(found);
      const isIt = ({ call }: { call: FinishedCall }) => call.origin === 'task' && call.tool === tool;
      const ended = Promise.race([
        nextEvent(api, 'call.succeeded', isIt),
        nextEvent(api, 'call.failed', isIt),
      ]);
      await vscode.tasks.executeTask(found);
      return decisionOf((await ended).call);
    } finally {
      await tasks.update('tasks', undefined, vscode.ConfigurationTarget.WorkspaceFolder);
    }
  };
  const calls: Partial<Record<Entrance, (server: string, tool: string) => Promise<Decision>>> = {
    // As the tree and the picks give it: with the very tool that the server lists.
    palette: (server, tool) => {
      const { id, catalog } = serverOf(server);
      const listed = catalog.tools.items.find(({ name }) => name === tool);
      return command({ serverId: id, tool: listed ?? tool });
    },
    extension: async (server, tool) => {
      const byApi = decisionOf(await api.callTool(server, tool, {}));
      // A command with arguments is no person either.
      if (tool !== 'drop_table' || server !== 'silent')
        assert.equal(await command({ server, tool, arguments: {} }), byApi);
      return byApi;
    },
    // What a link comes to once the person agreed to open it: a tool that takes nothing would run at once.
    link: (server, tool) => command({ server, tool, link: true }),
    task,
  };

  for (const entrance of ['palette', 'extension', 'link', 'task'] as const)
    for (const situation of situations)
      it(matrixTitle(entrance, situation), async () => {
        const [server, tool] = callOf[situation];
        assert.equal(await calls[entrance]!(server, tool), callMatrix[entrance][situation]);
      });
});

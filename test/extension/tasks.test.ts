import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { McpPoolApi } from '../../src/editor/services/api';
import { approve } from './support/config';
import { activateApi, isReady, nextEvent, poolUntil } from './support/pool';

describe('A tool call as a task', () => {
  let api: McpPoolApi;
  let takeBack: () => void;

  before(async () => {
    api = await activateApi();
    await poolUntil(api, 'everything is ready', () => isReady(api, 'everything'));
    takeBack = await approve(api, 'echo', 'get-sum');
  });

  after(() => takeBack());

  /** Runs the task as `tasks.json` would have it, and gives its exit code. */
  const run = async (definition: Record<string, unknown>): Promise<number | undefined> => {
    const folder = vscode.workspace.workspaceFolders![0]!;
    const tasks = vscode.workspace.getConfiguration('tasks', folder.uri);
    await tasks.update(
      'tasks',
      [{ type: 'mcp', label: 'the call', ...definition }],
      vscode.ConfigurationTarget.WorkspaceFolder,
    );
    try {
      const all = await vscode.tasks.fetchTasks({ type: 'mcp' });
      const task = all.find(({ name }) => name === 'the call');
      assert.ok(task, all.map(({ name }) => name).join());
      const ended = new Promise<number | undefined>((resolve) => {
        const listening = vscode.tasks.onDidEndTaskProcess((event) => {
          if (event.execution.task.name !== 'the call') return;
          listening.dispose();
          resolve(event.exitCode);
        });
      });
      await vscode.tasks.executeTask(task);
      return await ended;
    } finally {
      await tasks.update('tasks', undefined, vscode.ConfigurationTarget.WorkspaceFolder);
    }
  };

  it('is offered for tools that need no arguments', async () => {
    const tasks = await vscode.tasks.fetchTasks({ type: 'mcp' });
    const names = tasks.map(({ name }) => name);
    assert.ok(names.includes('get-tiny-image · everything'), names.join());
    assert.ok(!names.includes('echo · everything'));
  });

  it('calls the tool with its arguments and ends with 0', async () => {
    const called = nextEvent(api, 'call.succeeded', ({ call }) => call.origin === 'task');
    assert.equal(await run({ server: 'everything', tool: 'echo', arguments: { message: 'from a task' } }), 0);
    assert.deepEqual((await called).call.arguments, { message: 'from a task' });
  });

  it('ends with 1 when the call fails', async () => {
    const failed = nextEvent(api, 'call.failed', ({ call }) => call.origin === 'task');
    assert.equal(await run({ server: 'everything', tool: 'get-sum', arguments: { a: 'one' } }), 1);
    const { outcome } = (await failed).call;
    assert.ok(outcome.kind === 'failure' && outcome.failure.kind === 'arguments');
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { McpPoolApi } from '../../src/editor/services/api';
import { activateApi, callByHand, isReady, nextEvent, poolUntil } from './support/pool';

describe('A tool call', () => {
  let api: McpPoolApi;

  before(async () => {
    api = await activateApi();
    await poolUntil(api, 'everything is ready', () => isReady(api, 'everything'));
  });

  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  const call = (tool: string, args: Readonly<Record<string, unknown>>) =>
    callByHand(api, 'everything', tool, args);

  it('shows a text as text and notifies listeners of the call', async () => {
    const started = nextEvent(api, 'call.started');
    const succeeded = nextEvent(api, 'call.succeeded');
    await call('echo', { message: 'hello' });
    assert.equal(vscode.window.activeTextEditor?.document.getText(), 'Echo: hello');
    assert.equal((await started).call.tool, 'echo');
    assert.deepEqual((await succeeded).call.arguments, { message: 'hello' });
  });

  it('shows structured content as formatted JSON', async () => {
    await call('get-structured-content', { location: 'New York' });
    const document = vscode.window.activeTextEditor!.document;
    assert.equal(document.languageId, 'json');
    assert.equal(JSON.parse(document.getText()).conditions, 'Cloudy');
  });

  it('sends nothing when the arguments do not fit, and names the property', async () => {
    const finished = await call('get-sum', { a: 'abc', b: 2 });
    assert.equal(finished?.outcome.kind, 'failure');
    assert.match(
      finished?.outcome.kind === 'failure' ? finished.outcome.failure.message : '',
      /'a' must be a number/,
    );
  });

  it('keeps the result of each call as a document of its own', async () => {
    await call('echo', { message: 'one' });
    const first = vscode.window.activeTextEditor!.document.uri;
    await call('echo', { message: 'two' });
    const second = vscode.window.activeTextEditor!.document.uri;
    assert.notEqual(first.toString(), second.toString());
    assert.equal((await vscode.workspace.openTextDocument(first)).getText(), 'Echo: one');
  });

  it('offers actions above a result', async () => {
    await call('echo', { message: 'one' });
    await call('echo', { message: 'two' });
    const { uri } = vscode.window.activeTextEditor!.document;
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
      10,
    );
    const titles = lenses.map((lens) => lens.command?.title);
    assert.deepEqual(titles, ['Run Again', 'Edit and Run', 'Compare with Previous', 'Copy As…', 'Save…']);
  });

  it('runs again with the same arguments', async () => {
    await call('echo', { message: 'again' });
    const succeeded = nextEvent(api, 'call.succeeded');
    await vscode.commands.executeCommand(
      'mcpPool.result.runAgain',
      vscode.window.activeTextEditor!.document.uri,
    );
    assert.deepEqual((await succeeded).call.arguments, { message: 'again' });
  });

  it('gives other extensions its outcome as data', async () => {
    const { outcome } = await api.callTool('everything', 'nope', {});
    assert.equal(outcome.kind, 'failure');
    assert.equal(outcome.kind === 'failure' && outcome.failure.kind, 'notFound');
  });

  it('is not disturbed by a listener that throws', async () => {
    const listening = api.onDidEvent(() => {
      throw new Error('a bad listener');
    });
    const finished = await call('echo', { message: 'still fine' });
    listening.dispose();
    assert.equal(finished?.outcome.kind, 'result');
  });
});

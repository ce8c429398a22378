import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import * as vscode from 'vscode';
import type { McpPoolApi } from '../../src/editor/services/api';
import { findGatewayRecord } from '../../src/gateway/attach/gatewayDiscovery';
import type { GatewayAddress } from '../../src/gateway/server/gatewayServer';
import { statePaths } from '../../src/mcp/host/statePaths';
import type { Broadcast } from '../../src/pool/broadcast';
import { until } from '../support/until';
import { approve, configFile } from './support/config';
import { activateApi, isReady, nextEvent, pidOf, poolUntil } from './support/pool';

describe('The gateway of the window', () => {
  let api: McpPoolApi;
  let address: GatewayAddress;
  const start = () => vscode.commands.executeCommand<GatewayAddress>('mcpPool.startGateway');
  const token = () => readFileSync(address.tokenFile, 'utf8').trim();
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(`${address.url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token()}`, ...init.headers },
    });

  const connected = async () => {
    const client = new Client({ name: 'a program', version: '1.0.0' });
    const headers = { authorization: `Bearer ${token()}` };
    await client.connect(
      new StreamableHTTPClientTransport(new URL(`${address.url}/mcp`), { requestInit: { headers } }),
    );
    return client;
  };
  let takeBack: () => void;

  before(async () => {
    api = await activateApi();
    await poolUntil(api, 'everything is ready', () => isReady(api, 'everything'));
    takeBack = await approve(api, 'echo', 'trigger-long-running-operation');
    address = await start();
  });

  after(async () => {
    takeBack();
    await vscode.commands.executeCommand('mcpPool.stopGateway');
  });

  it('is found by the path of the configuration file, with a token that only the user can read', async () => {
    const found = await findGatewayRecord(configFile());
    assert.equal(found?.url, address.url);
    assert.equal(statSync(address.tokenFile).mode & 0o077, 0);
    assert.ok(address.tokenFile.startsWith(statePaths().gateways));
  });

  it('lists what the tree shows, and refuses requests without a token', async () => {
    const servers = (await (await ask('/servers')).json()) as { servers: { name: string }[] };
    assert.deepEqual(
      servers.servers.map(({ name }) => name),
      api.servers.map(({ name }) => name),
    );
    assert.equal((await fetch(`${address.url}/servers`)).status, 401);
  });

  it('answers an unknown tool with the nearest one', async () => {
    const response = await ask('/servers/everything/tools/ecko', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    assert.equal(response.status, 404);
    assert.match(JSON.stringify(await response.json()), /Did you mean 'echo'/);
  });

  it('calls a tool in the process that the window uses, as the policy allows', async () => {
    const pid = pidOf(api, 'everything');
    const client = await connected();
    try {
      const called = nextEvent(api, 'call.succeeded');
      const result = await client.callTool({ name: 'everything__echo', arguments: { message: 'by HTTP' } });
      assert.deepEqual(result.content, [{ type: 'text', text: 'Echo: by HTTP' }]);
      assert.equal((await called).call.tool, 'echo');
      assert.equal(pidOf(api, 'everything'), pid);
    } finally {
      await client.close();
    }
  });

  it('can be stopped and started again, with another token', async () => {
    const before = token();
    await vscode.commands.executeCommand('mcpPool.stopGateway');
    await assert.rejects(fetch(`${address.url}/health`));
    assert.equal(await findGatewayRecord(configFile()), undefined);
    address = await start();
    assert.notEqual(token(), before);
    assert.equal((await ask('/servers')).status, 200);
    assert.equal((await ask('/servers', { headers: { authorization: `Bearer ${before}` } })).status, 401);
  });

  it('accepts only the new token after the person renews it', async () => {
    const before = token();
    const client = await connected();
    await vscode.commands.executeCommand('mcpPool.renewGatewayToken');
    assert.notEqual(token(), before);
    assert.equal((await ask('/servers')).status, 200);
    assert.equal((await ask('/servers', { headers: { authorization: `Bearer ${before}` } })).status, 401);
    await assert.rejects(client.listTools());
    await client.close();
  });

  it('treats no one who has the token as the person', async () => {
    const response = await ask('/servers', { headers: { 'mcp-pool-origin': 'editor' } });
    assert.equal(response.status, 403);
  });

  describe('when the chat of VS Code may use it', () => {
    const settings = () => vscode.workspace.getConfiguration('mcpPool');
    const toolOf = (name: string) =>
      vscode.lm.tools.find((tool) => tool.name.endsWith(`everything__${name}`));
    const byChat = (name: string, input: object) =>
      vscode.lm.invokeTool(toolOf(name)!.name, { input, toolInvocationToken: undefined });

    before(async () => {
      assert.equal(toolOf('echo'), undefined);
      await settings().update('chat', true, vscode.ConfigurationTarget.Global);
      // What the chat does when it opens: it asks extensions for their servers, and starts them.
      void vscode.commands.executeCommand('workbench.mcp.listServer');
      await until('the chat has the tools of the pool', async () => {
        await vscode.commands.executeCommand('workbench.mcp.startServer', 'mcp-pool.mcp-pool/MCP Pool', {
          waitForLiveTools: true,
        });
        return toolOf('echo');
      });
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    });

    after(() => settings().update('chat', undefined, vscode.ConfigurationTarget.Global));

    it('runs its tools for the chat', async () => {
      const called = nextEvent(api, 'call.succeeded');
      const { content } = await byChat('echo', { message: 'from the chat' });
      assert.match(JSON.stringify(content), /Echo: from the chat/);
      assert.equal((await called).call.origin, 'mcp');
    });

    it('runs one process of each server for the window, the terminal, the chat and a program', async () => {
      const client = await connected();
      const tool = 'trigger-long-running-operation';
      const input = { duration: 6, steps: 1 };
      let underWay = 0;
      const listening = api.onDidEvent(({ type }) => {
        if (type === 'call.started') underWay++;
        if (type === 'call.succeeded' || type === 'call.failed') underWay--;
      });
      try {
        const terminal = mcpPool('call', 'everything', tool, 'duration=6', 'steps=1');
        // It is a process that has to start first; the others are here at once.
        await until('the terminal calls', () => underWay === 1);
        const all = Promise.all([
          terminal,
          api.callTool('everything', tool, input),
          byChat(tool, input),
          client.callTool({ name: `everything__${tool}`, arguments: input }),
        ]);
        await until('all four wait for the same pool', () => underWay === 4);
        assert.deepEqual(serverProcesses(), { everything: 1, memory: 1 });
        for (const answer of await all)
          assert.match(JSON.stringify(answer), /Long running operation completed/);
        assert.deepEqual(serverProcesses(), { everything: 1, memory: 1 });
      } finally {
        listening.dispose();
        await client.close();
      }
    });
  });
});

/** Runs the terminal command in the workspace and gives what it prints. */
async function mcpPool(...words: string[]): Promise<string> {
  const { extensionPath } = vscode.extensions.getExtension('mcp-pool.mcp-pool')!;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [path.join(extensionPath, 'dist', 'cli.mjs'), ...words],
    { cwd: path.dirname(configFile()), env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } },
  );
  return stdout;
}

/** How many processes of each server run in the folder of the workspace, whoever started them. */
function serverProcesses(): Record<string, number> {
  const counts: Record<string, number> = {};
  const folder = path.dirname(configFile());
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const [, name] = /server-(\w+)\/dist/.exec(readFileSync(`/proc/${pid}/cmdline`, 'utf8')) ?? [];
      if (name && readlinkSync(`/proc/${pid}/cwd`) === folder) counts[name] = (counts[name] ?? 0) + 1;
    } catch {
      // It ended in the meantime, or is not ours to look at.
    }
  }
  return counts;
}

describe('A broadcast from the Command Palette', () => {
  it('calls the tool on all servers that have it and shows a table', async () => {
    const api = await activateApi();
    await poolUntil(api, 'everything is ready', () => isReady(api, 'everything'));
    const done = await vscode.commands.executeCommand<Broadcast>('mcpPool.broadcast', {
      tool: 'echo',
      arguments: { message: 'to all' },
    });
    assert.equal(done.succeeded, done.calls.length);
    const [tab] = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter(({ isActive }) => isActive));
    assert.match(tab?.label ?? '', /echo/);
  });
});

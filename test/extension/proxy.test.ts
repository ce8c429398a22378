import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { McpPoolApi } from '../../src/editor/services/api';
import { HttpProxy } from '../fixtures/servers/httpProxy';
import { serveWs } from '../fixtures/servers/wsServer';
import { serveModern } from '../support/servers/httpServers';
import { withConfig } from './support/config';
import { activateApi, isReady, poolUntil } from './support/pool';

describe('The proxy in the settings', () => {
  const settings = () => vscode.workspace.getConfiguration('http');
  const servers: { close(): Promise<void> }[] = [];
  let api: McpPoolApi;
  let proxy: HttpProxy;

  before(async () => {
    api = await activateApi();
    proxy = await HttpProxy.start();
    await settings().update('proxy', proxy.url, vscode.ConfigurationTarget.Global);
  });
  after(async () => {
    await settings().update('proxy', undefined, vscode.ConfigurationTarget.Global);
    await Promise.all([proxy, ...servers].map((one) => one.close()));
  });

  const ways = [
    { what: 'over HTTP', serve: serveModern },
    { what: 'behind WebSocket', serve: serveWs },
  ];
  for (const { what, serve } of ways) {
    it(`leads to a server ${what} whose name only the proxy knows`, async () => {
      const server = await serve();
      servers.push(server);
      const url = server.url.replace('127.0.0.1', 'mcp.test');
      const { host } = new URL(url);
      await withConfig(
        (text) => `${text}  far:\n    url: ${url}\n`,
        () => poolUntil(api, 'the server is ready', () => isReady(api, 'far')),
      );
      await poolUntil(api, 'it is gone again', () => api.servers.every(({ name }) => name !== 'far'));
      // How it is asked is VS Code's matter: in a tunnel or by the whole address.
      const asked = proxy.asked.filter((line) => line.includes(host));
      assert.notDeepEqual(asked, []);
    });
  }
});

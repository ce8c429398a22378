import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { McpPoolApi } from '../../../src/editor/services/api';
import type { FinishedCall } from '../../../src/pool/call';
import type { PoolEvent } from '../../../src/pool/poolEvent';
import { inVain, waitLimit } from '../../support/until';

/** The API of the extension under test, activated. */
export async function activateApi(): Promise<McpPoolApi> {
  const extension = vscode.extensions.getExtension<McpPoolApi>('mcp-pool.mcp-pool');
  assert.ok(extension, 'the extension is installed');
  return extension.activate();
}

/** Resolves with the first event that is wanted. */
export function nextEvent<T extends PoolEvent['type']>(
  api: McpPoolApi,
  type: T,
  wanted: (event: Extract<PoolEvent, { type: T }>) => boolean = () => true,
): Promise<Extract<PoolEvent, { type: T }>> {
  return new Promise((resolve) => {
    const listening = api.onDidEvent((event) => {
      if (event.type !== type || !wanted(event as Extract<PoolEvent, { type: T }>)) return;
      listening.dispose();
      resolve(event as Extract<PoolEvent, { type: T }>);
    });
  });
}

/** Resolves when the condition holds after an event of the pool, or holds already. */
export function poolUntil(api: McpPoolApi, what: string, holds: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const check = () => {
      if (!holds()) return;
      clearTimeout(late);
      listening.dispose();
      resolve();
    };
    const listening = api.onDidEvent(check);
    const late = setTimeout(() => {
      listening.dispose();
      const seen = api.servers
        .map(({ name, state }) => `${name}: ${'error' in state ? state.error.message : state.kind}`)
        .join(', ');
      reject(inVain(`${what}. Servers: ${seen || 'none'}`));
    }, waitLimit);
    check();
  });
}

/** Whether the server of that name is ready and has told its tools. */
export function isReady(api: McpPoolApi, name: string): boolean {
  const server = api.servers.find((one) => one.name === name);
  return server?.state.kind === 'ready' && server.catalog.tools.items.length > 0;
}

/** The process of a ready server. */
export function pidOf(api: McpPoolApi, name: string): number | undefined {
  const state = api.servers.find((one) => one.name === name)?.state;
  return state?.kind === 'ready' ? state.info.pid : undefined;
}

/** Calls a tool as a click in the tree does: with the very tool that the server lists, and no question first. */
export async function callByHand(
  api: McpPoolApi,
  server: string,
  tool: string,
  args: Readonly<Record<string, unknown>> = {},
): Promise<FinishedCall | undefined> {
  const found = api.servers.find(({ name }) => name === server);
  const listed = found?.catalog.tools.items.find(({ name }) => name === tool);
  assert.ok(listed, `'${server}' lists '${tool}'`);
  const target = { serverId: found!.id, tool: listed, arguments: args };
  return vscode.commands.executeCommand<FinishedCall | undefined>('mcpPool.callTool', target);
}

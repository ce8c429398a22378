import { extensionRequester } from '../../pool/requester';
import type { McpPoolApi } from './api';
import type { PoolService } from './poolService';

/** Makes the API on top of the pool. */
export function createApi(pool: PoolService): McpPoolApi {
  return {
    version: 1,
    get servers() {
      return pool.servers.map(({ id, name, state, catalog }) => ({ id, name, state, catalog }));
    },
    onDidEvent: (listener) => pool.onDidEvent(listener),
    callTool: async (server, tool, args, options) =>
      (await pool.open()).call({
        server,
        tool,
        arguments: args,
        by: extensionRequester,
        signal: options?.signal,
      }),
    broadcast: async (tool, args, options) =>
      (await pool.open()).broadcast({ ...options, tool, arguments: args, by: extensionRequester }),
    readResource: async (server, uri) => (await pool.open()).readResource(server, uri),
    getPrompt: async (server, name, args = {}) => (await pool.open()).getPrompt(server, name, args),
  };
}

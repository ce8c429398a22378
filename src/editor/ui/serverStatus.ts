import type { Failure } from '../../base/failure';
import { plural } from '../../base/text';
import { countItems } from '../../mcp/catalog/catalog';
import type { Server } from '../../mcp/server/server';

/** The one fact about a server that matters now. */
export function serverStatus(server: Server): string {
  const { state } = server;
  switch (state.kind) {
    case 'ready':
      return `${offered(server)} · ${state.info.protocolVersion}`;
    case 'starting':
      return state.attempt > 1 ? `starting, try ${state.attempt}…` : 'starting…';
    case 'waiting': {
      const seconds = Math.max(0, Math.ceil((state.retryAt - Date.now()) / 1000));
      return `retry ${state.attempt} of ${server.attempts} in ${seconds} s · ${reason(state.error)}`;
    }
    case 'failed':
      return reason(state.error);
    case 'blocked':
      return state.by === 'approval' ? 'needs your approval' : state.reason;
    case 'signInRequired':
      return 'sign in';
    case 'stopped':
    case 'disabled':
      return state.kind;
  }
}

/** How much it offers of the first kind that it has. */
function offered({ knownCatalog: { catalog, stale } }: Server): string {
  const { tools, resources, prompts } = countItems(catalog);
  if (tools) return plural(tools, 'tool');
  if (resources) return plural(resources, 'resource');
  if (prompts) return plural(prompts, 'prompt');
  return stale ? 'listing…' : 'no tools';
}

/** The reason without the name, which is beside it. */
function reason(error: Failure): string {
  return error.reason?.replace(/^it /, '') ?? error.message.replace(/\.$/, '');
}

import type { Catalog } from '../mcp/catalog/catalog';
import type { ServerState } from '../mcp/server/serverState';
import type { ServerLogLine } from '../mcp/transport/poolTransport';
import type { Call, CallProgress, FinishedCall } from './call';

/** Everything that happens in a pool, in one stream. `server` is the id of a server. */
export type PoolEvent =
  | { readonly type: 'server.added'; readonly server: string }
  | { readonly type: 'server.removed'; readonly server: string }
  | { readonly type: 'server.updated'; readonly server: string }
  | { readonly type: 'state.changed'; readonly server: string; readonly state: ServerState }
  | {
      readonly type: 'catalog.changed';
      readonly server: string;
      readonly catalog: Catalog;
      readonly stale: boolean;
    }
  | { readonly type: 'server.log'; readonly server: string; readonly line: ServerLogLine }
  | { readonly type: 'call.started'; readonly server: string; readonly call: Call }
  | {
      readonly type: 'call.progress';
      readonly server: string;
      readonly call: Call;
      readonly progress: CallProgress;
    }
  | { readonly type: 'call.succeeded'; readonly server: string; readonly call: FinishedCall }
  /** The call could not be made, was stopped, or the tool reported an error; its outcome shows which. */
  | { readonly type: 'call.failed'; readonly server: string; readonly call: FinishedCall };

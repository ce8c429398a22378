import type { Tool } from '@modelcontextprotocol/client';
import { failure } from '../../base/failure';
import { oneLine, plural } from '../../base/text';
import type { Server } from '../../mcp/server/server';
import type { Broadcast } from '../../pool/broadcast';
import { renderBroadcast } from '../../pool/render/broadcastReport';
import { paletteRequester } from '../../pool/requester';
import { isDisabled } from '../../pool/toolPolicy';
import type { ResultDocuments } from '../documents/resultDocuments';
import type { Services } from '../services/services';
import { askPick, type PickItem } from '../ui/quickInputs';
import { askArguments } from './argumentForm';
import { ArgumentMemory, type Arguments } from './argumentMemory';
import { withLateProgress } from './lateProgress';

/** A tool that one or more servers have. The form is that of the first; each server checks the arguments by its own. */
interface SharedTool {
  readonly tool: Tool;
  readonly servers: readonly Server[];
}

interface SharedItem extends PickItem {
  readonly shared: SharedTool;
}

/** "MCP: Broadcast Tool…": calls one tool on all servers that have it, and shows and returns what each answered. */
export async function broadcastTool(
  services: Services,
  results: ResultDocuments,
  given?: unknown,
): Promise<Broadcast | undefined> {
  const pool = await services.pool.open();
  const shared = sharedTools(services.pool.servers);
  const { tool: name, arguments: ready } = (given ?? {}) as { tool?: string; arguments?: Arguments };
  const chosen = name === undefined ? await pick(shared) : shared.find(({ tool }) => tool.name === name);
  if (!chosen && name === undefined) return undefined;
  const args = ready ?? (chosen ? await ask(services, chosen) : {});
  if (!args) return undefined;
  const tool = chosen?.tool.name ?? name!;
  const done = await withLateProgress(`${tool} on all servers`, ({ onProgress, ...watched }) => {
    let finished = 0;
    return pool.broadcast({
      tool,
      arguments: args,
      by: paletteRequester,
      ...watched,
      onFinished: ({ serverName }) =>
        onProgress({ progress: ++finished, total: chosen?.servers.length, message: serverName }),
    });
  });
  await results.showReport(`${tool} · ${plural(done.calls.length, 'server')}`, renderBroadcast(done));
  return done;
}

/** Tools that most servers have come first. */
function sharedTools(servers: readonly Server[]): SharedTool[] {
  const byName = new Map<string, { tool: Tool; servers: Server[] }>();
  for (const server of servers) {
    if (server.state.kind === 'disabled') continue;
    for (const tool of server.catalog.tools.items) {
      if (isDisabled(server.definition, tool.name)) continue;
      const known = byName.get(tool.name);
      if (known) known.servers.push(server);
      else byName.set(tool.name, { tool, servers: [server] });
    }
  }
  return [...byName.values()].sort((a, b) => b.servers.length - a.servers.length);
}

async function pick(shared: readonly SharedTool[]): Promise<SharedTool | undefined> {
  if (shared.length === 0)
    throw failure('notFound', 'No server has reported a tool yet.', ['Start a server and try again.']);
  const end = await askPick<SharedItem>({
    title: 'Broadcast a tool',
    placeholder: 'It is called on all servers that have it, at the same time',
    back: false,
    buttons: [],
    items: shared.map((one) => ({
      icon: 'symbol-method',
      label: one.tool.name,
      description: `${plural(one.servers.length, 'server')}: ${oneLine(one.servers.map(({ name }) => name).join(', '), 60)}`,
      detail: oneLine(one.tool.description ?? one.tool.title ?? '', 160) || undefined,
      shared: one,
    })),
  });
  return end.kind === 'accept' ? end.value[0]?.shared : undefined;
}

async function ask({ context }: Services, { tool, servers }: SharedTool): Promise<Arguments | undefined> {
  const memory = new ArgumentMemory(context.workspaceState);
  const used = servers.map(({ name }) => memory.used(name, tool.name)).find((values) => values !== undefined);
  const end = await askArguments({
    tool,
    serverLabel: plural(servers.length, 'server'),
    title: `Broadcast ${tool.name}`,
    values: used?.arguments ?? {},
  });
  return end.kind === 'done' ? end.arguments : undefined;
}

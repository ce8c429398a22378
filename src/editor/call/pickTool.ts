import type { Tool } from '@modelcontextprotocol/client';
import * as vscode from 'vscode';
import { failure } from '../../base/failure';
import { oneLine } from '../../base/text';
import type { Server } from '../../mcp/server/server';
import { needsApproval } from '../../mcp/server/serverState';
import { isDisabled } from '../../pool/toolPolicy';
import { commands } from '../ids';
import { serverOf } from '../servers/pickServer';
import type { PoolService } from '../services/poolService';
import { askPick, type PickItem } from '../ui/quickInputs';
import { serverStatus } from '../ui/serverStatus';

/** A tool of a server. */
export interface ToolTarget {
  readonly server: Server;
  readonly tool: Tool;
}

interface ToolItem extends PickItem {
  readonly target?: ToolTarget;
  readonly start?: Server;
}

/**
 * The tool that a command is about: the one it was given, or the one a person picks. The pick has the tools of all servers in one
 * list that can be searched by name, server and description; servers that are not ready can be started from it.
 */
export async function pickTool(pool: PoolService, given: unknown): Promise<ToolTarget | undefined> {
  const server = serverOf(pool, given);
  const name = toolName(given);
  if (server && name) return findTool(server, name);
  if (pool.servers.length === 0) {
    throw failure('configuration', 'There are no servers.', ["Add one to the workspace's mcp-config.yaml."]);
  }
  if (server) await server.connected();
  const servers = server ? [server] : pool.servers;
  const end = await askPick<ToolItem>({
    title: server ? `Call a tool · ${pool.label(server)}` : 'Call a tool',
    placeholder: 'Search by name, server or description',
    back: false,
    buttons: [],
    matchDetail: true,
    items: servers.flatMap((one) => toolItems(pool, one)),
  });
  const chosen = end.kind === 'accept' ? end.value[0] : undefined;
  if (!chosen?.start) return chosen?.target;
  if (needsApproval(chosen.start.state)) {
    await vscode.commands.executeCommand(commands.reviewServers);
    return undefined;
  }
  await chosen.start.connected();
  return pickTool(pool, chosen.start.id);
}

async function findTool(server: Server, name: string): Promise<ToolTarget> {
  await server.connected();
  const tool = server.catalog.tools.items.find((item) => item.name === name);
  if (tool) return { server, tool };
  throw failure('notFound', `'${server.name}' has no tool '${name}'.`, [
    'Refresh the server to see its current tools.',
  ]);
}

function toolItems(pool: PoolService, server: Server): ToolItem[] {
  const label = pool.label(server);
  const { tools } = server.catalog;
  if (server.state.kind !== 'ready') {
    if (server.state.kind === 'disabled') return [];
    const [icon, verb] = needsApproval(server.state) ? ['shield', 'Review'] : ['debug-start', 'Start'];
    return [{ icon, label: `${verb} ${label}`, description: serverStatus(server), start: server }];
  }
  const offered = tools.items.filter(({ name }) => !isDisabled(server.definition, name));
  return offered.map((tool): ToolItem => {
    return {
      icon: 'symbol-method',
      label: tool.name,
      description: label,
      warning: tool.annotations?.destructiveHint === true ? 'may overwrite or delete' : undefined,
      detail: oneLine(tool.description ?? tool.title ?? '', 160) || undefined,
      target: { server, tool },
    };
  });
}

function toolName(given: unknown): string | undefined {
  if (typeof given !== 'object' || given === null || !('tool' in given)) return undefined;
  const { tool } = given;
  if (typeof tool === 'string') return tool;
  return typeof tool === 'object' && tool !== null && 'name' in tool ? String(tool.name) : undefined;
}

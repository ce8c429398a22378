import type * as vscode from 'vscode';
import { detailForOwner } from '../../base/failure';
import { code, paragraphs } from '../../base/markdown';
import { commandLine, formatDuration } from '../../base/text';
import type { Server } from '../../mcp/server/server';
import { needsApproval, type ServerState } from '../../mcp/server/serverState';
import { commands } from '../ids';
import { commandLink, markdownString } from '../ui/markdownString';
import type { Node } from './nodes';
import {
  blockFromServer,
  fromServer,
  promptTooltip,
  resourceTooltip,
  templateTooltip,
  toolTooltip,
} from './tooltipText';

/** The tooltip of a node: made when the mouse rests on it. */
export function tooltipOf(node: Node, server: Server, label: string): vscode.MarkdownString | undefined {
  switch (node.kind) {
    case 'server':
      return serverTooltip(server, label);
    case 'tool':
      return markdownString(toolTooltip(node.tool));
    case 'resource':
      return markdownString(resourceTooltip(node.resource));
    case 'template':
      return markdownString(templateTooltip(node.template));
    case 'prompt':
      return markdownString(promptTooltip(node.prompt));
    default:
      return undefined;
  }
}

/** All that is known of a server, with links that run commands. */
function serverTooltip(server: Server, label: string): vscode.MarkdownString {
  const { state, definition } = server;
  const { launch } = definition;
  const text = paragraphs(
    `**${fromServer(label, 200)}** · ${state.kind}`,
    launch.type === 'stdio' && code(commandLine(launch.command, launch.args)),
    (launch.type === 'http' || launch.type === 'ws') && code(launch.url),
    ...stateParts(state),
    links(server).join(' · '),
  );
  return markdownString(text, [
    commands.showLog,
    commands.restartServer,
    commands.startServer,
    commands.goToDefinition,
    commands.signIn,
    commands.reviewServers,
  ]);
}

function stateParts(state: ServerState): (string | undefined)[] {
  if (state.kind === 'ready') {
    const { serverName, serverVersion, protocolVersion, since, pid, instructions } = state.info;
    const facts = [
      serverName && `Server: ${fromServer([serverName, serverVersion].filter(Boolean).join(' '), 200)}`,
      `Protocol: ${fromServer(protocolVersion, 100)}`,
      `Up for ${formatDuration(Date.now() - since)}`,
      pid !== undefined && `Process: ${pid}`,
    ];
    const rows = facts.filter(Boolean).map((fact) => `- ${fact}`);
    return [rows.join('\n'), instructions && fromServer(instructions, 400)];
  }
  if (state.kind === 'failed' || state.kind === 'waiting') {
    const { message, nextSteps } = state.error;
    const detail = detailForOwner(state.error);
    const steps = nextSteps.map((step) => `- ${fromServer(step)}`);
    return [fromServer(message), steps.join('\n'), detail && blockFromServer(detail)];
  }
  return state.kind === 'blocked' ? [fromServer(state.reason)] : [];
}

function links({ id, state }: Server): string[] {
  const link = (title: string, command: string) => commandLink(title, command, id);
  const { kind } = state;
  return [
    ...(kind === 'ready' || kind === 'failed' ? [link('Restart', commands.restartServer)] : []),
    ...(needsApproval(state) ? [link('Review', commands.reviewServers)] : []),
    ...(kind === 'signInRequired' ? [link('Sign In', commands.signIn)] : []),
    ...(kind === 'stopped' ? [link('Start', commands.startServer)] : []),
    ...(kind === 'waiting' ? [link('Retry Now', commands.startServer)] : []),
    link('Show Log', commands.showLog),
    link('Open Configuration', commands.goToDefinition),
  ];
}

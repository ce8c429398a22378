import type { Tool } from '@modelcontextprotocol/client';
import * as vscode from 'vscode';
import { detailForOwner } from '../../base/failure';
import { commandLine, formatDuration } from '../../base/text';
import type { Server } from '../../mcp/server';
import { needsApproval } from '../../mcp/state';
import { commands } from '../ids';
import type { Node } from './nodes';

/** The tooltip of a node: made when the mouse rests on it. */
export function tooltipOf(node: Node, server: Server, label: string): vscode.MarkdownString | undefined {
  switch (node.kind) {
    case 'server':
      return serverTooltip(server, label);
    case 'tool':
      return toolTooltip(node.tool);
    case 'resource': {
      const { description, uri, mimeType } = node.resource;
      return markdown([description, `\`${uri}\``, mimeType]);
    }
    case 'template': {
      const { description, uriTemplate, mimeType } = node.template;
      return markdown([description, `\`${uriTemplate}\``, mimeType]);
    }
    case 'prompt':
      return markdown([node.prompt.description, argumentsText(node.prompt.arguments)]);
    default:
      return undefined;
  }
}

/** All that is known of a server, with links that act. */
function serverTooltip(server: Server, label: string): vscode.MarkdownString {
  const { state, definition } = server;
  const text = new vscode.MarkdownString(undefined, true);
  text.isTrusted = {
    enabledCommands: [
      commands.showLog,
      commands.restartServer,
      commands.startServer,
      commands.goToDefinition,
      commands.signIn,
      commands.reviewServers,
    ],
  };
  text.appendMarkdown(`**${escapeMarkdown(label)}** · ${state.kind}\n\n`);
  const { launch } = definition;
  if (launch.type === 'stdio') text.appendCodeblock(commandLine(launch.command, launch.args), 'shellscript');
  if (launch.type === 'http' || launch.type === 'ws') text.appendCodeblock(launch.url, 'plaintext');
  if (state.kind === 'ready') {
    const { serverName, serverVersion, protocolVersion, since, pid, instructions } = state.info;
    const facts = [
      serverName && `Server: ${escapeMarkdown([serverName, serverVersion].filter(Boolean).join(' '))}`,
      `Protocol: ${protocolVersion}`,
      `Up for ${formatDuration(Date.now() - since)}`,
      pid !== undefined && `Process: ${pid}`,
    ];
    text.appendMarkdown(
      `${facts
        .filter(Boolean)
        .map((fact) => `- ${fact}`)
        .join('\n')}\n\n`,
    );
    if (instructions) text.appendMarkdown(`${escapeMarkdown(instructions.slice(0, 400))}\n\n`);
  }
  if (state.kind === 'failed' || state.kind === 'waiting') {
    text.appendText(state.error.message);
    text.appendMarkdown(
      `\n\n${state.error.nextSteps.map((step) => `- ${escapeMarkdown(step)}`).join('\n')}\n\n`,
    );
    const detail = detailForOwner(state.error);
    if (detail) text.appendCodeblock(detail, 'plaintext');
  }
  if (state.kind === 'blocked') text.appendText(`${state.reason}\n\n`);
  text.appendMarkdown(links(server).join(' · '));
  return text;
}

/** What a tool says of itself. Its annotations are the server's own claims. */
function toolTooltip(tool: Tool): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown(`**${escapeMarkdown(tool.title ?? tool.annotations?.title ?? tool.name)}**\n\n`);
  if (tool.description) text.appendText(`${tool.description}\n`);
  const schema = tool.inputSchema as { properties?: Record<string, unknown>; required?: string[] };
  const rows = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const { type, description } = (typeof property === 'object' && property !== null ? property : {}) as {
      type?: unknown;
      description?: string;
    };
    const needed = schema.required?.includes(name) ? '' : ', optional';
    return `- \`${name}\` ${[type ?? 'any'].flat().join(' or ')}${needed}${description ? `: ${escapeMarkdown(description)}` : ''}`;
  });
  if (rows.length > 0) text.appendMarkdown(`\n\n${rows.join('\n')}`);
  const { readOnlyHint, destructiveHint, idempotentHint } = tool.annotations ?? {};
  const claims = [
    readOnlyHint && 'only reads',
    destructiveHint && 'may destroy or overwrite something',
    idempotentHint && 'may be repeated',
  ].filter(Boolean);
  if (claims.length > 0) text.appendMarkdown(`\n\nThe server says: ${claims.join(', ')}.`);
  return text;
}

function links(server: Server): string[] {
  const argument = encodeURIComponent(JSON.stringify([server.id]));
  const link = (title: string, command: string) => `[${title}](command:${command}?${argument})`;
  const { kind } = server.state;
  return [
    ...(kind === 'ready' || kind === 'failed' ? [link('Restart', commands.restartServer)] : []),
    ...(needsApproval(server.state) ? [link('Review', commands.reviewServers)] : []),
    ...(kind === 'signInRequired' ? [link('Sign in', commands.signIn)] : []),
    ...(kind === 'stopped' ? [link('Start', commands.startServer)] : []),
    ...(kind === 'waiting' ? [link('Retry now', commands.startServer)] : []),
    link('Show log', commands.showLog),
    link('Open configuration', commands.goToDefinition),
  ];
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~$]/g, '\\$&');
}

function argumentsText(
  args: readonly { name: string; required?: boolean }[] | undefined,
): string | undefined {
  return args?.length
    ? `Arguments: ${args.map(({ name, required }) => `\`${name}\`${required ? '' : ' (optional)'}`).join(', ')}`
    : undefined;
}

function markdown(parts: readonly (string | undefined)[]): vscode.MarkdownString {
  return new vscode.MarkdownString(parts.filter(Boolean).join('\n\n'));
}

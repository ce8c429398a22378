import * as vscode from 'vscode';
import { detailForOwner } from '../../base/failure';
import { formatDuration, oneLine } from '../../base/text';
import type { ServerState } from '../../mcp/server/serverState';
import type { ServerLogLine } from '../../mcp/transport/poolTransport';
import { type FinishedCall, succeeded } from '../../pool/call';
import type { PoolEvent } from '../../pool/poolEvent';
import { commands } from '../ids';
import type { Services } from '../services/services';
import { openLog } from '../ui/openLog';

/** One log output channel per server: its stderr, its MCP log messages, its states and its calls. */
export function registerLogs({ context, pool, reporter, log }: Services): vscode.Disposable {
  const channels = new Map<string, vscode.LogOutputChannel>();
  const channelOf = (id: string): vscode.LogOutputChannel | undefined => {
    const existing = channels.get(id);
    if (existing) return existing;
    const server = pool.find(id);
    if (!server) return undefined;
    const channel = openLog(`MCP: ${pool.label(server)}`);
    channels.set(id, channel);
    return channel;
  };

  const listening = pool.onDidEvent((event) => {
    if (event.type === 'server.removed') {
      channels.get(event.server)?.dispose();
      channels.delete(event.server);
      return;
    }
    const channel = channelOf(event.server);
    // Channels are files, too.
    const server = pool.servers.find(({ id }) => id === event.server);
    if (channel) write(channel, event, (text) => server?.launcher.redact(text) ?? text);
  });

  context.subscriptions.push(
    reporter.command(commands.showPoolLog, () => log.show()),
    reporter.command(commands.showLog, async (target?: unknown) => {
      const { pickServer } = await import('../servers/pickServer');
      const server = await pickServer(pool, target, { title: 'Show the log of a server' });
      if (server) channelOf(server.id)?.show();
    }),
  );
  return vscode.Disposable.from(listening, {
    dispose: () => channels.forEach((channel) => void channel.dispose()),
  });
}

function write(channel: vscode.LogOutputChannel, event: PoolEvent, redact: (text: string) => string): void {
  if (event.type === 'server.log') writeLine(channel, event.line);
  else if (event.type === 'state.changed') writeState(channel, event.state);
  else if (event.type === 'call.started') channel.debug(`call ${event.call.tool} (#${event.call.number})`);
  else if (event.type === 'call.succeeded' || event.type === 'call.failed')
    writeCall(channel, event.call, redact);
}

function writeLine(channel: vscode.LogOutputChannel, { source, level, text }: ServerLogLine): void {
  const kind = source === 'stderr' ? guessLevel(text) : level;
  if (source === 'stdout') channel.warn(`printed to stdout, which is reserved for MCP messages: ${text}`);
  else if (kind === 'debug') channel.debug(text);
  else if (kind === 'warning') channel.warn(text);
  else if (kind === 'info' || kind === 'notice') channel.info(text);
  else channel.error(text);
}

function writeState(channel: vscode.LogOutputChannel, state: ServerState): void {
  if (state.kind === 'ready') {
    const { serverName, serverVersion, protocolVersion, pid } = state.info;
    const who = [serverName, serverVersion].filter(Boolean).join(' ');
    channel.info(
      `ready: ${who || 'a server'} speaks MCP ${protocolVersion}${pid === undefined ? '' : ` (process ${pid})`}`,
    );
  } else if (state.kind === 'failed') {
    channel.error(
      [state.error.message, ...state.error.nextSteps, detailForOwner(state.error)].filter(Boolean).join('\n'),
    );
  } else channel.info(state.kind);
}

function writeCall(
  channel: vscode.LogOutputChannel,
  call: FinishedCall,
  redact: (text: string) => string,
): void {
  const text = `call ${call.tool} ${succeeded(call) ? 'ok' : 'failed'} ${formatDuration(call.duration)} (#${call.number})`;
  if (succeeded(call)) channel.info(text);
  else if (call.outcome.kind === 'failure') channel.warn(`${text}: ${call.outcome.failure.message}`);
  else
    channel.warn(
      `${text}: the tool reported an error: ${oneLine(redact(firstText(call.outcome.result.content)))}`,
    );
}

function firstText(content: readonly { type: string; text?: unknown }[]): string {
  return String(content.find((part) => part.type === 'text')?.text ?? '');
}

/** Servers write everything to stderr: the words show the severity. */
function guessLevel(text: string): 'debug' | 'info' | 'warning' | 'error' {
  if (/\b(?:error|exception|fatal|critical|traceback|panic)\b/i.test(text)) return 'error';
  if (/\bwarn(?:ing)?\b|\bdeprecat/i.test(text)) return 'warning';
  return /\b(?:debug|trace)\b/i.test(text) ? 'debug' : 'info';
}

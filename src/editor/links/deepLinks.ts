import * as vscode from 'vscode';
import { failure } from '../../base/failure';
import { commands } from '../ids';
import { serverOf } from '../servers/pickServer';
import type { Services } from '../services/services';
import { showDialog } from '../ui/messages';

/** What a link leads to. */
interface Target {
  readonly kind: 'server' | 'tool' | 'resource';
  readonly server: string;
  /** The name of the tool, or the URI of the resource. */
  readonly name?: string;
}

/** Follows a link after the person confirms: it comes from a page, a mail or another program. It calls nothing. */
export async function followLink({ pool }: Services, uri: vscode.Uri): Promise<void> {
  const target = read(uri);
  await pool.open();
  const server = serverOf(pool, target.server);
  if (!server)
    throw failure(
      'notFound',
      `A link refers to the server '${target.server}', which this workspace does not have.`,
      ['Open the folder that has the server, or add the server.'],
    );
  const label = pool.label(server);
  const what = {
    server: `Show the server '${label}'?`,
    tool: `Open the tool '${target.name}' of '${label}'?`,
    resource: `Read a resource of '${label}'?`,
  }[target.kind];
  const detail = {
    server: 'A link requests this.',
    tool: 'A link requests this. You are asked before anything is called.',
    resource: `A link requests this:\n\n${target.name}`,
  }[target.kind];
  const open = 'Open';
  if ((await showDialog({ text: what, detail, buttons: [open] })) !== open) return;
  if (target.kind === 'tool')
    await vscode.commands.executeCommand(commands.callTool, {
      server: server.id,
      tool: target.name,
      link: true,
    });
  else if (target.kind === 'resource')
    await vscode.commands.executeCommand(commands.openResource, { server: server.id, uri: target.name });
  else await vscode.commands.executeCommand(commands.goToDefinition, server.id);
}

/** The link to a node of the tree. */
export function deepLinkTo({ pool }: Services, node: unknown, extension: string): string | undefined {
  const server = serverOf(pool, node);
  if (!server) return undefined;
  const { tool, resource } = node as { tool?: { name: string }; resource?: { uri: string } };
  const name = encodeURIComponent(server.name);
  const path = tool
    ? `tool/${name}/${encodeURIComponent(tool.name)}`
    : resource
      ? `resource/${name}?uri=${encodeURIComponent(resource.uri)}`
      : `server/${name}`;
  return `${vscode.env.uriScheme}://${extension}/${path}`;
}

function read(uri: vscode.Uri): Target {
  const [, kind, server, ...rest] = uri.path.split('/');
  const name = kind === 'resource' ? (new URLSearchParams(uri.query).get('uri') ?? '') : rest.join('/');
  if ((kind === 'server' || kind === 'tool' || kind === 'resource') && server && (kind === 'server' || name))
    return { kind, server, name };
  throw failure('usage', `The link '${uri.path}' is not valid.`, [
    'Links have the form /server/NAME, /tool/SERVER/TOOL or /resource/SERVER?uri=URI.',
  ]);
}

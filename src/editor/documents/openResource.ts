import type { ResourceTemplateType } from '@modelcontextprotocol/client';
import * as vscode from 'vscode';
import { failure } from '../../base/failure';
import { oneLine } from '../../base/text';
import { expandTemplate, templateVariables } from '../../mcp/catalog/uriTemplate';
import type { Server } from '../../mcp/server/server';
import { serverOf } from '../servers/pickServer';
import type { PoolService } from '../services/poolService';
import type { Services } from '../services/services';
import { withProgress } from '../ui/messages';
import { askPick, askText, type PickItem } from '../ui/quickInputs';
import type { ResourceFiles } from './resourceFiles';
import { showResource } from './showResource';

interface ResourceItem extends PickItem {
  readonly server?: Server;
  readonly uri?: string;
  readonly template?: ResourceTemplateType;
}

/** "MCP: Open Resource…", from the palette, the tree or a link in a result. */
export async function openResource({ pool }: Services, files: ResourceFiles, given: unknown): Promise<void> {
  const address = addressOf(given) ?? (await chosenAddress(pool, files, given));
  if (!address) return;
  const content = await withProgress(
    { location: vscode.ProgressLocation.Window, title: 'MCP: reading a resource' },
    () => files.read(address),
  );
  await showResource(address, content);
}

async function chosenAddress(
  pool: PoolService,
  files: ResourceFiles,
  given: unknown,
): Promise<vscode.Uri | undefined> {
  const item = itemOf(pool, given) ?? (await pickResource(pool, serverOf(pool, given)));
  if (!item?.server) return undefined;
  await item.server.connected();
  const uri = item.template ? await fillTemplate(item.template) : item.uri;
  return uri === undefined ? undefined : files.addressOf(item.server, uri);
}

function itemOf(pool: PoolService, given: unknown): ResourceItem | undefined {
  const server = serverOf(pool, given);
  if (!server || typeof given !== 'object' || given === null) return undefined;
  const { resource, template, uri } = given as {
    resource?: { uri: string };
    template?: ResourceTemplateType;
    uri?: string;
  };
  if (template) return { label: '', server, template };
  const known = resource?.uri ?? uri;
  return known === undefined ? undefined : { label: '', server, uri: known };
}

async function pickResource(
  pool: PoolService,
  server: Server | undefined,
): Promise<ResourceItem | undefined> {
  const servers = (server ? [server] : pool.servers).filter(({ state }) => state.kind === 'ready');
  const items = servers.flatMap((one) => resourceItems(one, pool.label(one)));
  if (items.length === 0)
    throw failure('notFound', 'No server that is ready has resources.', [
      'Start a server first, or check its log.',
    ]);
  const end = await askPick({
    title: 'Open a resource',
    placeholder: 'Search by name, URI or server',
    items,
    back: false,
    buttons: [],
    matchDetail: true,
  });
  return end.kind === 'accept' ? end.value[0] : undefined;
}

function addressOf(given: unknown): vscode.Uri | undefined {
  const address =
    typeof given === 'object' && given !== null && 'address' in given ? given.address : undefined;
  return typeof address === 'string' ? vscode.Uri.parse(address, true) : undefined;
}

function resourceItems(server: Server, label: string): ResourceItem[] {
  const { resources, resourceTemplates } = server.catalog;
  if (resources.items.length + resourceTemplates.items.length === 0) return [];
  return [
    { label, kind: vscode.QuickPickItemKind.Separator },
    ...resources.items.map(
      (resource): ResourceItem => ({
        icon: 'file',
        label: resource.title ?? resource.name,
        description: resource.uri,
        detail: resource.description && oneLine(resource.description, 160),
        server,
        uri: resource.uri,
      }),
    ),
    ...resourceTemplates.items.map(
      (template): ResourceItem => ({
        icon: 'symbol-snippet',
        label: template.title ?? template.name,
        description: template.uriTemplate,
        detail: template.description && oneLine(template.description, 160),
        server,
        template,
      }),
    ),
  ];
}

/** Asks for the variables of a URI template, one after the other. https://www.rfc-editor.org/rfc/rfc6570 */
async function fillTemplate(template: ResourceTemplateType): Promise<string | undefined> {
  const names = templateVariables(template.uriTemplate);
  const values: Record<string, string> = {};
  for (let at = 0; at < names.length; ) {
    const name = names[at]!;
    const end = await askText({
      title: `Open ${template.title ?? template.name}${names.length > 1 ? ` (${at + 1}/${names.length})` : ''}`,
      prompt: `${name} in ${template.uriTemplate}`,
      value: values[name] ?? '',
      back: at > 0,
      buttons: [],
      check: (text, final) => (text === '' && final ? `'${name}' is required.` : undefined),
    });
    if (end.kind === 'cancel') return undefined;
    if (end.kind === 'accept') values[name] = end.value;
    at += end.kind === 'back' ? -1 : 1;
  }
  return expandTemplate(template.uriTemplate, values);
}

import type { Client, RequestOptions, Tool } from '@modelcontextprotocol/client';
import type { FailureError } from '../../base/failure';
import type { Catalog, List, ListItems, ListName } from './catalog';
import { outputSchemaKey } from './listSanitizer';

const names: readonly ListName[] = ['tools', 'resources', 'resourceTemplates', 'prompts'];

/** Reads all lists at the same time; one that fails does not hide the others. */
export async function fetchCatalog(
  client: Client,
  options: RequestOptions,
  explain: (error: unknown) => FailureError,
): Promise<Catalog> {
  const lists = await Promise.all(names.map((name) => fetchList(client, name, options, explain)));
  return Object.fromEntries(names.map((name, index) => [name, lists[index]])) as unknown as Catalog;
}

/** Reads one list, all pages. Never rejects: a failure is part of the list. */
export async function fetchList<N extends ListName>(
  client: Client,
  name: N,
  options: RequestOptions,
  explain: (error: unknown) => FailureError,
): Promise<List<N>> {
  const offered = client.getServerCapabilities();
  if (name === 'prompts' ? !offered?.prompts : name === 'tools' ? !offered?.tools : !offered?.resources)
    return { items: [] };
  try {
    return { items: (await readers[name](client, options)) as readonly ListItems[N][] };
  } catch (error) {
    // Servers with resources may lack templates: https://github.com/modelcontextprotocol/modelcontextprotocol/issues/205
    if (name === 'resourceTemplates' && (error as { code?: unknown }).code === -32601) return { items: [] };
    return { items: [], error: explain(error) };
  }
}

const readers: {
  [N in ListName]: (client: Client, options: RequestOptions) => Promise<readonly ListItems[N][]>;
} = {
  tools: async (client, options) =>
    (await client.listTools(undefined, { ...options, cacheMode: 'refresh' })).tools.map(restoreOutputSchema),
  resources: async (client, options) =>
    (await client.listResources(undefined, { ...options, cacheMode: 'refresh' })).resources,
  resourceTemplates: async (client, options) =>
    (await client.listResourceTemplates(undefined, { ...options, cacheMode: 'refresh' })).resourceTemplates,
  prompts: async (client, options) =>
    (await client.listPrompts(undefined, { ...options, cacheMode: 'refresh' })).prompts,
};

function restoreOutputSchema(tool: Tool): Tool {
  if (!tool._meta || !(outputSchemaKey in tool._meta)) return tool;
  const { [outputSchemaKey]: outputSchema, ...meta } = tool._meta;
  const restored = { ...tool, outputSchema: outputSchema as Tool['outputSchema'] };
  if (Object.keys(meta).length > 0) restored._meta = meta;
  else delete restored._meta;
  return restored;
}

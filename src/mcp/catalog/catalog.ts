import type { Prompt, Resource, ResourceTemplateType, Tool } from '@modelcontextprotocol/client';
import type { Failure } from '../../base/failure';

/** The items of each list. */
export interface ListItems {
  readonly tools: Tool;
  readonly resources: Resource;
  readonly resourceTemplates: ResourceTemplateType;
  readonly prompts: Prompt;
}

/** The lists a server can offer. */
export type ListName = keyof ListItems;

/** One list of a server, all pages. */
export interface List<N extends ListName = ListName> {
  readonly items: readonly ListItems[N][];
  /** Why the list could not be read. */
  readonly error?: Failure;
}

/** Everything a server offers. */
export type Catalog = { readonly [N in ListName]: List<N> };

/** The catalog of a server that was never connected. */
export const emptyCatalog: Catalog = {
  tools: { items: [] },
  resources: { items: [] },
  resourceTemplates: { items: [] },
  prompts: { items: [] },
};

/** The number of items in a catalog by list, for display. */
export function countItems(catalog: Catalog): Record<ListName, number> {
  return {
    tools: catalog.tools.items.length,
    resources: catalog.resources.items.length,
    resourceTemplates: catalog.resourceTemplates.items.length,
    prompts: catalog.prompts.items.length,
  };
}

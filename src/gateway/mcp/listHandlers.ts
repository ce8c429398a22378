import {
  type Prompt,
  ProtocolError,
  ProtocolErrorCode,
  type Resource,
  type ResourceTemplateType,
  type Tool,
} from '@modelcontextprotocol/server';
import type { Exposed } from '../catalog/exposedServers';
import type { ExposedCatalog } from './exposedCatalog';

/** How many items are on one page. */
const pageSize = 200;

/** The tools of an offering as MCP lists them. */
export function listTools(offering: ExposedCatalog): Tool[] {
  const tools = [...offering.tools()].map(([name, one]) => titled(offering, one, { ...one.item, name }));
  const notice = offering.notice();
  return notice ? [notice.tool, ...tools] : tools;
}

export function listPrompts(offering: ExposedCatalog): Prompt[] {
  return [...offering.prompts()].map(([name, one]) => titled(offering, one, { ...one.item, name }));
}

export function listResources(offering: ExposedCatalog): Resource[] {
  return offering.resources().map(({ uri, ...one }) => titled(offering, one, { ...one.item, uri }));
}

export function listTemplates(offering: ExposedCatalog): ResourceTemplateType[] {
  return offering
    .templates()
    .map(({ uriTemplate, ...one }) => titled(offering, one, { ...one.item, uriTemplate }));
}

/** One page of a list, after the item that the cursor names. */
export function page<T>(
  all: readonly T[],
  keyOf: (item: T) => string,
  cursor?: string,
): {
  items: T[];
  nextCursor?: string;
} {
  let start = 0;
  if (cursor !== undefined) {
    const last = Buffer.from(cursor, 'base64url').toString();
    start = all.findIndex((item) => keyOf(item) === last) + 1;
    if (start === 0)
      throw new ProtocolError(
        ProtocolErrorCode.InvalidParams,
        'The list has changed. Start again without a cursor.',
      );
  }
  const items = all.slice(start, start + pageSize);
  const more = start + pageSize < all.length;
  return more ? { items, nextCursor: Buffer.from(keyOf(items.at(-1)!)).toString('base64url') } : { items };
}

function titled<T>(offering: ExposedCatalog, one: Exposed, item: T): T {
  const title = offering.titleOf(one);
  return title === undefined ? item : { ...item, title };
}

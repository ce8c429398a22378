import {
  type Prompt,
  ProtocolError,
  ProtocolErrorCode,
  type Resource,
  type ResourceTemplateType,
  type Tool,
} from '@modelcontextprotocol/server';
import type { Pool } from '../../pool/pool';
import { type Offered, offered } from '../directory';
import { namesOf } from '../names';
import { resourcesOf, templatesOf } from '../resourceNames';

/** So many things are on one page. */
const pageSize = 200;

/** Tools by the names that they have among those of all servers. */
export function toolNames(pool: Pool): ReadonlyMap<string, Offered<'tools'>> {
  return namesOf(offered(pool, 'tools'), ({ item }) => item.name);
}

/** Prompts by the names that they have among those of all servers. */
export function promptNames(pool: Pool): ReadonlyMap<string, Offered<'prompts'>> {
  return namesOf(offered(pool, 'prompts'), ({ item }) => item.name);
}

/** The tools of all servers as MCP lists them: a title says what the name in front of it does not. */
export function listTools(pool: Pool): Tool[] {
  return [...toolNames(pool)].map(([name, { server, item }]) => ({
    ...item,
    name,
    title: title(server, item),
  }));
}

export function listPrompts(pool: Pool): Prompt[] {
  return [...promptNames(pool)].map(([name, { server, item }]) => ({
    ...item,
    name,
    title: title(server, item),
  }));
}

export function listResources(pool: Pool): Resource[] {
  return resourcesOf(pool).map(({ server, item, uri }) => ({ ...item, uri, title: title(server, item) }));
}

export function listTemplates(pool: Pool): ResourceTemplateType[] {
  return templatesOf(pool).map(({ server, item, uriTemplate }) => ({
    ...item,
    uriTemplate,
    title: title(server, item),
  }));
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
        'The list has changed: begin again without a cursor.',
      );
  }
  const items = all.slice(start, start + pageSize);
  const more = start + pageSize < all.length;
  return more ? { items, nextCursor: Buffer.from(keyOf(items.at(-1)!)).toString('base64url') } : { items };
}

function title(server: { name: string }, item: { name: string; title?: string }): string {
  return `${server.name}: ${item.title ?? item.name}`;
}

import type { CallToolResult, ResourceLink } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { addressOf, teas } from '../house/teas';

/** A result that is one text. */
export function textResult(text: string): CallToolResult {
  return { content: [{ type: 'text', text }] };
}

/** A result that says what was wrong and how to do better: the call arrived, but the tool could not do it. */
export function errorResult(text: string): CallToolResult {
  return { content: [{ type: 'text', text }], isError: true };
}

/** A part of a result that points to one of our resources. */
export function resourceLink(path: string, title: string, mimeType: string): ResourceLink {
  return { type: 'resource_link', uri: addressOf(path), name: path, title, mimeType };
}

/** JSON as a person likes to read it. */
export function pretty(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

// `* as z`: a bundler leaves out what is not used, such as the messages of zod in forty languages.

/** One tea of the menu: each value with its title. */
export const teaName = z.xor(teas.map(({ name, title }) => z.literal(name).meta({ title })));

/**
 * zod gives a format a pattern as well. The name of the format is clearer to a person who typed something else, so the
 * pattern is removed from the JSON Schema; zod still checks it.
 */
export function byFormat<T extends z.ZodType>(schema: T): T {
  return schema.meta({ pattern: undefined });
}

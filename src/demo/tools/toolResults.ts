import type { CallToolResult, ResourceLink } from '@modelcontextprotocol/server';
import { addressOf } from '../house/addresses__into__teas';

/** A result that is one text. */
export function textResult(text: string): CallToolResult {
  return { content: [{ type: 'text', text }] };
}

/** A result that says what was wrong and how to do better: the call arrived, but the tool could not do it. */
export function errorResult(text: string): CallToolResult {
  return { content: [{ type: 'text', text }], isError: true };
}

/** A part of a result that points to a resource of ours. */
export function linkTo(path: string, title: string, mimeType: string): ResourceLink {
  return { type: 'resource_link', uri: addressOf(path), name: path, title, mimeType };
}

/** JSON as a person likes to read it. */
export function pretty(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

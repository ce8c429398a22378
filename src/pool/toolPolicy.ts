import type { Tool } from '@modelcontextprotocol/client';
import type { ServerDefinition } from '../config/model/definition';
import type { CallOrigin, Requester } from './requester';

/** What the policy says of a call. */
export type Decision =
  | {
      readonly kind: 'allow';
      /** Only because `autoApprove` covers the tool. */
      readonly approved?: boolean;
    }
  | { readonly kind: 'confirm'; readonly reason: string }
  | { readonly kind: 'deny'; readonly reason: string };

/** Who asks, for a person who is to decide on a call that nobody made by hand. */
const outsiders: Partial<Record<CallOrigin, string>> = {
  rest: 'A program outside the editor asks for it, through the gateway.',
  mcp: 'An MCP client outside the editor asks for it, through the gateway.',
  delegated: 'The program asks for it on behalf of somebody else.',
  extension: 'Another extension asks for it.',
  link: 'A link asks for it.',
  task: 'A task asks for it.',
};

const byHand: ReadonlySet<CallOrigin> = new Set(['palette', 'terminal', 'program']);

/**
 * Decides whether a call runs at once. What a person does by hand runs, and what the program does that the pool is of, except a
 * tool that says it destroys; what comes from elsewhere is confirmed. `autoApprove` covers either, and `disabledTools` is the last word. Annotations are claims of the server. What
 * an attached window sends was decided there.
 */
export function decide({ origin }: Requester, definition: ServerDefinition, tool: Tool): Decision {
  if (isDisabled(definition, tool.name)) return { kind: 'deny', reason: disabledReason(definition) };
  // Its window has asked already what this would ask: twice would teach people to say yes.
  if (origin === 'editor') return { kind: 'allow' };
  const reason = !byHand.has(origin)
    ? (outsiders[origin] ?? 'It was not made by hand.')
    : tool.annotations?.destructiveHint === true
      ? 'The server says that this tool may destroy or overwrite something.'
      : undefined;
  if (reason === undefined) return { kind: 'allow' };
  return covers(definition.autoApprove, tool.name)
    ? { kind: 'allow', approved: true }
    : { kind: 'confirm', reason };
}

/** Why a disabled tool is not called, as a sentence. */
export function disabledReason({ name }: ServerDefinition): string {
  return `'disabledTools' of '${name}' says so.`;
}

/** Whether a tool is never offered or called. */
export function isDisabled({ disabledTools = [] }: ServerDefinition, tool: string): boolean {
  return covers(disabledTools, tool);
}

/** Whether names, or patterns in which `*` stands for any characters, cover a tool. */
export function covers(patterns: readonly string[], tool: string): boolean {
  return patterns.some((pattern) => pattern === tool || (pattern.includes('*') && matches(pattern, tool)));
}

function matches(pattern: string, tool: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop() ?? '';
  if (!tool.startsWith(first) || !tool.endsWith(last) || tool.length < first.length + last.length)
    return false;
  // Each part in between is taken where it first stands: no other choice could do better.
  let at = first.length;
  for (const part of rest) {
    const found = tool.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= tool.length - last.length;
}

import type { Tool } from '@modelcontextprotocol/client';
import type { ServerDefinition } from '../config/model/definition';
import type { CallOrigin, Requester } from './requester';

/** The decision of the policy about a call. */
export type Decision =
  | {
      readonly kind: 'allow';
      /** Only because `autoApprove` covers the tool. */
      readonly approved?: boolean;
    }
  | { readonly kind: 'confirm'; readonly reason: string }
  | { readonly kind: 'deny'; readonly reason: string };

/** Who asks, for a person who decides on a call that no person made directly. */
const outsiders: Partial<Record<CallOrigin, string>> = {
  rest: 'A program outside the editor requests this call through the gateway.',
  mcp: 'An MCP client outside the editor requests this call through the gateway.',
  delegated: 'The program requests this call on behalf of someone else.',
  extension: 'Another extension requests this call.',
  link: 'A link requests this call.',
  task: 'A task requests this call.',
};

const byHand: ReadonlySet<CallOrigin> = new Set(['palette', 'terminal', 'program']);

/**
 * Decides whether a call runs at once. Direct calls of a person, and of the program that opened
 * the pool, run, except for destructive tools; calls from elsewhere need a confirmation. `autoApprove` covers both, and `disabledTools` always wins. Annotations are claims of the server. Calls of an attached window were decided there.
 */
export function decide({ origin }: Requester, definition: ServerDefinition, tool: Tool): Decision {
  if (isDisabled(definition, tool.name)) return { kind: 'deny', reason: disabledReason(definition) };
  // Its window has already asked this: asking twice would teach people to say yes.
  if (origin === 'editor') return { kind: 'allow' };
  const reason = !byHand.has(origin)
    ? (outsiders[origin] ?? 'No person made this call.')
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
  return `it is in 'disabledTools' of '${name}'.`;
}

/** Whether a tool is never offered or called. */
export function isDisabled({ disabledTools = [] }: ServerDefinition, tool: string): boolean {
  return covers(disabledTools, tool);
}

/** Whether names, or patterns in which `*` matches any characters, cover a tool. */
export function covers(patterns: readonly string[], tool: string): boolean {
  return patterns.some((pattern) => pattern === tool || (pattern.includes('*') && matches(pattern, tool)));
}

function matches(pattern: string, tool: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop() ?? '';
  if (!tool.startsWith(first) || !tool.endsWith(last) || tool.length < first.length + last.length)
    return false;
  // Each part in between is matched at its first position: no other choice could do better.
  let at = first.length;
  for (const part of rest) {
    const found = tool.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= tool.length - last.length;
}

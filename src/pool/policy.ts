import type { Tool } from '@modelcontextprotocol/client';
import type { ServerDefinition } from '../config/definition';
import type { CallOrigin } from './call';

/** What the policy says of a call. */
export type Decision = { readonly kind: 'allow' } | { readonly kind: 'confirm'; readonly reason: string };

const byHand: ReadonlySet<CallOrigin> = new Set(['palette', 'tree', 'terminal']);

/**
 * Decides whether a call runs at once. What a person does by hand runs, except a tool that says it destroys; what comes from
 * elsewhere is confirmed. `autoApprove` covers either. Annotations are claims of the server.
 */
export function decide(origin: CallOrigin, definition: ServerDefinition, tool: Tool): Decision {
  if (definition.autoApprove.includes(tool.name)) return { kind: 'allow' };
  if (!byHand.has(origin)) return { kind: 'confirm', reason: `The call comes from outside: ${origin}.` };
  if (tool.annotations?.destructiveHint === true) {
    return { kind: 'confirm', reason: 'The server says that this tool may destroy or overwrite something.' };
  }
  return { kind: 'allow' };
}

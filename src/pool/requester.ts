/** Where a call came in, as it is told in events, in results and to a person who is asked. */
export type CallOrigin =
  | 'palette'
  | 'terminal'
  | 'editor'
  | 'program'
  | 'delegated'
  | 'extension'
  | 'link'
  | 'rest'
  | 'mcp'
  | 'task';

declare const entrance: unique symbol;

/**
 * Who asks for a call. Nobody can write one down: it comes from the entrance by which the call came in, and each of those below is
 * imported by that entrance alone, which a test checks. So no text of a request, a command or a file can speak for a person.
 */
export interface Requester {
  readonly origin: CallOrigin;
  readonly [entrance]: true;
}

function only(origin: CallOrigin): Requester {
  return Object.freeze({ origin }) as Requester;
}

/** A person who picked or confirmed the call in the window. */
export const paletteRequester = only('palette');
/** A person who typed the call in a terminal. */
export const terminalRequester = only('terminal');
/** A window that is attached to this pool: its own policy has decided, and asked its person where that is needed. */
export const windowRequester = only('editor');
/** The program that opened the pool. */
export const programRequester = only('program');
/** Somebody for whom that program calls, such as a model. */
export const delegatedRequester = only('delegated');
/** Another extension, or whatever else runs a command of ours with arguments. */
export const extensionRequester = only('extension');
/** A link to the window, from a page, a mail or another program. */
export const linkRequester = only('link');
/** A program that uses the REST API of the gateway. */
export const restRequester = only('rest');
/** An MCP client of the gateway or of the bridge. */
export const mcpRequester = only('mcp');
/** A task of VS Code. */
export const taskRequester = only('task');

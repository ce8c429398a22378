/** The origin of a call, as shown in events, in results and to a person who is asked. */
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
 * Who asks for a call. It cannot be written in a request: it comes from the entry point of the call, and each of those below is
 * imported by that entry point alone, which a test checks. So no text of a request, a command or a file can speak for a person.
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
/** Someone on whose behalf that program calls, such as a model. */
export const delegatedRequester = only('delegated');
/** Another extension, or anything else that runs one of our commands with arguments. */
export const extensionRequester = only('extension');
/** A link to the window, from a page, a mail or another program. */
export const linkRequester = only('link');
/** A program that uses the REST API of the gateway. */
export const restRequester = only('rest');
/** An MCP client of the gateway or of the bridge. */
export const mcpRequester = only('mcp');
/** A task of VS Code. */
export const taskRequester = only('task');

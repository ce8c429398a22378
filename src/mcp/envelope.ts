import type { JSONRPCMessage } from '@modelcontextprotocol/client';

/** What one line of a server's stdout turned out to be. */
export type Envelope =
  | { readonly kind: 'message'; readonly message: JSONRPCMessage }
  /** Answers a request, but not as JSON-RPC says. */
  | { readonly kind: 'malformed'; readonly id: string | number; readonly why: string }
  /** No message at all, such as a line that was printed for people. */
  | { readonly kind: 'noise' };

/** Reads a parsed JSON value as JSON-RPC; a batch gives several. https://www.jsonrpc.org/specification */
export function readEnvelopes(value: unknown): Envelope[] {
  return Array.isArray(value) ? value.map(readEnvelope) : [readEnvelope(value)];
}

function readEnvelope(value: unknown): Envelope {
  if (typeof value !== 'object' || value === null) return { kind: 'noise' };
  const { jsonrpc, id, method, result, error } = value as Record<string, unknown>;
  const message = value as JSONRPCMessage;
  if (typeof method === 'string') return jsonrpc === '2.0' ? { kind: 'message', message } : { kind: 'noise' };
  if (typeof id !== 'string' && typeof id !== 'number') {
    return jsonrpc === '2.0' && error !== undefined ? { kind: 'message', message } : { kind: 'noise' };
  }
  const why = faultOfAnswer({ jsonrpc, result, error });
  return why ? { kind: 'malformed', id, why } : { kind: 'message', message };
}

function faultOfAnswer(answer: { jsonrpc: unknown; result: unknown; error: unknown }): string | undefined {
  if (answer.jsonrpc !== '2.0')
    return `its 'jsonrpc' is ${JSON.stringify(answer.jsonrpc) ?? 'missing'} instead of "2.0"`;
  if (answer.error !== undefined) {
    const { code, message } = (answer.error ?? {}) as { code?: unknown; message?: unknown };
    if (!Number.isInteger(code)) return `its error has no whole number as 'code'`;
    if (typeof message !== 'string') return `its error has no text as 'message'`;
    return undefined;
  }
  if (answer.result === undefined) return `it has neither 'result' nor 'error'`;
  if (typeof answer.result !== 'object' || answer.result === null) return `its 'result' is not an object`;
  return undefined;
}

/** The error answer that stands in for one that could not be read. */
export function standIn(id: string | number, message: string): JSONRPCMessage {
  return { jsonrpc: '2.0', id, error: { code: -32603, message } };
}

/** The id of a message of which only the two ends are known, or undefined. */
export function idInEnds(head: string, tail: string): string | number | undefined {
  const early = /^\s*\{(?:\s*"jsonrpc"\s*:\s*"2\.0"\s*,)?\s*"id"\s*:\s*(\d+|"(?:[^"\\]|\\.)*")/.exec(
    head,
  )?.[1];
  const late = /"id"\s*:\s*(\d+|"(?:[^"\\]|\\.)*")\s*(?:,\s*"jsonrpc"\s*:\s*"2\.0"\s*)?\}\s*$/.exec(
    tail,
  )?.[1];
  const id = early ?? late;
  return id === undefined ? undefined : (JSON.parse(id) as string | number);
}

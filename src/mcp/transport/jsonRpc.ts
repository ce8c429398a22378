import type { JSONRPCMessage } from '@modelcontextprotocol/client';
import { deepest, isNestedTooDeep } from '../../base/nesting';

/** The kind of one line of a server's stdout. */
export type Envelope =
  | { readonly kind: 'message'; readonly message: JSONRPCMessage }
  /** Answers a request, but not as JSON-RPC says. */
  | { readonly kind: 'malformed'; readonly id: string | number; readonly why: string }
  /** No message at all, such as a line that was printed for people. */
  | { readonly kind: 'noise' };

/**
 * Reads a parsed JSON value as JSON-RPC; a batch yields several. `length` is that of its text, where known.
 * https://www.jsonrpc.org/specification
 */
export function readEnvelopes(value: unknown, length?: number): Envelope[] {
  return Array.isArray(value) ? value.map((one) => readEnvelope(one, length)) : [readEnvelope(value, length)];
}

/**
 * Servers whose libraries write every field send `"error": null`, `"params": null` or keys of their own. The SDK does
 * not accept such a message as an answer and waits until its time limit: each is rebuilt from the keys of JSON-RPC.
 */
function readEnvelope(value: unknown, length: number | undefined): Envelope {
  if (typeof value !== 'object' || value === null) return { kind: 'noise' };
  const { jsonrpc, id, method, params, result, error } = value as Record<string, unknown>;
  const hasId = typeof id === 'string' || typeof id === 'number';
  if (isNestedTooDeep(value, length)) {
    const why = `it is nested more than ${deepest} levels deep`;
    return hasId && typeof method !== 'string' ? { kind: 'malformed', id, why } : { kind: 'noise' };
  }
  if (hasId && isPlainAnswer(value, jsonrpc, result))
    return { kind: 'message', message: value as JSONRPCMessage };
  if (typeof method === 'string') {
    if (jsonrpc !== '2.0') return { kind: 'noise' };
    return message({ ...(hasId ? { id } : {}), method, ...(isNothing(params) ? {} : { params }) });
  }
  if (!hasId) return jsonrpc === '2.0' && isError(error) ? message({ error }) : { kind: 'noise' };
  const why = faultOfAnswer({ jsonrpc, result, error });
  if (why) return { kind: 'malformed', id, why };
  return message(isNothing(error) ? { id, result: withoutNullMeta(result as object) } : { id, error });
}

/** An answer of just the three keys, as nearly all are, needs no rebuilding. */
function isPlainAnswer(value: object, jsonrpc: unknown, result: unknown): boolean {
  if (jsonrpc !== '2.0' || !isObject(result) || '_meta' in result) return false;
  let keys = 0;
  for (const _key in value) keys++;
  return keys === 3;
}

function message(parts: object): Envelope {
  return { kind: 'message', message: { jsonrpc: '2.0', ...parts } as JSONRPCMessage };
}

function faultOfAnswer(answer: { jsonrpc: unknown; result: unknown; error: unknown }): string | undefined {
  const { jsonrpc, result, error } = answer;
  if (jsonrpc !== '2.0') return `its 'jsonrpc' is ${JSON.stringify(jsonrpc) ?? 'missing'} instead of "2.0"`;
  if (!isNothing(error)) {
    if (!isNothing(result)) return `it has both 'result' and 'error'`;
    const { code, message } = error as { code?: unknown; message?: unknown };
    if (!Number.isInteger(code)) return `the 'code' of its error is not an integer`;
    return typeof message === 'string' ? undefined : `the 'message' of its error is not a string`;
  }
  if (result === undefined) return `it has neither 'result' nor 'error'`;
  if (!isObject(result)) return `its 'result' is not an object`;
  return isNothing(result._meta) || isObject(result._meta) ? undefined : `its '_meta' is not an object`;
}

function withoutNullMeta(result: object): object {
  if (!('_meta' in result) || result._meta !== null) return result;
  const { _meta, ...rest } = result;
  return rest;
}

function isError(error: unknown): boolean {
  return isObject(error) && Number.isInteger(error.code) && typeof error.message === 'string';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** The message of an envelope: a malformed answer becomes the failure of its request. Undefined for noise. */
export function messageIn(envelope: Envelope): JSONRPCMessage | undefined {
  if (envelope.kind === 'noise') return undefined;
  if (envelope.kind === 'message') return envelope.message;
  return syntheticError(envelope.id, `The server's answer is not valid JSON-RPC: ${envelope.why}.`);
}

/** The error answer that replaces one that could not be read. */
export function syntheticError(id: string | number, message: string): JSONRPCMessage {
  return { jsonrpc: '2.0', id, error: { code: -32603, message } };
}

/** The id of an answer of which only the two ends are known, or undefined. */
export function idInEnds(head: string, tail: string): string | number | undefined {
  // A message with a method is a request of the server: its id is one of the server's.
  if (/^\s*\{[^{[]*"method"\s*:/.test(head)) return undefined;
  const early = /^\s*\{(?:\s*"jsonrpc"\s*:\s*"2\.0"\s*,)?\s*"id"\s*:\s*(\d+|"(?:[^"\\]|\\.)*")/.exec(
    head,
  )?.[1];
  const late = /"id"\s*:\s*(\d+|"(?:[^"\\]|\\.)*")\s*(?:,\s*"jsonrpc"\s*:\s*"2\.0"\s*)?\}\s*$/.exec(
    tail,
  )?.[1];
  const id = early ?? late;
  return id === undefined ? undefined : (JSON.parse(id) as string | number);
}

/** A message of JSON-RPC in transit: only what routing needs is read. */
export interface Message {
  readonly jsonrpc: '2.0';
  readonly id?: string | number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string };
}

const versionKey = 'io.modelcontextprotocol/protocolVersion';

/** The part of a request that `Mcp-Name` repeats. */
const nameKeys: Readonly<Record<string, string>> = {
  'tools/call': 'name',
  'prompts/get': 'name',
  'resources/read': 'uri',
  'tasks/get': 'taskId',
  'tasks/update': 'taskId',
  'tasks/cancel': 'taskId',
};

/** The revision that a request of the 2026 era states. */
export function versionOf({ params }: Message): string | undefined {
  const version = (params?._meta as Record<string, unknown> | undefined)?.[versionKey];
  return typeof version === 'string' ? version : undefined;
}

/**
 * The headers that HTTP requires of a request of the 2026 era.
 * https://modelcontextprotocol.io/specification/2026-07-28/basic/transports#streamable-http
 */
export function modernHeaders(message: Message, version: string): Record<string, string> {
  const { method = '', params } = message;
  const name = params?.[nameKeys[method] ?? ''];
  return {
    'mcp-protocol-version': version,
    'mcp-method': method,
    ...(typeof name === 'string' ? { 'mcp-name': headerValue(name) } : {}),
  };
}

/** An answer that a request has failed. */
export function errorAnswer(id: string | number, message: string): Message {
  return { jsonrpc: '2.0', id, error: { code: -32000, message } };
}

/** Headers hold only printable ASCII: anything else is sent as base64. */
function headerValue(text: string): string {
  const plain = /^[\x20-\x7e\t]+$/.test(text) && text.trim() === text && !text.startsWith('=?base64?');
  return plain ? text : `=?base64?${Buffer.from(text).toString('base64')}?=`;
}

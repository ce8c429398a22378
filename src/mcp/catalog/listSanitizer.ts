import {
  type JSONRPCMessage,
  type RequestId,
  specTypeSchemas,
  type Transport,
} from '@modelcontextprotocol/client';

/** The key of a tool's `_meta` that carries its output schema past the SDK; see {@link sanitizeLists}. */
export const outputSchemaKey = 'mcp-pool/outputSchema';

const lists = {
  'tools/list': { field: 'tools', schema: specTypeSchemas.Tool },
  'resources/list': { field: 'resources', schema: specTypeSchemas.Resource },
  'resources/templates/list': { field: 'resourceTemplates', schema: specTypeSchemas.ResourceTemplate },
  'prompts/list': { field: 'prompts', schema: specTypeSchemas.Prompt },
} as const;

type ListMethod = keyof typeof lists;

/** Reports which entry of a list was dropped and why. */
export type OnLeftOut = (list: string, name: string, why: string) => void;

/**
 * Sanitizes the lists of a server before the SDK sees them: the SDK rejects a whole list for one bad entry, and
 * a whole result that does not fit its output schema. Here only the bad entry is dropped, and output schemas are moved where the SDK does not check, so that a result that breaks its own schema can still be shown.
 *
 * Taps the instance instead of wrapping it, because the SDK distinguishes transports by their properties.
 */
export function sanitizeLists<T extends Transport>(transport: T, onLeftOut: OnLeftOut): T {
  const open = new Map<RequestId, ListMethod>();
  const send = transport.send.bind(transport);
  transport.send = (message, options) => {
    if ('method' in message && 'id' in message && message.method in lists)
      open.set(message.id, message.method as ListMethod);
    return send(message, options);
  };

  let onmessage: Transport['onmessage'];
  const receive = (message: JSONRPCMessage, extra?: Parameters<NonNullable<Transport['onmessage']>>[1]) => {
    if (open.size > 0 && 'id' in message && !('method' in message) && message.id !== undefined) {
      const method = open.get(message.id);
      open.delete(message.id);
      if (method && 'result' in message)
        cleanList(method, message.result as Record<string, unknown>, onLeftOut);
    }
    onmessage?.(message, extra);
  };
  Object.defineProperty(transport, 'onmessage', {
    configurable: true,
    get: () => (onmessage ? receive : undefined),
    set: (listener: Transport['onmessage']) => {
      onmessage = listener;
    },
  });
  return transport;
}

function cleanList(method: ListMethod, result: Record<string, unknown>, onLeftOut: OnLeftOut): void {
  const { field, schema } = lists[method];
  const items = result[field];
  if (!Array.isArray(items)) return;
  result[field] = items.flatMap((item: unknown, index) => {
    const prepared = method === 'tools/list' ? hideOutputSchema(item) : item;
    const checked = schema['~standard'].validate(prepared) as {
      issues?: readonly { message: string; path?: readonly unknown[] }[];
    };
    if (!checked.issues) return [prepared];
    const issue = checked.issues[0];
    const place = issue?.path
      ?.map((step) =>
        String(typeof step === 'object' && step !== null ? (step as { key: unknown }).key : step),
      )
      .join('.');
    onLeftOut(
      field,
      nameOf(item) ?? `number ${index + 1}`,
      place ? `'${place}': ${issue?.message}` : (issue?.message ?? 'not valid'),
    );
    return [];
  });
}

function hideOutputSchema(tool: unknown): unknown {
  if (typeof tool !== 'object' || tool === null || !('outputSchema' in tool)) return tool;
  const { outputSchema, ...rest } = tool as { outputSchema: unknown; _meta?: object };
  return { ...rest, _meta: { ...rest._meta, [outputSchemaKey]: outputSchema } };
}

function nameOf(item: unknown): string | undefined {
  const { name, uri, uriTemplate } = (item ?? {}) as Record<string, unknown>;
  return [name, uri, uriTemplate].find((value) => typeof value === 'string') as string | undefined;
}

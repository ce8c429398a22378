import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Where the suite is led. */
export interface ShimTarget {
  /** Of the gateway, without a path. */
  readonly url: string;
  readonly token: string;
  /** The path of the MCP server. */
  readonly path: string;
  /** What stands before names there. */
  readonly prefix: string;
}

/**
 * Stands between the suite and the gateway. The suite knows neither the token of a server nor that names may start with that of the
 * server behind it: the token and the beginnings of names are put in, and the latter taken out of what comes back. Nothing else changes.
 */
export async function startShim({ url, path, ...rest }: ShimTarget): Promise<{ url: string; close(): void }> {
  const { hostname, port } = new URL(url);
  const server = createServer((request, response) => {
    forward(request, response, { ...rest, hostname, port, own: `127.0.0.1:${ownPort()}` }).catch(() =>
      response.destroy(),
    );
  });
  const ownPort = () => (server.address() as AddressInfo).port;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${ownPort()}${path}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function forward(
  incoming: IncomingMessage,
  response: ServerResponse,
  to: { hostname: string; port: string; own: string } & Pick<ShimTarget, 'token' | 'prefix'>,
): Promise<void> {
  const { hostname, port, token, prefix, own } = to;
  const body = renamed(await buffer(incoming), prefix);
  const { host = '', origin, 'mcp-name': name, 'mcp-method': method, ...rest } = incoming.headers;
  const headers: Record<string, string | string[] | undefined> = { ...rest };
  delete headers.connection;
  delete headers['transfer-encoding'];
  headers['content-length'] = String(body.length);
  // A name of its own stands for that of the gateway; any other goes on as it is, so that it is refused.
  headers.host = host.replace('localhost', '127.0.0.1') === own ? `${hostname}:${port}` : host;
  if (
    origin !== undefined &&
    !origin.endsWith(own) &&
    !origin.endsWith(own.replace('127.0.0.1', 'localhost'))
  )
    headers.origin = origin;
  if (method !== undefined) headers['mcp-method'] = method;
  if (name !== undefined)
    headers['mcp-name'] = /^(?:test_|json_)/.test(String(name)) ? `${prefix}${name}` : name;
  headers.authorization = `Bearer ${token}`;
  const outgoing = send({ hostname, port, path: incoming.url, method: incoming.method, headers });
  response.on('close', () => outgoing.destroy());
  outgoing.end(body);
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
  const { 'content-length': _, ...told } = answer.headers;
  response.writeHead(answer.statusCode ?? 500, told);
  response.flushHeaders();
  for await (const chunk of answer) response.write(String(chunk).replaceAll(`"name":"${prefix}`, '"name":"'));
  response.end();
}

function renamed(body: Buffer, prefix: string): Buffer {
  try {
    const message = JSON.parse(body.toString()) as {
      method?: string;
      params?: { name?: string; ref?: { name?: string } };
    };
    const { params, method } = message;
    if ((method === 'tools/call' || method === 'prompts/get') && params?.name)
      params.name = prefix + params.name;
    if (params?.ref?.name) params.ref.name = prefix + params.ref.name;
    return Buffer.from(JSON.stringify(message));
  } catch {
    return body;
  }
}

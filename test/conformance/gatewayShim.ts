import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What stands before the names of the one server behind the gateway. */
const prefix = 'conformance__';

/**
 * Stands between the suite and the gateway. The suite knows neither the token of a server nor that names start with that of the
 * server behind it: the token and the beginnings of names are put in, and the latter taken out of what comes back. Nothing else changes.
 */
export async function startShim(target: string, token: string): Promise<{ url: string; close(): void }> {
  const { hostname, port } = new URL(target);
  const server = createServer((request, response) => {
    forward(request, response, { hostname, port, token, own: `127.0.0.1:${ownPort()}` }).catch(() =>
      response.destroy(),
    );
  });
  const ownPort = () => (server.address() as AddressInfo).port;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${ownPort()}/mcp`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function forward(
  incoming: IncomingMessage,
  response: ServerResponse,
  { hostname, port, token, own }: { hostname: string; port: string; token: string; own: string },
): Promise<void> {
  const body = renamed(await buffer(incoming));
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

function renamed(body: Buffer): Buffer {
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

import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { modernServer } from '../../fixtures/servers/modernServer';

/** An HTTP server of one test, on 127.0.0.1. */
export interface HttpServer {
  readonly url: string;
  /** What was asked so far. */
  readonly requests: readonly HttpRequest[];
  close(): Promise<void>;
}

/** One request as it arrived. */
export interface HttpRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}

/** Serves with a handler of the test; over TLS when there is a certificate. */
export async function serve(
  handle: (request: IncomingMessage, response: ServerResponse) => unknown,
  certificate?: SecureContextOptions,
): Promise<HttpServer> {
  const requests: HttpRequest[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    requests.push({ method: request.method ?? '', headers: request.headers });
    void handle(request, response);
  };
  const server = certificate ? createSecureServer(certificate, answer) : createServer(answer);
  const port = await listen(server);
  const close = async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { url: `${certificate ? 'https' : 'http'}://127.0.0.1:${port}/mcp`, requests, close };
}

/** Serves the modern fixture over Streamable HTTP, revision 2026-07-28 only. */
export async function serveModern(certificate?: SecureContextOptions): Promise<HttpServer> {
  const handler = createMcpHandler(modernServer, { legacy: 'reject' });
  const server = await serve(toNodeHandler(handler), certificate);
  return {
    ...server,
    close: async () => {
      await handler.close();
      await server.close();
    },
  };
}

/** Answers everything with one status. */
export function statusServer(status: number, body = ''): Promise<HttpServer> {
  return serve((request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': 'text/plain' }).end(body);
  });
}

/** A port of 127.0.0.1 on which nobody listens. */
export async function unusedPort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await once(server, 'close');
  return port;
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

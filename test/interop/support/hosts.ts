import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { SSEServerTransport } from '@modelcontextprotocol/sdk/server/sse.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { type WebSocket, WebSocketServer } from 'ws';
import { interopV1Server } from '../../fixtures/servers/interopV1Server';
import { interopV2Server } from '../../fixtures/servers/interopV2Server';
import { type HttpServer, serve } from '../../support/servers/httpServers';

/** A server of a test: where it is, and how it is ended. */
export type Host = Pick<HttpServer, 'url' | 'close'>;

/** The v1 SDK over Streamable HTTP with sessions. */
export function v1Sessions(): Promise<Host> {
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  return serve(async (request, response) => {
    const id = request.headers['mcp-session-id'];
    const known = typeof id === 'string' ? sessions.get(id) : undefined;
    const transport =
      known ??
      new StreamableHTTPServerTransport({
        sessionIdGenerator: randomUUID,
        onsessioninitialized: (session) => void sessions.set(session, transport),
      });
    if (!known) await interopV1Server().connect(transport);
    await transport.handleRequest(request, response);
  });
}

/** The v1 SDK over Streamable HTTP, a new server for every request. */
export function v1Stateless(): Promise<Host> {
  return serve(async (request, response) => {
    if (request.method !== 'POST') {
      response.writeHead(405).end();
      return;
    }
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
    await interopV1Server().connect(transport);
    await transport.handleRequest(request, response);
  });
}

/** The v1 SDK over HTTP+SSE, the transport of 2024. */
export function v1Sse(): Promise<Host> {
  const streams = new Map<string, SSEServerTransport>();
  return serve(async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (url.pathname === '/messages') {
      await streams.get(url.searchParams.get('sessionId') ?? '')?.handlePostMessage(request, response);
    } else if (request.method === 'GET') {
      const transport = new SSEServerTransport('/messages', response);
      streams.set(transport.sessionId, transport);
      await interopV1Server().connect(transport);
    } else {
      response.writeHead(405).end();
    }
  });
}

/** The v1 SDK over WebSocket; the SDK has only the client's side of that. */
export async function v1WebSocket(): Promise<Host> {
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'mcp' });
  sockets.on('connection', (socket) => void interopV1Server().connect(overSocket(socket)));
  await once(sockets, 'listening');
  return {
    url: `ws://127.0.0.1:${(sockets.address() as AddressInfo).port}/mcp`,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      const closed = once(sockets, 'close');
      sockets.close();
      await closed;
    },
  };
}

/** The v2 SDK over Streamable HTTP: both eras, or only the modern one. */
export async function v2Http(legacy?: 'reject'): Promise<Host> {
  const handler = createMcpHandler(interopV2Server, legacy ? { legacy } : {});
  const server = await serve(toNodeHandler(handler));
  return {
    url: server.url,
    close: async () => {
      await handler.close();
      await server.close();
    },
  };
}

function overSocket(socket: WebSocket): Transport {
  const transport: Transport = {
    start: async () => {
      socket.on('message', (data) => transport.onmessage?.(JSON.parse(String(data)) as JSONRPCMessage));
      socket.on('close', () => transport.onclose?.());
    },
    send: async (message) => socket.send(JSON.stringify(message)),
    close: async () => socket.close(),
  };
  return transport;
}

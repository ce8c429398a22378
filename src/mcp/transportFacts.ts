import type { Transport } from '@modelcontextprotocol/client';
import { HttpTransport } from './http/httpTransport';
import { WebSocketTransport } from './http/webSocketTransport';
import { type ProcessEnd, StdioTransport } from './stdioTransport';

/** Why a connection over the network was lost. */
export function lossOf(transport: Transport): string | undefined {
  return transport instanceof HttpTransport || transport instanceof WebSocketTransport
    ? transport.loss?.message
    : undefined;
}

/** How the process of a server on stdio ended, or what it has said so far. */
export function endOf(transport: Transport | undefined): ProcessEnd | undefined {
  return transport instanceof StdioTransport ? transport.end : undefined;
}

/** Whether a stream stands on which a server over the network would be heard to go away. */
export function hearsEnd(transport: Transport): boolean {
  return transport instanceof WebSocketTransport || (transport instanceof HttpTransport && transport.hears);
}

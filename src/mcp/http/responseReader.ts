import type { JSONRPCMessage } from '@modelcontextprotocol/client';
import { oneLine } from '../../base/text';
import { badResponse, oversized } from '../errors/httpFault';
import { parseJsonBody } from '../errors/responseBody';
import { type Envelope, idInEnds, readEnvelopes } from '../transport/jsonRpc';
import { NotificationOrder } from '../transport/notificationOrder';
import type { OpenRequest, OpenRequests } from './openRequests';
import type { StreamListener } from './responseStream';

/** The callbacks for the messages of a server. */
export interface ResponseReaderHost {
  readonly open: OpenRequests;
  /** The largest accepted message, in bytes. */
  readonly limit: number;
  deliver(message: JSONRPCMessage): void;
  /** Called with problems that affect no request. */
  report(error: Error): void;
}

/** Reads the answers of servers: each message is passed on, and a broken one fails its request at once. */
export class ResponseReader {
  private readonly order: NotificationOrder;

  constructor(private readonly host: ResponseReaderHost) {
    this.order = new NotificationOrder((message) => host.deliver(message));
  }

  /** Reads a body that answers a request. Throws an `HttpFault` when there is no answer in it. */
  async readBody(response: Response, request: OpenRequest): Promise<void> {
    const { open, limit } = this.host;
    const value = await parseJsonBody(response, limit);
    const envelopes = readEnvelopes(value);
    for (const envelope of envelopes) this.take(envelope, request);
    if (!open.isOpen(request)) return;
    const odd = envelopes.some((envelope) => envelope.kind === 'noise');
    throw badResponse(
      odd ? 'its answer is JSON but not JSON-RPC' : 'its answer does not contain this request',
      oneLine(JSON.stringify(value), 300),
    );
  }

  /** Takes the events of a stream, which may be that of one request. */
  listener(request?: OpenRequest): Required<Pick<StreamListener, 'onMessage' | 'onOversized'>> {
    return {
      onMessage: (data) => this.readEvent(data, request),
      onOversized: ({ size, head, tail }) => {
        const { open, limit, report } = this.host;
        const fault = oversized(size, limit);
        const id = idInEnds(head, tail);
        const target = (id === undefined ? undefined : open.ofId(id)) ?? request;
        if (target) open.fail(target, fault);
        else report(fault);
      },
    };
  }

  private readEvent(data: string, request: OpenRequest | undefined): boolean {
    let value: unknown;
    try {
      value = JSON.parse(data);
    } catch {
      const id = idInEnds(data.slice(0, 4096), data.slice(-4096));
      const target = id === undefined ? undefined : this.host.open.ofId(id);
      if (target) this.host.open.fail(target, badResponse('its answer is not JSON', oneLine(data, 300)));
      else this.host.report(new Error(`The server sent an event that is not JSON: ${oneLine(data)}`));
      return target !== undefined;
    }
    let answered = false;
    for (const envelope of readEnvelopes(value, data.length))
      answered = this.take(envelope, request) || answered;
    return answered;
  }

  /** Passes on one message; returns whether it is an answer, valid or not. */
  private take(envelope: Envelope, request: OpenRequest | undefined): boolean {
    const { open, report } = this.host;
    if (envelope.kind === 'noise') {
      report(new Error('The server sent JSON that is not JSON-RPC.'));
      return false;
    }
    if (envelope.kind === 'malformed') {
      const target = open.ofId(envelope.id);
      const fault = badResponse(`its answer is not valid JSON-RPC: ${envelope.why}`);
      if (target) open.fail(target, fault);
      else this.reportUnmatched(envelope.id, request);
      return true;
    }
    const message = withId(envelope.message, request);
    const what = open.answer(message);
    if (what === 'stray') this.reportUnmatched('id' in message ? message.id : undefined, request);
    else this.order.take(message);
    return what !== 'other';
  }

  /** An answer with an unknown id. On the reply to one request it can only belong to that. */
  private reportUnmatched(id: unknown, request: OpenRequest | undefined): void {
    const { open, report } = this.host;
    const named = JSON.stringify(id) ?? 'none';
    if (request && open.isOpen(request)) {
      const why = `its answer has the id ${named} instead of ${JSON.stringify(request.id)}`;
      open.fail(request, badResponse(why));
    } else report(new Error(`The server sent an unexpected answer with the id ${named}.`));
  }
}

/** A server that could not read a request answers without its id; with only one request it is clear which. */
function withId(message: JSONRPCMessage, request: OpenRequest | undefined): JSONRPCMessage {
  const anonymous = !('method' in message) && message.id === undefined;
  return anonymous && request ? ({ ...message, id: request.id } as JSONRPCMessage) : message;
}

import { text as readText } from 'node:stream/consumers';
import { Sequencer } from '../../base/async';
import { errorMessage } from '../../base/failure';
import { readEvents } from '../../gateway/client/eventStream';
import { NotServed } from '../../gateway/client/gatewayClient';
import { errorAnswer, type Message, modernHeaders, versionOf } from './bridgeMessage';
import { Session } from './bridgeSession';
import type { McpRequest, Reply, Target } from './bridgeTarget';

/** What a relay needs. */
export interface RelayHost {
  /** Opens the pool that is there now. */
  readonly open: () => Promise<Target>;
  /** Hands a message to the client. */
  readonly tell: (message: Message) => void;
  /** Called with what a person should know. */
  readonly say: (words: string) => void;
  /** Called when it cannot continue. */
  readonly fail: (error: unknown) => void;
}

interface Pending {
  readonly stop: AbortController;
  /** A request of the 2026 era is canceled by disconnecting. */
  readonly modern: boolean;
}

const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

/**
 * Carries the messages of one client on stdio to the MCP server of a pool and back, as they are. When that server goes away, it
 * continues with the next one: a session of the 2025 era is restarted without the client noticing.
 */
export class Relay {
  private target: Promise<Target> | undefined;
  private readonly turn = new Sequencer();
  private readonly pending = new Map<string | number, Pending>();
  private readonly session = new Session();
  private closed = false;

  constructor(private readonly host: RelayHost) {}

  /** Takes a message of the client. */
  async receive(message: Message): Promise<void> {
    const { id, method } = message;
    if (method === 'notifications/cancelled' && this.cancelled(message.params?.requestId)) return;
    const version = id !== undefined && method !== undefined ? versionOf(message) : undefined;
    try {
      if (version !== undefined) await this.request(message, modernHeaders(message, version), true);
      else {
        const own = this.session.outgoing(message);
        // Messages of a session arrive in their order: each is sent when the one before was accepted.
        if (own) await this.request(own, {}, false);
      }
    } catch (error) {
      if (id !== undefined && method !== undefined) this.tell(errorAnswer(id, errorMessage(error)));
    }
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    this.closed = true;
    for (const { stop } of this.pending.values()) stop.abort();
    const target = await this.target?.catch(() => undefined);
    if (!target) return;
    const headers = this.session.headers();
    if (this.session.id) await target.send({ method: 'DELETE', headers }).catch(() => undefined);
    await target.close();
  }

  private async request(message: Message, headers: Record<string, string>, modern: boolean): Promise<void> {
    const { id, method } = message;
    const stop = new AbortController();
    const answered = id !== undefined && method !== undefined;
    if (answered) this.pending.set(id, { stop, modern });
    try {
      const post = () => this.post(message, headers, stop.signal);
      const { target, reply } = modern ? await post() : await this.turn.queue(post);
      await this.take(message, reply, answered && this.pending.has(id));
      if (answered && this.pending.has(id) && !stop.signal.aborted) {
        this.lost(target);
        // Requests that only listen are sent again; anything else may have been carried out.
        if (method === 'subscriptions/listen') return await this.request(message, headers, modern);
        this.tell(errorAnswer(id, `The pool went away during ${method}, which may have been carried out.`));
      }
      if (method === 'notifications/initialized') void this.listen(target);
    } catch (error) {
      if (!stop.signal.aborted) throw error;
    } finally {
      if (answered) this.pending.delete(id);
    }
  }

  /** Sends a message; one that was not accepted is sent once more to the pool that is there then. */
  private async post(message: Message, headers: Record<string, string>, signal: AbortSignal) {
    for (let again = false; ; again = true) {
      const target = await this.current();
      const request: McpRequest = {
        method: 'POST',
        headers: { ...json, ...this.session.headers(), ...headers },
        body: message,
        signal,
      };
      let reply: Reply | undefined;
      try {
        reply = await target.send(request);
      } catch (error) {
        if (!(error instanceof NotServed) || again || signal.aborted) {
          if (!signal.aborted) this.lost(target);
          throw error;
        }
      }
      // By the specification the session is gone, and with 401 it is another gateway: nothing was done.
      const refused =
        reply === undefined || reply.status === 401 || (reply.status === 404 && this.session.id);
      if (!refused || again) return { target, reply: reply! };
      this.lost(target);
    }
  }

  /** Forwards the content of a reply. */
  private async take(message: Message, reply: Reply, answered: boolean): Promise<void> {
    const { id } = message;
    const tell = (told: Message) => {
      this.session.incoming(message, told, reply);
      if (told.id === id && told.method === undefined) this.pending.delete(id!);
      this.tell(told.method === undefined ? told : this.session.question(told));
    };
    if (reply.header('content-type')?.startsWith('text/event-stream')) {
      try {
        for await (const { data } of readEvents(reply.body)) tell(data as Message);
      } catch {
        // The connection broke: whether the answer had come by then is seen by the caller.
      }
      return;
    }
    const text = await readText(reply.body).catch(() => '');
    if (!answered) return;
    const told = parse(text);
    if (told?.result || told?.error) tell({ ...told, id });
    else if (text) tell(errorAnswer(id!, `The pool answered with status ${reply.status}.`));
  }

  /** Receives messages that belong to no request, for as long as the session lives. */
  private async listen(target: Target): Promise<void> {
    try {
      const headers = { accept: 'text/event-stream', ...this.session.headers() };
      const reply = await target.send({ method: 'GET', headers });
      if (reply.status === 405) return reply.body.destroy() as never;
      for await (const { data } of readEvents(reply.body)) this.tell(this.session.question(data as Message));
    } catch {
      // It broke, which is an end like another.
    }
    this.lost(target);
    if (!this.closed) await this.current().catch(() => undefined);
  }

  private cancelled(id: unknown): boolean {
    const found = this.pending.get(id as string);
    if (!found?.modern) return false;
    this.pending.delete(id as string);
    found.stop.abort();
    return true;
  }

  private tell(message: Message): void {
    if (!this.closed) this.host.tell(message);
  }

  private current(): Promise<Target> {
    this.target ??= this.open();
    return this.target;
  }

  private known: Target | undefined;

  private async open(): Promise<Target> {
    try {
      const target = await this.host.open();
      this.known = target;
      this.host.say(`mcp-pool bridge: relaying to ${target.name}.`);
      for (const request of this.session.beginAgain()) await this.replay(target, request);
      if (this.session.id) {
        void this.listen(target);
        for (const list of ['tools', 'resources', 'prompts'])
          this.tell({ jsonrpc: '2.0', method: `notifications/${list}/list_changed` });
      }
      return target;
    } catch (error) {
      this.host.fail(error);
      throw error;
    }
  }

  /** Repeats what the client has sent before; the client does not see the answer. */
  private async replay(target: Target, message: Message): Promise<void> {
    const headers = { ...json, ...this.session.headers() };
    const reply = await target.send({ method: 'POST', headers, body: message });
    if (reply.header('content-type')?.startsWith('text/event-stream'))
      for await (const { data } of readEvents(reply.body))
        this.session.incoming(message, data as Message, reply);
    else this.session.incoming(message, parse(await readText(reply.body)), reply);
  }

  /** The target is gone: the next request opens another. */
  private lost(target: Target): void {
    if (this.closed || this.known !== target) return;
    this.known = undefined;
    this.target = undefined;
    this.host.say(`mcp-pool bridge: ${target.name} went away.`);
    void target.close();
  }
}

function parse(text: string): Message | undefined {
  try {
    return JSON.parse(text) as Message;
  } catch {
    return undefined;
  }
}

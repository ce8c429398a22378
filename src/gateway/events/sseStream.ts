import type { GatewayLimits } from '../access/gatewayOptions';

/** One event of a stream. https://html.spec.whatwg.org/multipage/server-sent-events.html */
export interface ServerSentEvent {
  readonly event: string;
  readonly id?: string;
  readonly data: unknown;
}

interface SseOptions extends Pick<GatewayLimits, 'backlog' | 'heartbeat'> {
  /** The reader has disconnected, or was too slow. */
  readonly onClosed: () => void;
}

const encoder = new TextEncoder();

/** A stream of events to one reader, which is disconnected when its queue is too long. */
export class SseStream {
  private controller!: ReadableStreamDefaultController<Uint8Array>;
  private readonly stream: ReadableStream<Uint8Array>;
  private readonly beat: NodeJS.Timeout;
  private over = false;

  constructor(private readonly options: SseOptions) {
    this.stream = new ReadableStream(
      {
        start: (controller) => {
          this.controller = controller;
        },
        cancel: () => this.close(),
      },
      { highWaterMark: options.backlog },
    );
    this.beat = setInterval(() => this.comment('alive'), options.heartbeat);
    this.beat.unref();
  }

  /** Whether it has ended, or its reader has disconnected. */
  get closed(): boolean {
    return this.over;
  }

  /** Whether the reader keeps up. */
  get hasRoom(): boolean {
    return !this.over && (this.controller.desiredSize ?? 0) > this.options.backlog / 2;
  }

  send(event: ServerSentEvent): void {
    const id = event.id === undefined ? '' : `id: ${event.id}\n`;
    this.write(`event: ${event.event}\n${id}data: ${JSON.stringify(event.data)}\n\n`);
  }

  /** Sends a comment, which shows that the stream is alive. */
  comment(text: string): void {
    this.write(`: ${text}\n\n`);
  }

  /** Sends a last event and ends the stream. */
  end(event?: ServerSentEvent): void {
    if (event) this.send(event);
    this.close();
  }

  response(): Response {
    const headers = {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    };
    return new Response(this.stream, { headers });
  }

  private write(text: string): void {
    if (this.over) return;
    // The end of a stream is not an error for the reader: it asks for missed events with Last-Event-ID.
    if ((this.controller.desiredSize ?? 0) <= 0) this.close();
    else this.controller.enqueue(encoder.encode(text));
  }

  private close(): void {
    if (this.over) return;
    this.over = true;
    clearInterval(this.beat);
    try {
      this.controller.close();
    } catch {
      // The reader has closed it.
    }
    this.options.onClosed();
  }
}

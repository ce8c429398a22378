import type { Client } from '@modelcontextprotocol/client';
import type { Disposable } from '../../base/disposables';
import { keepListening } from './listen';
import type { Era } from './negotiation';

/** Callbacks of the watch over resources. */
export interface ResourceWatchHost {
  readonly signal: AbortSignal;
  /** Makes one request, as work of the host: many clients may watch one resource. */
  readonly work: <T>(work: () => Promise<T>) => Promise<T>;
  /** How long one request may take, in ms. */
  readonly timeout: number;
  /** Updates of the resource may have been missed. */
  readonly onMissed: (uri: string) => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Keeps one connection subscribed to the updates of a set of resources: by `resources/subscribe` for each, or since 2026-07-28 by one
 * stream for all. https://modelcontextprotocol.io/specification/2025-11-25/server/resources#subscriptions
 */
export class ResourceWatch implements Disposable {
  private watched: ReadonlySet<string> = new Set();
  private stream: AbortController | undefined;

  constructor(
    private readonly client: Client,
    private readonly era: Era,
    private readonly host: ResourceWatchHost,
  ) {}

  /** Watches these resources and no others. Does nothing for a server that does not support it. */
  set(uris: readonly string[]): void {
    if (!this.client.getServerCapabilities()?.resources?.subscribe) return;
    const before = this.watched;
    this.watched = new Set(uris);
    if (this.era === 'modern') this.listen(before);
    else this.subscribe(before);
  }

  dispose(): void {
    this.stream?.abort();
  }

  private subscribe(before: ReadonlySet<string>): void {
    const { signal, timeout, onError, work } = this.host;
    const tell = (error: unknown) => (signal.aborted ? undefined : onError(error));
    const how = { signal, timeout };
    for (const uri of this.watched)
      if (!before.has(uri)) work(() => this.client.subscribeResource({ uri }, how)).catch(tell);
    for (const uri of before)
      if (!this.watched.has(uri)) work(() => this.client.unsubscribeResource({ uri }, how)).catch(tell);
  }

  /** A stream cannot be changed: a new one replaces the old one once it is active, so that nothing is missed in between. */
  private listen(before: ReadonlySet<string>): void {
    const old = this.stream;
    if (this.watched.size === 0) {
      this.stream = undefined;
      old?.abort();
      return;
    }
    if (this.watched.size === before.size && [...this.watched].every((uri) => before.has(uri))) return;
    const stream = new AbortController();
    this.stream = stream;
    const uris = [...this.watched];
    void keepListening(
      this.client,
      { resourceSubscriptions: uris },
      {
        signal: AbortSignal.any([this.host.signal, stream.signal]),
        onSubscribed: () => old?.abort(),
        onResumed: () => uris.forEach((uri) => void this.host.onMissed(uri)),
        onError: this.host.onError,
      },
    );
  }
}

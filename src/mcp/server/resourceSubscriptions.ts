import { type Disposable, toDisposable } from '../../base/disposables';

/** The source of updates of resources: a connection. */
export interface ResourceTeller {
  readonly onDidUpdateResource: (listener: (uri: string) => void) => Disposable;
  watchResources(uris: readonly string[]): void;
}

/** The watched resources of one server, kept over its connections. */
export class Subscriptions {
  private readonly listeners = new Map<string, Set<() => void>>();
  private teller: ResourceTeller | undefined;
  private tellers = 0;

  /** Calls `listener` whenever the resource may have changed, until disposed. */
  add(uri: string, listener: () => void): Disposable {
    const there = this.listeners.get(uri) ?? new Set();
    this.listeners.set(uri, there.add(listener));
    if (there.size === 1) this.tellWanted();
    return toDisposable(() => {
      there.delete(listener);
      if (there.size > 0 || this.listeners.get(uri) !== there) return;
      this.listeners.delete(uri);
      this.tellWanted();
    });
  }

  /** A connection is ready: subscribes again, and reports what may have changed since the previous one. */
  attach(teller: ResourceTeller): void {
    this.teller = teller;
    teller.onDidUpdateResource((uri) => this.updated(uri));
    this.tellWanted();
    if (++this.tellers > 1) for (const uri of [...this.listeners.keys()]) this.updated(uri);
  }

  detach(): void {
    this.teller = undefined;
  }

  /** The URI may be of a part of the resource that was subscribed to. */
  private updated(uri: string): void {
    for (const [wanted, listeners] of [...this.listeners])
      if (uri === wanted || uri.startsWith(wanted.endsWith('/') ? wanted : `${wanted}/`))
        for (const listener of listeners) listener();
  }

  private tellWanted(): void {
    this.teller?.watchResources([...this.listeners.keys()]);
  }
}

import type { Client, SubscriptionFilter } from '@modelcontextprotocol/client';
import { ExponentialBackoff, type IBackoff } from 'cockatiel';

/** How long a subscription has to last to reset the wait before the next one, in ms. */
const stableAfterMs = 10_000;

/** Callbacks of a subscription. */
export interface ListeningHost {
  /** The subscription is active, or has ended. */
  readonly onSubscribed: (open: boolean) => void;
  /** The subscription was interrupted and is active again: changes in between were missed. */
  readonly onResumed: () => void;
  readonly onError: (error: unknown) => void;
  readonly signal: AbortSignal;
}

/**
 * Keeps a subscription to changes alive for as long as the connection: since 2026-07-28 a server reports changes only
 * on a requested stream, and the SDK does not ask again when it ends.
 * https://modelcontextprotocol.io/specification/2026-07-28/basic/utilities/subscriptions
 */
export async function keepListening(
  client: Client,
  filter: SubscriptionFilter,
  host: ListeningHost,
): Promise<void> {
  const backoff = new ExponentialBackoff<unknown>({ initialDelay: 500, maxDelay: 15_000 });
  let wait: IBackoff<unknown> | undefined;
  for (let first = true; !host.signal.aborted; first = false) {
    const started = Date.now();
    try {
      const subscription = await client.listen(filter, { signal: host.signal });
      host.onSubscribed(true);
      if (!first) host.onResumed();
      if ((await subscription.closed) === 'local') return;
      host.onSubscribed(false);
    } catch (error) {
      if (host.signal.aborted) return;
      host.onError(error);
      // A server that does not know the request never will.
      if ((error as { code?: unknown }).code === -32601) return;
    }
    if (Date.now() - started > stableAfterMs) wait = undefined;
    wait = wait ? wait.next(undefined) : backoff.next();
    await pause(wait.duration, host.signal);
  }
}

/** The filter for all list changes that the server reports; undefined when it reports none. */
export function listChangesOf(client: Client): SubscriptionFilter | undefined {
  const { tools, prompts, resources } = client.getServerCapabilities() ?? {};
  const filter = {
    ...(tools?.listChanged ? { toolsListChanged: true } : {}),
    ...(prompts?.listChanged ? { promptsListChanged: true } : {}),
    ...(resources?.listChanged ? { resourcesListChanged: true } : {}),
  };
  return Object.keys(filter).length > 0 ? filter : undefined;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    timer.unref();
    signal.addEventListener('abort', () => resolve(clearTimeout(timer)), { once: true });
  });
}

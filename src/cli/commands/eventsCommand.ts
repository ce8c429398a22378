import path from 'node:path';
import { failure } from '../../base/failure';
import {
  findGateway,
  type GatewayClient,
  type GatewayRequest,
  NotServed,
} from '../../gateway/client/gatewayClient';
import { isOfTypes, readTypes } from '../../gateway/events/eventTypes';
import { gatewayOrOwn } from '../../runtime/gatewayOrOwn';
import { gatewayConfig, noteStartedHere } from '../backend/backend';
import type { CommandContext } from '../context/commandContext';
import { eventLine, type ToldEvent } from '../terminal/eventLine';
import { exitCodeOf } from '../terminal/exitCode';

/** The options of `events`. */
export interface EventsOptions {
  /** Types or prefixes of types, such as `call,state.changed`. */
  readonly types?: string;
  /** The name of a server. */
  readonly server?: string;
}

/** `events`: all that happens in the pool, until Ctrl+C. Lines of text in a terminal, otherwise one JSON value a line. */
export async function events(context: CommandContext, wanted: EventsOptions): Promise<number> {
  readTypes(wanted.types);
  const { output } = context;
  const stop = new AbortController();
  const end = () => stop.abort();
  context.signal.addEventListener('abort', end, { once: true });
  // The reader may stop early, as `head` does.
  process.stdout.once('error', end);
  const tell = (event: ToldEvent) => {
    if (output.json || output.lines) output.printLine(event);
    else output.print(eventLine(event, output.style));
  };
  try {
    const listening = { ...context, signal: stop.signal };
    await gatewayOrOwn({
      config: gatewayConfig(context),
      gateway: (client) => listenToGateway(client, listening, wanted, tell),
      own: () => listenHere(listening, wanted, tell),
      note: (line) => noteStartedHere(context, line),
    });
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  }
  return context.signal.aborted ? exitCodeOf({ kind: 'cancelled' }) : 0;
}

/** Listens to the running pool, and to the next one that takes its place. */
async function listenToGateway(
  first: GatewayClient,
  context: CommandContext,
  wanted: EventsOptions,
  tell: (event: ToldEvent) => void,
): Promise<void> {
  const { options, signal } = context;
  let last = await follow(first, context, wanted, tell, undefined);
  try {
    while (!signal.aborted) {
      // It ended. Another one may have taken its place, and then reports that something was missed.
      const next = await findGateway(path.resolve(options.config));
      if (next) last = await follow(next, context, wanted, tell, last);
      else if (!signal.aborted) throw ended();
    }
  } catch (error) {
    throw error instanceof NotServed ? ended() : error;
  }
}

async function follow(
  client: GatewayClient,
  { signal }: CommandContext,
  { types, server }: EventsOptions,
  tell: (event: ToldEvent) => void,
  last: string | undefined,
): Promise<string | undefined> {
  // An unknown name would mean silence forever.
  if (server !== undefined)
    await client.json({ method: 'GET', path: `/catalog?server=${encodeURIComponent(server)}`, signal });
  const query = new URLSearchParams({ ...(types && { types }), ...(server && { server }) });
  const request: GatewayRequest = {
    method: 'GET',
    path: `/events?${query}`,
    headers: last === undefined ? {} : { 'last-event-id': last },
    signal,
  };
  let latest = last;
  try {
    for await (const { event, id, data } of client.events(request)) {
      latest = id ?? latest;
      tell({ type: event, ...(data as Omit<ToldEvent, 'type'>) } as ToldEvent);
    }
  } catch (error) {
    // A broken connection is an end like any other.
    if ((error as { kind?: unknown }).kind !== 'unreachable') throw error;
  }
  return latest;
}

/** Starts the servers and listens to them. */
async function listenHere(
  { options, output, signal }: CommandContext,
  { types, server: name }: EventsOptions,
  tell: (event: ToldEvent) => void,
): Promise<void> {
  const { asNamed, findDefinition, openCliPool, readDefinitions } = await import('../context/session');
  const { longLivedHost } = await import('../context/session');
  const definitions = await readDefinitions(options, output);
  const only = name === undefined ? undefined : findDefinition(definitions, name).id;
  const wanted = readTypes(types);
  const { EventFeed } = await import('../../gateway/events/eventFeed');
  const pool = await openCliPool(options, undefined, await longLivedHost());
  const feed = new EventFeed(pool, 0);
  try {
    feed.listen(({ type, server, data }) => {
      if ((name === undefined || server === name) && isOfTypes(type, wanted)) tell({ type, server, ...data });
    });
    signal.throwIfAborted();
    const started = definitions.filter(({ id }) => only === undefined || id === only);
    await pool.apply(started.map(asNamed));
    if (!signal.aborted)
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  } finally {
    feed.dispose();
    await pool.dispose();
  }
}

function ended() {
  return failure('unreachable', 'The gateway has ended, and with it its events.', [
    'Run it again: without a gateway the servers are started here.',
  ]);
}

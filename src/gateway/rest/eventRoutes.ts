import { toDisposable } from '../../base/disposables';
import { toFailure } from '../../base/failure';
import { problem } from '../access/problemDetails';
import type { FeedEvent } from '../events/eventFeed';
import { isOfTypes, readTypes } from '../events/eventTypes';
import { SseStream } from '../events/sseStream';
import { prometheusText } from './prometheus';
import { type App, type RouteHost, route } from './route';

/** `GET /events`, the pool's events as a stream, and `GET /metrics`, its figures for Prometheus. */
export function eventRoutes(app: App, host: RouteHost): void {
  const { feed, limits } = host;
  route(app, '/events', {
    GET: ({ req }) => {
      if (feed.size >= limits.streams)
        throw problem(
          429,
          'request',
          `${limits.streams} streams of events are open already.`,
          ['Close one.'],
          {
            'retry-after': '5',
          },
        );
      const wanted = filter(req.query('types'), req.query('server'));
      const tell = ({ id, type, server, data }: FeedEvent) =>
        stream.send({ event: type, id, data: { server, ...data } });
      let end = toDisposable(() => undefined);
      const stream = new SseStream({ ...limits, onClosed: () => end.dispose() });
      req.raw.signal.addEventListener('abort', () => stream.end(), { once: true });
      const listening = feed.listen((event) => wanted(event) && tell(event), req.header('last-event-id'));
      end = listening;
      // What was missed may have been more than the reader can take at once.
      if (stream.closed) end.dispose();
      if (!listening.whole)
        stream.send({ event: 'missed', data: { reason: 'Earlier events are not known any more.' } });
      stream.comment('listening');
      return stream.response();
    },
  });
  route(app, '/metrics', {
    GET: () =>
      new Response(prometheusText(host), {
        headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
      }),
  });
}

/** Which events are wanted: `types` lists beginnings such as `call` or `state.changed`. */
function filter(types: string | undefined, server: string | undefined): (event: FeedEvent) => boolean {
  const wanted = typesOf(types);
  return (event) => (server === undefined || event.server === server) && isOfTypes(event.type, wanted);
}

function typesOf(types: string | undefined): readonly string[] | undefined {
  try {
    return readTypes(types);
  } catch (error) {
    const { message, nextSteps } = toFailure(error);
    throw problem(400, 'request', message, nextSteps);
  }
}

import { toDisposable } from '../../base/disposables';
import { toFailure } from '../../base/failure';
import { problem } from '../access/problemDetails';
import type { FeedEvent } from '../events/eventFeed';
import { isOfTypes, readTypes } from '../events/eventTypes';
import { SseStream } from '../events/sseStream';
import { textAnswer } from '../openapi/openApiAnswers';
import { prometheusText } from './prometheus';
import { type RequestField, written } from './requestFields';
import { type Route, route } from './route';

const types: RequestField<readonly string[] | undefined> = {
  schema: { type: 'string' },
  description: 'Event types or prefixes to include, such as `call,state.changed`.',
  read: (value) => {
    try {
      return readTypes(value as string | undefined);
    } catch (error) {
      const { message, nextSteps } = toFailure(error);
      throw problem(400, 'request', message, nextSteps);
    }
  },
};

/** The pool's events as a stream, and its metrics for Prometheus. */
export const eventRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/events',
    id: 'listenToEvents',
    summary: 'The events of the pool, as server-sent events. `Last-Event-ID` replays missed events.',
    query: { types, server: written('Only events of this server.') },
    answer: textAnswer('A stream.', 'text/event-stream'),
    handle: ({ context: { req }, query }, { feed, limits, onLongStream }) => {
      onLongStream(req.raw);
      if (feed.size >= limits.streams) {
        const message = `${limits.streams} event streams are already open.`;
        throw problem(429, 'request', message, ['Close one.'], { 'retry-after': '5' });
      }
      const isWanted = ({ type, server }: FeedEvent) =>
        (query.server === undefined || server === query.server) && isOfTypes(type, query.types);
      const tell = ({ id, type, server, data }: FeedEvent) =>
        stream.send({ event: type, id, data: { server, ...data } });
      let end = toDisposable(() => undefined);
      const stream = new SseStream({ ...limits, onClosed: () => end.dispose() });
      req.raw.signal.addEventListener('abort', () => stream.end(), { once: true });
      const listening = feed.listen((event) => isWanted(event) && tell(event), req.header('last-event-id'));
      end = listening;
      // The reader may have missed more than it can take at once.
      if (stream.closed) end.dispose();
      if (!listening.whole)
        stream.send({ event: 'missed', data: { reason: 'Earlier events are no longer available.' } });
      stream.comment('listening');
      return stream.response();
    },
  }),
  route({
    method: 'GET',
    path: '/metrics',
    id: 'getMetrics',
    summary: 'Metrics for Prometheus.',
    answer: textAnswer('Text.', 'text/plain'),
    handle: (_, host) => {
      const headers = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' };
      return new Response(prometheusText(host), { headers });
    },
  }),
];

import assert from 'node:assert/strict';
import type { FailureKind } from '../../../src/base/failure';
import {
  type Exchange,
  eventOf,
  type Script,
  type ScriptEra,
  serveScript,
} from '../../fixtures/servers/httpScript';
import { promptFailure, TestClient, watchRejections } from './support/client';

/** What a server does at the call of a tool, and what a person is told. */
interface Row {
  readonly call: Script;
  readonly kind?: FailureKind;
  readonly says: RegExp;
  readonly lost?: 'session' | 'connection';
}

const withAnswer =
  (change: (answer: Record<string, unknown>) => unknown): Script =>
  (exchange) =>
    exchange.json(change(exchange.answer() as Record<string, unknown>));
const result = { content: [] };

const bodies: Readonly<Record<string, Row>> = {
  'accepts the request but sends no answer': {
    call: (exchange) => exchange.send(202, ''),
    says: /accepted the request \(202\) but sent no answer/,
  },
  'answers with 204': { call: (exchange) => exchange.send(204, ''), says: /\(204\) but sent no answer/ },
  'answers with another id': {
    call: withAnswer((answer) => ({ ...answer, id: 4711 })),
    says: /has the id 4711 instead of \d+/,
  },
  'answers with an id that is null': {
    call: withAnswer((answer) => ({ ...answer, id: null })),
    says: /is JSON but not JSON-RPC/,
  },
  'answers with a result that is null': {
    call: withAnswer((answer) => ({ ...answer, result: null })),
    says: /not valid JSON-RPC: its 'result' is not an object/,
  },
  'answers with neither result nor error': {
    call: withAnswer(({ id }) => ({ jsonrpc: '2.0', id })),
    says: /neither 'result' nor 'error'/,
  },
  'answers with a text for an error': {
    call: withAnswer(({ id }) => ({ jsonrpc: '2.0', id, error: 'no' })),
    says: /the 'code' of its error is not an integer/,
  },
  'answers with an error without code': {
    call: withAnswer(({ id }) => ({ jsonrpc: '2.0', id, error: { message: 'no' } })),
    says: /the 'code' of its error is not an integer/,
  },
  'answers without jsonrpc': {
    call: withAnswer(({ id }) => ({ id, result })),
    says: /its 'jsonrpc' is missing/,
  },
  'answers with an error that has no id': {
    call: withAnswer(() => ({ jsonrpc: '2.0', id: null, error: { code: -32700, message: 'unreadable' } })),
    says: /error -32700: unreadable/,
  },
  'answers with an empty batch': { call: withAnswer(() => []), says: /does not contain this request/ },
  'answers with a text that is not JSON': {
    call: (exchange) => exchange.send(200, '{"jsonrpc": ', { 'content-type': 'application/json' }),
    says: /answer is not JSON/,
  },
  'answers with a JSON value that is not JSON-RPC': {
    call: (exchange) => exchange.json({ message: 'hello' }),
    says: /is JSON but not JSON-RPC/,
  },
  'answers with an empty body': {
    call: (exchange) => exchange.send(200, '', { 'content-type': 'application/json' }),
    says: /empty answer/,
  },
  'answers with a web page': {
    call: (exchange) =>
      exchange.send(200, '<!doctype html><h1>Welcome</h1>', { 'content-type': 'text/html' }),
    says: /answers with a web page/,
  },
  'answers with a web page that claims to be JSON': {
    call: (exchange) => exchange.send(200, '<html>Welcome</html>', { 'content-type': 'application/json' }),
    says: /answers with a web page/,
  },
  'answers with a result that no tool gives': {
    call: withAnswer((answer) => ({
      ...answer,
      result: { resultType: 'complete', content: [{ type: 'cat' }] },
    })),
    says: /something that MCP does not allow/,
  },
  'announces more than it sends': {
    call: ({ response }) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"jsonrpc"', () => response.destroy());
    },
    kind: 'unreachable',
    says: /the connection was interrupted/,
    lost: 'connection',
  },
  'cuts the connection instead of an answer': {
    call: ({ request }) => request.socket.destroy(),
    kind: 'unreachable',
    says: /the connection was interrupted/,
    lost: 'connection',
  },
};

const answerEvent = (exchange: Exchange, id?: string) => eventOf(exchange.answer(), id);
const ended =
  (script: Script): Script =>
  (exchange) => {
    script(exchange);
    exchange.response.end();
  };

const streams: Readonly<Record<string, Row>> = {
  'ends the stream without an answer': {
    call: ended((exchange) => exchange.stream(': hello')),
    says: /ended the stream before the answer/,
  },
  'ends the stream in the middle of an event': {
    call: ended((exchange) => {
      exchange.stream();
      exchange.response.write(answerEvent(exchange).slice(0, -10));
    }),
    says: /answer is not JSON|without the answer/,
  },
  'cuts the stream in the middle of an event': {
    call: (exchange) => {
      exchange.stream();
      exchange.response.write(answerEvent(exchange).slice(0, -10), () => exchange.response.destroy());
    },
    kind: 'unreachable',
    says: /interrupted in the middle of the answer/,
    lost: 'connection',
  },
  'sends another id and keeps the stream open': {
    call: (exchange) => exchange.stream(eventOf({ ...exchange.answer(), id: 4711 })),
    says: /has the id 4711/,
  },
  'sends a broken answer and keeps the stream open': {
    call: (exchange) => exchange.stream(eventOf({ ...exchange.answer(), result: null })),
    says: /its 'result' is not an object/,
  },
  'sends an answer that is not JSON and keeps the stream open': {
    call: (exchange) => exchange.stream(`data: {"jsonrpc":"2.0","id":${exchange.message.id},"result":{,}}`),
    says: /answer is not JSON/,
  },
  'breaks the stream and does not let it be resumed': {
    call: ended((exchange) => exchange.stream('id: 1\nretry: 10\ndata: ')),
    kind: 'unreachable',
    says: /could not be resumed \(405\)/,
    lost: 'connection',
  },
};

const good: Readonly<Record<string, Script>> = {
  'a batch': withAnswer((answer) => [answer]),
  'two answers to one request': withAnswer((answer) => [answer, answer]),
  'an id that is returned as text': withAnswer((answer) => ({ ...answer, id: String(answer.id) })),
  'JSON whose type is text': (exchange) => exchange.send(200, JSON.stringify(exchange.answer())),
  'a stream that stays open after the answer': (exchange) => exchange.stream(answerEvent(exchange)),
  'a stream that breaks after the answer': (exchange) => {
    exchange.stream();
    exchange.response.write(`${answerEvent(exchange)}\n\n`, () => exchange.response.destroy());
  },
  'a stream without the last empty line': ended((exchange) => {
    exchange.stream();
    exchange.response.write(answerEvent(exchange));
  }),
  'a stream whose lines end with a carriage return': ended((exchange) => {
    exchange.stream();
    exchange.response.write(`${answerEvent(exchange)}\n\n`.replaceAll('\n', '\r'));
  }),
  'a stream with a broken event before the answer': ended((exchange) =>
    exchange.stream('data: [DONE]', answerEvent(exchange)),
  ),
};

for (const era of ['2025-11-25', '2026-07-28'] satisfies ScriptEra[]) {
  describe(`A server behind HTTP of ${era}`, () => {
    watchRejections();

    for (const [name, { call, kind = 'protocol', says, lost }] of Object.entries({ ...bodies, ...streams })) {
      it(`fails one call at once when it ${name}, and the next one works`, async () => {
        const server = await serveScript(era, { call });
        const client = await TestClient.http(server);
        try {
          const failure = await promptFailure(client.text('fault'));
          assert.match(failure.message, says);
          assert.equal(failure.kind, kind, failure.message);
          assert.equal(failure.lost, lost);
          assert.match(failure.message, /'a'/);
          assert.equal(await client.text('good'), 'good');
        } finally {
          await client.close();
          await server.close();
        }
      });
    }

    for (const [name, call] of Object.entries(good)) {
      it(`may answer with ${name}`, async () => {
        const server = await serveScript(era, { call });
        const client = await TestClient.http(server);
        try {
          assert.equal(await client.text('fault'), 'good');
          assert.equal(await client.text('good'), 'good');
        } finally {
          await client.close();
          await server.close();
        }
      });
    }
  });
}

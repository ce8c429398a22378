import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  type Exchange,
  eventOf,
  type Script,
  type ScriptEra,
  serveScript,
} from '../../fixtures/servers/httpScript';
import { http, TestPool, textOf } from '../../support/pool/testPool';
import { until, within } from '../../support/until';
import { promptFailure, TestClient, watchRejections } from './support/client';

const eras = ['2025-11-25', '2026-07-28'] satisfies ScriptEra[];
const megabyte = 1024 * 1024;
const large = ({ message }: Exchange, size: number) => ({
  jsonrpc: '2.0',
  id: message.id,
  result: { resultType: 'complete', content: [{ type: 'text', text: 'x'.repeat(size) }] },
});

for (const era of eras) {
  describe(`A large answer over HTTP of ${era}`, () => {
    watchRejections();
    for (const size of [11, 32]) {
      const ways: Readonly<Record<string, Script>> = {
        body: (exchange) => exchange.json(large(exchange, size * megabyte)),
        stream: (exchange) => exchange.stream(eventOf(large(exchange, size * megabyte))),
      };
      for (const [way, call] of Object.entries(ways)) {
        it(`arrives whole with ${size} MB in a ${way}`, async () => {
          const server = await serveScript(era, { call });
          const client = await TestClient.http(server);
          assert.equal((await client.text('fault')).length, size * megabyte);
          await client.close();
          await server.close();
        });
      }
    }

    const over: Readonly<Record<string, Script>> = {
      'in a body': (exchange) => exchange.json(large(exchange, 65 * megabyte)),
      'in a body of unknown length': (exchange) => {
        exchange.response.writeHead(200, { 'content-type': 'application/json' });
        exchange.response.write(JSON.stringify(large(exchange, 65 * megabyte)));
      },
      'in a stream': (exchange) => exchange.stream(eventOf(large(exchange, 65 * megabyte))),
    };
    for (const [name, call] of Object.entries(over)) {
      it(`fails the call and not the connection when it is over the limit ${name}`, async () => {
        const server = await serveScript(era, { call });
        const client = await TestClient.http(server);
        const failure = await promptFailure(client.text('fault'));
        assert.match(failure.message, /sent a message of 6\d MB, over the limit of 64 MB/);
        assert.equal(failure.kind, 'protocol');
        assert.equal(await client.text('good'), 'good');
        await client.close();
        await server.close();
      });
    }
  });
}

describe('A stream that can be resumed', () => {
  watchRejections();

  it('is resumed after its last event, and the call is answered', async () => {
    let answer = {};
    const server = await serveScript('2025-11-25', {
      call: (exchange) => {
        answer = exchange.answer();
        exchange.stream('id: 7\nretry: 10\ndata: ');
        exchange.response.end();
      },
      get: (exchange) => {
        if (exchange.request.headers['last-event-id'] === '7') exchange.stream(eventOf(answer, '8'));
        else exchange.send(405, '');
      },
    });
    const client = await TestClient.http(server);
    assert.equal(await within('the call', client.text('fault')), 'good');
    await client.close();
    await server.close();
  });

  it('is resumed after it was cut', async () => {
    let answer = {};
    const server = await serveScript('2025-11-25', {
      call: (exchange) => {
        answer = exchange.answer();
        exchange.stream();
        exchange.response.write('id: 7\nretry: 10\ndata: \n\n', () => exchange.response.destroy());
      },
      get: (exchange) => {
        if (exchange.request.headers['last-event-id'] === '7') exchange.stream(eventOf(answer));
        else exchange.send(405, '');
      },
    });
    const client = await TestClient.http(server);
    assert.equal(await within('the call', client.text('fault')), 'good');
    await client.close();
    await server.close();
  });

  const vain: Readonly<Record<string, { get: Script; says: RegExp }>> = {
    'is given up when the server no longer knows it': {
      get: (exchange) => exchange.send(404, ''),
      says: /could not be resumed \(404\)/,
    },
    'is given up when it repeatedly ends without an event': {
      get: (exchange) => {
        exchange.stream(': nothing');
        exchange.response.end();
      },
      says: /resuming it brought nothing/,
    },
    'is given up when the server only answers with errors': {
      get: (exchange) => exchange.send(500, ''),
      says: /could not be resumed/,
    },
  };
  for (const [name, { get, says }] of Object.entries(vain)) {
    it(name, async () => {
      const server = await serveScript('2025-11-25', {
        call: (exchange) => {
          exchange.stream('id: 7\nretry: 10\ndata: ');
          exchange.response.end();
        },
        get: (exchange) =>
          exchange.request.headers['last-event-id'] ? get(exchange) : exchange.send(405, ''),
      });
      const client = await TestClient.http(server);
      assert.match((await promptFailure(client.text('fault'))).message, says);
      assert.equal(await client.text('good'), 'good');
      await client.close();
      await server.close();
    });
  }
});

for (const era of eras) {
  describe(`A call over HTTP of ${era} that gets no answer`, () => {
    watchRejections();

    const hangs: Readonly<Record<string, Script>> = {
      'before the headers': () => undefined,
      'in the middle of the body': ({ response }) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"jsonrpc":');
      },
      'in the middle of a stream': (exchange) => exchange.stream(': working'),
    };
    for (const [where, call] of Object.entries(hangs)) {
      it(`ends at its time limit when the server hangs ${where}, and closes the request`, async () => {
        const server = await serveScript(era, { call });
        const client = await TestClient.http(server, { requestMs: 1000 });
        const failure = await promptFailure(client.text('fault'));
        assert.equal(failure.kind, 'timeout');
        await expectClosed(server.exchanges);
        assert.equal(await client.text('good'), 'good');
        await client.close();
        await server.close();
      });

      it(`ends at once when a person cancels it while the server hangs ${where}`, async () => {
        const server = await serveScript(era, { call });
        const client = await TestClient.http(server);
        const abort = new AbortController();
        const calling = client.text('fault', {}, abort.signal);
        calling.catch(() => undefined);
        await until('the call arrived', () => server.count('tools/call') === 1);
        abort.abort();
        assert.equal((await promptFailure(calling)).kind, 'cancelled');
        await expectClosed(server.exchanges);
        const told = era === '2025-11-25' ? 1 : 0;
        await until('the server is told', () => server.count('notifications/cancelled') === told);
        await client.close();
        await server.close();
      });
    }

    it('fails at once when the server stops in the middle', async () => {
      const server = await serveScript(era, { call: (exchange) => exchange.stream(': working') });
      const client = await TestClient.http(server);
      const calling = client.text('fault');
      calling.catch(() => undefined);
      await until('the call arrived', () => server.count('tools/call') === 1);
      await server.close();
      const failure = await promptFailure(calling);
      assert.equal(failure.kind, 'unreachable');
      assert.equal(failure.lost, 'connection');
      assert.match((await promptFailure(client.text('good'))).message, /the connection was refused/);
      await client.close();
    });

    it('fails at once when we close the connection', async () => {
      const server = await serveScript(era, { call: (exchange) => exchange.stream(': working') });
      const client = await TestClient.http(server);
      const calling = client.text('fault');
      calling.catch(() => undefined);
      await until('the call arrived', () => server.count('tools/call') === 1);
      await client.close();
      assert.equal((await promptFailure(calling)).kind, 'unreachable');
      await server.close();
    });

    it('does not affect the rest of a list with one bad tool', async () => {
      const tools = [
        { name: 'good', inputSchema: { type: 'object' } },
        { name: 'bad', inputSchema: null },
      ];
      const server = await serveScript(era, { tools });
      const test = new TestPool();
      await test.pool.apply([http('a', server.url)]);
      assert.equal(textOf(await test.call('a', 'good')), 'good');
      assert.deepEqual(
        test.pool.find('a').catalog.tools.items.map(({ name }) => name),
        ['good'],
      );
      await test.close();
      await server.close();
    });
  });
}

async function expectClosed(exchanges: readonly Exchange[]): Promise<void> {
  const { response } = exchanges.find(({ message }) => message.params?.name === 'fault')!;
  if (!response.closed) await within('the request is closed', once(response, 'close'));
}

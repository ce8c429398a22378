import assert from 'node:assert/strict';
import type { Client } from '@modelcontextprotocol/client';
import { eventsOf, initialize, TestGateway } from '../support/gateway/gateway';
import { stdio } from '../support/pool/testPool';
import { until, within } from '../support/until';

type Era = 'legacy' | 'modern';
const eras = ['legacy', 'modern'] as const;

/** A client that answers with its name, and what it was asked and told. */
interface Known {
  readonly client: Client;
  readonly asked: string[];
  readonly logged: unknown[];
}

/** What a client may want of the server, each of which makes it ask for a name, and the name that came of it. */
const wants: Record<string, (client: Client, era: Era) => Promise<string>> = {
  resource: async (client, era) => {
    const { contents } = await client.readResource({ uri: 'asks://note', ...logging(era) });
    return (contents[0] as { text: string }).text;
  },
  prompt: async (client, era) => {
    const { messages } = await client.getPrompt({ name: 'asks__ask', ...logging(era) });
    return (messages[0]!.content as { text: string }).text;
  },
  tool: async (client, era) => {
    const { content } = await client.callTool({ name: 'asks__greet', arguments: {}, ...logging(era) });
    return (content[0] as { text: string }).text;
  },
  completion: async (client) => {
    const ref = { type: 'ref/prompt', name: 'asks__ask' } as const;
    const { completion } = await client.complete({ ref, argument: { name: 'topic', value: '' } });
    return completion.values[0]!;
  },
};

/** A client of the 2026 era hears what is logged for a request that says so. */
function logging(era: Era) {
  return era === 'modern' ? { _meta: { 'io.modelcontextprotocol/logLevel': 'debug' } } : {};
}

for (const serverEra of eras) {
  for (const era of eras) {
    describe(`A question or log of a ${serverEra} server for a ${era} client`, () => {
      let test: TestGateway;
      let one: Known;
      let other: Known;
      before(async () => {
        const elicit = async () => ({ action: 'accept' as const, content: { name: 'host' } });
        test = await new TestGateway({}, { elicit }).open(
          stdio('asks', 'asksReaders', { args: [serverEra], autoApprove: ['*'] }),
        );
        one = await known('one');
        other = await known('other');
      });
      after(() => test.close());
      beforeEach(() => {
        for (const { asked, logged } of [one, other]) {
          asked.length = 0;
          logged.length = 0;
        }
      });

      async function known(name: string): Promise<Known> {
        const asked: string[] = [];
        const logged: unknown[] = [];
        const client = await test.client(era, (fresh) => {
          fresh.setRequestHandler('elicitation/create', ({ params }) => {
            asked.push(params.message);
            return { action: 'accept', content: { name } };
          });
          fresh.setRequestHandler('sampling/createMessage', () => {
            asked.push('for words');
            return {
              role: 'assistant',
              model: 'a model',
              content: { type: 'text', text: `words of ${name}` },
            };
          });
          fresh.setNotificationHandler(
            'notifications/message',
            ({ params }) => void logged.push(params.data),
          );
        });
        return { client, asked, logged };
      }

      /** Does work while a call of `one` is under way. */
      async function whileOneCalls<T>(work: () => Promise<T>): Promise<T> {
        const stop = new AbortController();
        const started = test.of('call.started').length;
        const held = one.client.callTool({ name: 'asks__hold', arguments: {} }, { signal: stop.signal });
        await until('it is under way', () => test.of('call.started').length > started);
        await until('the server works', () => test.pool.find('asks').clients.size > 0);
        try {
          return await within('the answer', work());
        } finally {
          stop.abort();
          await assert.rejects(held);
          await until('it is over', () => test.pool.find('asks').clients.size === 0);
        }
      }

      // A server of the 2026 era cannot ask for a completion, and a client of it cannot be asked for one.
      const kinds = Object.keys(wants).filter((kind) => kind !== 'completion' || serverEra === 'legacy');
      const answers = (kind: string) =>
        kind === 'completion' && era === 'modern' ? 'Hello host' : 'Hello other';

      for (const kind of kinds) {
        it(`reaches the client that asked for the ${kind}, and no other`, async () => {
          assert.equal(await within('the answer', wants[kind]!(other.client, era)), answers(kind));
          if (kind !== 'completion' || era === 'legacy')
            await until('it is told', () => other.logged.includes(`asked for a ${kind}`));
          assert.deepEqual([one.asked, one.logged], [[], []]);
        });

        it(`never reaches the client of another call when it is for the ${kind}`, async () => {
          const answer = await whileOneCalls(() => wants[kind]!(other.client, era));
          // An older server does not say for whom it asks: then the host answers.
          assert.equal(answer, serverEra === 'modern' ? answers(kind) : 'Hello host');
          assert.deepEqual([one.asked, one.logged], [[], []]);
        });
      }

      it('reaches the client that reads the resource when it needs a model, never the one that calls meanwhile', async () => {
        const words = async () => {
          const { contents } = await other.client.readResource({ uri: 'asks://words' });
          return (contents[0] as { text: string }).text;
        };
        assert.match(await within('the words', words()), /words of other/);
        assert.deepEqual([one.asked, other.asked], [[], ['for words']]);
        const meanwhile = () => words().catch((error: Error) => error.message);
        const said = await whileOneCalls(meanwhile);
        assert.match(said, serverEra === 'modern' ? /words of other/ : /No calling client can be asked/);
        assert.deepEqual(one.asked, []);
      });

      it('never reaches a client when the person at the host reads, or asks for a prompt or a completion', async () => {
        await whileOneCalls(async () => {
          const { contents } = await test.pool.readResource('asks', 'asks://note');
          assert.equal((contents[0] as { text: string }).text, 'Hello host');
          const { messages } = await test.pool.getPrompt('asks', 'ask', {});
          assert.equal((messages[0]!.content as { text: string }).text, 'Hello host');
          const read = await test.json<{ result: typeof contents }>('/resources/read?uri=asks://note');
          assert.match(JSON.stringify(read.body.result), /Hello host/);
          if (serverEra === 'modern') return;
          const ref = { type: 'ref/prompt', name: 'ask' } as const;
          const { completion } = await test.pool.complete('asks', {
            ref,
            argument: { name: 'topic', value: '' },
          });
          assert.deepEqual(completion.values, ['Hello host']);
        });
        assert.deepEqual([one.asked, one.logged], [[], []]);
        assert.deepEqual([other.asked, other.logged], [[], []]);
      });
    });
  }
}

describe('A client of the 2025 era without a stream of its own', () => {
  let test: TestGateway;
  let headers: Record<string, string>;
  beforeEach(async () => {
    test = await new TestGateway().open(stdio('asks', 'asksReaders', { autoApprove: ['*'] }));
    const { body } = initialize;
    const opening = { ...body, params: { ...body.params, capabilities: { elicitation: {} } } };
    const opened = await test.fetch('/mcp', { ...initialize, body: opening });
    const session = opened.headers.get('mcp-session-id')!;
    await opened.text();
    headers = { ...initialize.headers, 'mcp-session-id': session, 'mcp-protocol-version': '2025-11-25' };
  });
  afterEach(() => test.close());

  const read = { jsonrpc: '2.0', id: 7, method: 'resources/read', params: { uri: 'asks://note' } };
  type Message = { id?: unknown; method?: string; result?: { contents?: { text: string }[] } };

  it('is asked on the stream of its request', async () => {
    const events = eventsOf(await test.fetch('/mcp', { body: read, headers }));
    const seen: (string | undefined)[] = [];
    const answered = async () => {
      for await (const { data } of events) {
        const { id, method, result } = data as Message;
        seen.push(method);
        if (result) return result.contents?.[0]?.text;
        if (method !== 'elicitation/create') continue;
        const answer = { action: 'accept', content: { name: 'Ada' } };
        await test.fetch('/mcp', { body: { jsonrpc: '2.0', id, result: answer }, headers });
      }
      return undefined;
    };
    assert.equal(await within('the answer', answered()), 'Hello Ada');
    assert.deepEqual(seen, ['notifications/message', 'elicitation/create', undefined]);
  });

  it('delays no one when it leaves instead of answering', async () => {
    const gone = new AbortController();
    const response = await test.fetch('/mcp', { body: read, headers, signal: gone.signal });
    for await (const { data } of eventsOf(response))
      if ((data as Message).method === 'elicitation/create') break;
    gone.abort();
    await until('the server is at work no more', () => test.pool.find('asks').clients.size === 0);
  });
});

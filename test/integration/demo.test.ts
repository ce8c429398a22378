import assert from 'node:assert/strict';
import path from 'node:path';
import { Client, type ElicitRequestParams, type ElicitResult } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { ServerDefinition } from '../../src/config/definition';
import { fieldsOf } from '../../src/pool/fields';
import { Pool } from '../../src/pool/pool';
import { fixture, root } from './support/places';
import { failureOf, rejection, TestPool, textOf } from './support/testPool';
import { until } from './support/until';

const demo = path.join(root, 'dist/demo.js');
const eras = ['legacy', 'modern'] as const;
type Era = (typeof eras)[number];

/** The demo server as it ships; in the legacy era behind one that refuses the probe. */
function argumentsOf(era: Era): string[] {
  return era === 'modern' ? [demo] : [fixture('legacyOnly'), demo];
}

function definition(era: Era): ServerDefinition {
  const launch = { type: 'stdio', command: process.execPath, args: argumentsOf(era), env: {} } as const;
  return {
    id: 'demo',
    name: 'demo',
    launch,
    disabled: false,
    autoApprove: [],
    source: { folder: process.cwd() },
  };
}

for (const era of eras) {
  describe(`The demo server in the ${era} era`, () => {
    let test: TestPool;

    before(async () => {
      test = new TestPool();
      await test.pool.apply([definition(era)]);
      await test.reach('demo', 'ready');
      await until(
        'it is listed',
        () => catalog().tools.items.length > 0 && catalog().prompts.items.length > 0,
      );
    });
    after(() => test.close());

    const catalog = () => test.pool.find('demo').catalog;
    const tool = (name: string) => {
      const found = catalog().tools.items.find((item) => item.name === name);
      assert.ok(found, name);
      return found;
    };
    const read = async (name: string) => {
      const { contents } = await test.pool.readResource('demo', `tea://house/${name}`);
      return contents[0] as { text: string; blob?: string; mimeType: string };
    };
    const blocksOf = async (name: string, args: Record<string, unknown> = {}) => {
      const { outcome } = await test.call('demo', name, args);
      assert.ok(outcome.kind === 'result' && !outcome.result.isError, JSON.stringify(outcome));
      assert.deepEqual(outcome.warnings, []);
      return outcome.result.content;
    };

    it('Says which era it speaks, and how to begin', async () => {
      const { info } = await test.reach('demo', 'ready');
      assert.equal(info.protocolVersion, era === 'modern' ? '2026-07-28' : '2025-11-25');
      assert.equal(info.serverName, 'Tea house');
      assert.match(info.instructions ?? '', /tea:\/\/house\/welcome\.md/);
    });

    it('Lists what it has, described, and nothing of it is malformed', () => {
      const { tools, resources, resourceTemplates, prompts } = catalog();
      assert.deepEqual(
        tools.items.map(({ name }) => name),
        [
          'find-tea',
          'get-recipe',
          'check-water',
          'order-tea',
          'book-table',
          'write-board',
          'brew',
          'day-report',
          'ring-bell',
          'take-stock',
          'clear-orders',
          'recommend-tea',
        ],
      );
      for (const list of [tools, resources, resourceTemplates, prompts]) {
        assert.equal(list.error, undefined);
        for (const item of list.items) assert.ok(item.title && item.description, item.name);
      }
      assert.deepEqual(
        test.of('server.log').filter(({ line }) => line.level === 'warning'),
        [],
      );
    });

    it('Asks for every kind of argument', () => {
      const kinds = (name: string) =>
        Object.fromEntries(fieldsOf(tool(name).inputSchema).map((field) => [field.name, field.kind]));
      assert.deepEqual(kinds('order-tea'), {
        tea: 'choice',
        cups: 'number',
        size: 'choice',
        extras: 'choices',
        'to-go': 'boolean',
        note: 'text',
      });
      assert.deepEqual(kinds('book-table'), {
        name: 'text',
        day: 'text',
        email: 'text',
        seat: 'json',
        guests: 'json',
        website: 'text',
      });
      const [tea] = fieldsOf(tool('order-tea').inputSchema);
      assert.deepEqual(tea?.options?.[0], { value: 'sencha', label: 'Sencha from Uji' });
    });

    it('Has arguments that are checked before they are sent, in words that help', async () => {
      const order = failureOf(await test.call('demo', 'order-tea', { tea: 'sencha', cups: 9 }));
      assert.equal(order.kind, 'arguments');
      assert.match(order.message, /'cups' must be 8 or less/);
      const wrong = { name: 'Ada', day: 'soon', email: 'ada', seat: { room: 'hall' }, website: 'none' };
      const { message } = failureOf(await test.call('demo', 'book-table', wrong));
      for (const format of [
        /'day' must be a valid date/,
        /'email' must be a valid email/,
        /'website' must be a valid uri/,
      ])
        assert.match(message, format);
      assert.doesNotMatch(message, /pattern/);
    });

    it('Takes an order with its defaults', async () => {
      const text = textOf(await test.call('demo', 'order-tea', { tea: 'sencha', extras: ['scone'] }));
      assert.match(text, /^Order \d+: 1 cup of sencha, scone\. That makes 3\.80 €\.$/);
      assert.match((await read('orders.json')).text, /"scone"/);
    });

    it('Gives structured output that fits its schema', async () => {
      const { outcome } = await test.call('demo', 'find-tea', { kind: 'herbal', 'max-price': 3 });
      assert.ok(outcome.kind === 'result');
      assert.deepEqual(outcome.warnings, []);
      assert.ok(tool('find-tea').outputSchema);
      const { count, teas } = outcome.result.structuredContent as { count: number; teas: { name: string }[] };
      assert.equal(count, 2);
      assert.deepEqual(
        teas.map(({ name }) => name),
        ['chamomile', 'rooibos'],
      );
    });

    it('Gives a text, a picture and a link as one result', async () => {
      const [text, image, link] = await blocksOf('day-report');
      assert.ok(text?.type === 'text' && /\| assam \| 5 \| 16\.00 \|/.test(text.text));
      assert.ok(image?.type === 'image' && image.mimeType === 'image/png');
      assertPng(image.data);
      assert.ok(link?.type === 'resource_link' && link.uri === 'tea://house/orders.json');
    });

    it('Gives a sound', async () => {
      const [sound] = await blocksOf('ring-bell');
      assert.ok(sound?.type === 'audio');
      assert.equal(Buffer.from(sound.data, 'base64').toString('latin1', 0, 4), 'RIFF');
    });

    it('Gives a resource inside of a result and links to another', async () => {
      const [, inside, link] = await blocksOf('get-recipe', { tea: 'gyokuro' });
      assert.ok(inside?.type === 'resource' && 'text' in inside.resource);
      assert.equal(inside.resource.text, (await read('teas/gyokuro.md')).text);
      assert.ok(link?.type === 'resource_link');
      assert.match((await read('menu.json')).text, /"gyokuro"/);
    });

    it('Reports an error of a tool with what to do instead', async () => {
      const { outcome } = await test.call('demo', 'check-water', { tea: 'sencha', celsius: 100 });
      assert.ok(outcome.kind === 'result' && outcome.result.isError);
      assert.match(JSON.stringify(outcome.result.content), /too hot.*celsius 70/);
      assert.match(
        textOf(await test.call('demo', 'check-water', { tea: 'sencha', celsius: 70 })),
        /is right/,
      );
    });

    it('Tells the progress of something slow', async () => {
      const seen: string[] = [];
      const call = await test.call(
        'demo',
        'brew',
        { tea: 'oolong', steps: 5, seconds: 0 },
        { onProgress: ({ progress, total, message }) => seen.push(`${progress}/${total} ${message}`) },
      );
      assert.match(textOf(call), /Your oolong is ready/);
      assert.deepEqual(seen, [
        '1/5 Boiling the water',
        '2/5 Warming the pot',
        '3/5 Measuring the leaves',
        '4/5 Pouring',
        '5/5 Letting it draw',
      ]);
      assert.match((await read('kettle.json')).text, /"ready"/);
    });

    it('Stops something slow when it is cancelled', async () => {
      const stop = new AbortController();
      const call = test.call(
        'demo',
        'brew',
        { steps: 100, seconds: 10 },
        { signal: stop.signal, onProgress: () => stop.abort() },
      );
      assert.equal(failureOf(await call).kind, 'cancelled');
      const kettle = { state: 'stopped', tea: 'sencha', step: 1, steps: 100 };
      await until('it stopped', async () => (await read('kettle.json')).text.includes('stopped'));
      assert.deepEqual(JSON.parse((await read('kettle.json')).text), kettle);
    });

    it('Says what it destroys, and is asked to only when that is confirmed', async () => {
      test.approve = false;
      assert.equal(failureOf(await test.call('demo', 'clear-orders')).kind, 'denied');
      assert.notEqual((await read('orders.json')).text, '[]\n');
      test.approve = true;
      assert.match(textOf(await test.call('demo', 'clear-orders')), /are gone/);
      assert.equal((await read('orders.json')).text, '[]\n');
      const destructive = catalog().tools.items.filter(({ annotations }) => annotations?.destructiveHint);
      assert.deepEqual(
        destructive.map(({ name }) => name),
        ['clear-orders'],
      );
    });

    it('Says which tools only read and which may be repeated', () => {
      const named = (hint: 'readOnlyHint' | 'idempotentHint') =>
        catalog()
          .tools.items.filter(({ annotations }) => annotations?.[hint])
          .map(({ name }) => name);
      assert.deepEqual(named('readOnlyHint'), [
        'find-tea',
        'get-recipe',
        'check-water',
        'day-report',
        'ring-bell',
        'take-stock',
        'recommend-tea',
      ]);
      assert.deepEqual(named('idempotentHint'), ['write-board', 'brew', 'clear-orders']);
    });

    it('Logs at several levels', async () => {
      await test.call('demo', 'take-stock');
      const logged = () =>
        test.of('server.log').filter(({ line }) => line.source === 'log' && line.text.startsWith('[stock]'));
      await until('all are logged', () => logged().length === 4);
      assert.deepEqual(
        logged().map(({ line }) => line.level),
        ['info', 'notice', 'warning', 'error'],
      );
    });

    it('Recommends the tea of the house where nobody can be asked', async () => {
      assert.match(textOf(await test.call('demo', 'recommend-tea')), /Nobody can be asked here/);
    });

    it('Has a welcome whose links lead somewhere', async () => {
      const { text, mimeType } = await read('welcome.md');
      assert.equal(mimeType, 'text/markdown');
      const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1]!);
      assert.ok(links.length >= 6);
      for (const link of links) assert.ok(await read(link), link);
      const tools = [...text.matchAll(/`([a-z]+(?:-[a-z]+)+|brew)`/g)].map((match) => match[1]!);
      const known = [...catalog().tools.items, ...catalog().prompts.items].map(({ name }) => name);
      for (const name of tools) assert.ok(known.includes(name), name);
    });

    it('Has a picture as a resource', async () => {
      const { blob, mimeType } = await read('teapot.png');
      assert.equal(mimeType, 'image/png');
      assertPng(blob ?? '');
    });

    it('Says what there is when a template is filled in with something else', async () => {
      const failure = await rejection(test.pool.readResource('demo', 'tea://house/teas/coffee.md'));
      assert.match(failure.message, /no tea 'coffee' on the menu/);
    });

    it('Tells who watches a resource that it changed', async () => {
      let updates = 0;
      const watch = test.pool.find('demo').watchResource('tea://house/board.md', () => updates++);
      try {
        await until('an update is heard', async () => {
          await test.call('demo', 'write-board', { text: '# Plum cake' });
          return updates > 0;
        });
        assert.equal((await read('board.md')).text, '# Plum cake\n');
      } finally {
        watch.dispose();
      }
    });

    it('Lists a resource more after a booking', async () => {
      const wish = {
        name: 'Ada',
        day: '2027-05-01',
        email: 'ada@example.com',
        seat: { room: 'library', window: true },
        guests: ['Mary'],
        website: 'https://example.com/tea-club',
      };
      const [text, link] = await blocksOf('book-table', wish);
      assert.ok(text?.type === 'text' && text.text.includes('library is kept for Ada and Mary'));
      assert.ok(link?.type === 'resource_link' && link.name === 'bookings/1.json');
      await until('it is listed', () => catalog().resources.items.some(({ uri }) => uri === link.uri));
      assert.deepEqual(JSON.parse((await read('bookings/1.json')).text), { number: 1, ...wish });
    });

    it('Has a prompt without and one with arguments', async () => {
      const greeting = await test.pool.getPrompt('demo', 'greet-guest', {});
      assert.deepEqual(
        greeting.messages.map(({ role }) => role),
        ['user', 'assistant'],
      );
      const party = await test.pool.getPrompt('demo', 'plan-tea-party', {
        occasion: 'a birthday',
        tea: 'assam',
        guests: '6',
      });
      assert.match(JSON.stringify(party.messages[0]), /for 6 guests for a birthday, with Assam/);
      assert.equal(party.messages[1]?.content.type, 'resource');
      const missing = await rejection(test.pool.getPrompt('demo', 'plan-tea-party', { tea: 'assam' }));
      assert.match(missing.message, /needs 'occasion'/);
    });
  });

  describe(`The demo server in the ${era} era that asks a person`, () => {
    const recommended = async (answer: ElicitResult) => {
      const questions: ElicitRequestParams[] = [];
      const pool = new Pool({
        clientInfo: { name: 'mcp-pool-test', version: '1.0.0' },
        env: process.env,
        limits: { start: 10_000, request: 10_000, total: 20_000 },
        confirm: async () => true,
        elicit: async (_server, question) => {
          questions.push(question);
          return answer;
        },
        reportError: (error) => assert.fail(String(error)),
      });
      try {
        await pool.apply([definition(era)]);
        const request = { server: 'demo', tool: 'recommend-tea', arguments: {}, origin: 'palette' } as const;
        return { text: textOf(await pool.call(request)), questions };
      } finally {
        await pool.dispose();
      }
    };

    it('Shows a form, and keeps to the answer', async () => {
      const content = { mood: 'calm', budget: 3, 'without-caffeine': true };
      const { text, questions } = await recommended({ action: 'accept', content });
      assert.match(text, /^Rooibos from the Cederberg\./);
      assert.equal(questions.length, 1);
      const schema = (questions[0] as { requestedSchema: Record<string, unknown> }).requestedSchema;
      assert.deepEqual(
        fieldsOf(schema).map(({ name, kind }) => [name, kind]),
        [
          ['mood', 'choice'],
          ['budget', 'number'],
          ['without-caffeine', 'boolean'],
        ],
      );
    });

    it('Takes no for an answer', async () => {
      assert.match((await recommended({ action: 'decline' })).text, /^As you like\./);
      assert.match((await recommended({ action: 'cancel' })).text, /^As you like\./);
    });
  });

  describe(`The demo server in the ${era} era`, () => {
    it('Completes what is typed for templates and prompts', async () => {
      const client = new Client({ name: 'mcp-pool-test', version: '1.0.0' });
      client.setVersionNegotiation({ mode: 'auto' });
      await client.connect(
        new StdioClientTransport({ command: process.execPath, args: argumentsOf(era), stderr: 'ignore' }),
      );
      try {
        assert.equal(client.getProtocolEra(), era);
        const complete = async (ref: Parameters<Client['complete']>[0]['ref'], name: string, value: string) =>
          (await client.complete({ ref, argument: { name, value } })).completion.values;
        const template = { type: 'ref/resource', uri: 'tea://house/teas/{tea}.md' } as const;
        const prompt = { type: 'ref/prompt', name: 'plan-tea-party' } as const;
        assert.deepEqual(await complete(template, 'tea', 's'), ['sencha']);
        assert.deepEqual(await complete(prompt, 'tea', 'D'), ['darjeeling']);
        assert.deepEqual(await complete(prompt, 'occasion', 'rain'), ['a rainy afternoon']);
      } finally {
        await client.close();
      }
    });
  });
}

function assertPng(base64: string): void {
  assert.equal(Buffer.from(base64, 'base64').toString('latin1', 0, 8), '\x89PNG\r\n\x1a\n');
}

import assert from 'node:assert/strict';
import { fieldsOf } from '../../src/pool/forms/formFields';
import { failureOf, textOf } from '../support/pool/testPool';
import { until } from '../support/until';
import { assertPng, DemoPool, eras } from './support/demoServer';

for (const era of eras) {
  describe(`The demo server in the ${era} era`, () => {
    let test: DemoPool;
    before(async () => {
      test = await new DemoPool(era).open();
    });
    after(() => test.close());

    it('reports its protocol era, and how to begin', async () => {
      const { info } = await test.reach('demo', 'ready');
      assert.equal(info.protocolVersion, era === 'modern' ? '2026-07-28' : '2025-11-25');
      assert.equal(info.serverName, 'Tea house');
      assert.match(info.instructions ?? '', /tea:\/\/house\/welcome\.md/);
    });

    it('lists everything with a description, and nothing malformed', () => {
      const { tools, resources, resourceTemplates, prompts } = test.catalog;
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

    it('asks for every kind of argument', () => {
      const kinds = (name: string) =>
        Object.fromEntries(fieldsOf(test.tool(name).inputSchema).map((field) => [field.name, field.kind]));
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
      const [tea] = fieldsOf(test.tool('order-tea').inputSchema);
      assert.deepEqual(tea?.options?.[0], { value: 'sencha', label: 'Sencha from Uji' });
    });

    it('has arguments that are checked before they are sent, with helpful messages', async () => {
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

    it('accepts an order with its defaults', async () => {
      const text = textOf(await test.call('demo', 'order-tea', { tea: 'sencha', extras: ['scone'] }));
      assert.match(text, /^Order \d+: 1 cup of sencha, scone\. That makes 3\.80 €\.$/);
      assert.match((await test.read('orders.json')).text, /"scone"/);
    });

    it('gives structured output that fits its schema', async () => {
      const { outcome } = await test.call('demo', 'find-tea', { kind: 'herbal', 'max-price': 3 });
      assert.ok(outcome.kind === 'result');
      assert.deepEqual(outcome.warnings, []);
      assert.ok(test.tool('find-tea').outputSchema);
      const { count, teas } = outcome.result.structuredContent as { count: number; teas: { name: string }[] };
      assert.equal(count, 2);
      assert.deepEqual(
        teas.map(({ name }) => name),
        ['chamomile', 'rooibos'],
      );
    });

    it('gives a text, a picture and a link as one result', async () => {
      const [text, image, link] = await test.blocksOf('day-report');
      assert.ok(text?.type === 'text' && /\| assam \| 5 \| 16\.00 \|/.test(text.text));
      assert.ok(image?.type === 'image' && image.mimeType === 'image/png');
      assertPng(image.data);
      assert.ok(link?.type === 'resource_link' && link.uri === 'tea://house/orders.json');
    });

    it('gives a sound', async () => {
      const [sound] = await test.blocksOf('ring-bell');
      assert.ok(sound?.type === 'audio');
      assert.equal(Buffer.from(sound.data, 'base64').toString('latin1', 0, 4), 'RIFF');
    });

    it('gives a resource inside a result and links to another', async () => {
      const [, inside, link] = await test.blocksOf('get-recipe', { tea: 'gyokuro' });
      assert.ok(inside?.type === 'resource' && 'text' in inside.resource);
      assert.equal(inside.resource.text, (await test.read('teas/gyokuro.md')).text);
      assert.ok(link?.type === 'resource_link');
      assert.match((await test.read('menu.json')).text, /"gyokuro"/);
    });

    it('reports an error of a tool with the next step', async () => {
      const { outcome } = await test.call('demo', 'check-water', { tea: 'sencha', celsius: 100 });
      assert.ok(outcome.kind === 'result' && outcome.result.isError);
      assert.match(JSON.stringify(outcome.result.content), /too hot.*celsius 70/);
      assert.match(
        textOf(await test.call('demo', 'check-water', { tea: 'sencha', celsius: 70 })),
        /is right/,
      );
    });

    it('reports the progress of something slow', async () => {
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
        '5/5 Steeping',
      ]);
      assert.match((await test.read('kettle.json')).text, /"ready"/);
    });

    it('stops something slow when it is canceled', async () => {
      const stop = new AbortController();
      const call = test.call(
        'demo',
        'brew',
        { steps: 100, seconds: 10 },
        { signal: stop.signal, onProgress: () => stop.abort() },
      );
      assert.equal(failureOf(await call).kind, 'cancelled');
      const kettle = { state: 'stopped', tea: 'sencha', step: 1, steps: 100 };
      await until('it stopped', async () => (await test.read('kettle.json')).text.includes('stopped'));
      assert.deepEqual(JSON.parse((await test.read('kettle.json')).text), kettle);
    });

    it('marks what it destroys, which runs only when it is confirmed', async () => {
      test.approve = false;
      assert.equal(failureOf(await test.call('demo', 'clear-orders')).kind, 'denied');
      assert.notEqual((await test.read('orders.json')).text, '[]\n');
      test.approve = true;
      assert.match(textOf(await test.call('demo', 'clear-orders')), /are gone/);
      assert.equal((await test.read('orders.json')).text, '[]\n');
      const destructive = test.catalog.tools.items.filter(({ annotations }) => annotations?.destructiveHint);
      assert.deepEqual(
        destructive.map(({ name }) => name),
        ['clear-orders'],
      );
    });

    it('marks the tools that only read and those that can be repeated safely', () => {
      const named = (hint: 'readOnlyHint' | 'idempotentHint') =>
        test.catalog.tools.items.filter(({ annotations }) => annotations?.[hint]).map(({ name }) => name);
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

    it('logs at several levels', async () => {
      await test.call('demo', 'take-stock');
      const logged = () =>
        test.of('server.log').filter(({ line }) => line.source === 'log' && line.text.startsWith('[stock]'));
      await until('all are logged', () => logged().length === 4);
      assert.deepEqual(
        logged().map(({ line }) => line.level),
        ['info', 'notice', 'warning', 'error'],
      );
    });

    it('recommends the tea of the house when no one can be asked', async () => {
      assert.match(textOf(await test.call('demo', 'recommend-tea')), /No one can be asked here/);
    });
  });
}

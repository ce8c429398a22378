import assert from 'node:assert/strict';
import { Client, type ElicitRequestParams, type ElicitResult } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { fieldsOf } from '../../src/pool/forms/formFields';
import { Pool } from '../../src/pool/pool';
import { paletteRequester } from '../../src/pool/requester';
import { textOf } from '../support/pool/testPool';
import { rejection } from '../support/rejection';
import { endlessLimits, until } from '../support/until';
import { assertPng, DemoPool, demoArguments, demoDefinition, eras } from './support/demoServer';

for (const era of eras) {
  describe(`The resources and prompts of the demo server in the ${era} era`, () => {
    let test: DemoPool;
    before(async () => {
      test = await new DemoPool(era).open();
    });
    after(() => test.close());

    it('include a welcome whose links lead somewhere', async () => {
      const { text, mimeType } = await test.read('welcome.md');
      assert.equal(mimeType, 'text/markdown');
      const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1]!);
      assert.ok(links.length >= 6);
      for (const link of links) assert.ok(await test.read(link), link);
      const tools = [...text.matchAll(/`([a-z]+(?:-[a-z]+)+|brew)`/g)].map((match) => match[1]!);
      const known = [...test.catalog.tools.items, ...test.catalog.prompts.items].map(({ name }) => name);
      for (const name of tools) assert.ok(known.includes(name), name);
    });

    it('include a picture', async () => {
      const { blob, mimeType } = await test.read('teapot.png');
      assert.equal(mimeType, 'image/png');
      assertPng(blob ?? '');
    });

    it('are listed when a template is filled in with something else', async () => {
      const failure = await rejection(test.pool.readResource('demo', 'tea://house/teas/coffee.md'));
      assert.match(failure.message, /no tea 'coffee' on the menu/);
    });

    it('notify their subscribers of a change', async () => {
      let updates = 0;
      const watch = test.pool.find('demo').watchResource('tea://house/board.md', () => updates++);
      try {
        await until('an update is heard', async () => {
          await test.call('demo', 'write-board', { text: '# Plum cake' });
          return updates > 0;
        });
        assert.equal((await test.read('board.md')).text, '# Plum cake\n');
      } finally {
        watch.dispose();
      }
    });

    it('include one more after a booking', async () => {
      const wish = {
        name: 'Ada',
        day: '2027-05-01',
        email: 'ada@example.com',
        seat: { room: 'library', window: true },
        guests: ['Mary'],
        website: 'https://example.com/tea-club',
      };
      const [text, link] = await test.blocksOf('book-table', wish);
      assert.ok(text?.type === 'text' && text.text.includes('library is reserved for Ada and Mary'));
      assert.ok(link?.type === 'resource_link' && link.name === 'bookings/1.json');
      await until('it is listed', () => test.catalog.resources.items.some(({ uri }) => uri === link.uri));
      assert.deepEqual(JSON.parse((await test.read('bookings/1.json')).text), { number: 1, ...wish });
    });

    it('include a prompt with arguments and one without', async () => {
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

    it('complete what is typed for templates and prompts', async () => {
      const client = new Client({ name: 'mcp-pool-test', version: '1.0.0' });
      client.setVersionNegotiation({ mode: 'auto' });
      await client.connect(
        new StdioClientTransport({ command: process.execPath, args: demoArguments(era), stderr: 'ignore' }),
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

  describe(`A question of the demo server in the ${era} era`, () => {
    const recommended = async (answer: ElicitResult) => {
      const questions: ElicitRequestParams[] = [];
      const pool = new Pool({
        clientInfo: { name: 'mcp-pool-test', version: '1.0.0' },
        env: process.env,
        limits: endlessLimits,
        confirm: async () => true,
        elicit: async (_server, question) => {
          questions.push(question);
          return answer;
        },
        reportError: (error) => assert.fail(String(error)),
      });
      try {
        await pool.apply([demoDefinition(era)]);
        const request = { server: 'demo', tool: 'recommend-tea', arguments: {}, by: paletteRequester };
        return { text: textOf(await pool.call(request)), questions };
      } finally {
        await pool.dispose();
      }
    };

    it('shows a form, and its answer is used', async () => {
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

    it('may be declined', async () => {
      assert.match((await recommended({ action: 'decline' })).text, /^As you like\./);
      assert.match((await recommended({ action: 'cancel' })).text, /^As you like\./);
    });
  });
}

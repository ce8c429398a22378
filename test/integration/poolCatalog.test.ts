import assert from 'node:assert/strict';
import { stdio, TestPool, textOf } from '../support/pool/testPool';
import { until } from '../support/until';

describe('The catalog of a server in a pool', () => {
  let test: TestPool;
  beforeEach(() => {
    test = new TestPool();
  });
  afterEach(() => test.close());
  const names = (server: string, list: 'tools' | 'resources' | 'prompts') =>
    test.pool.find(server).catalog[list].items.map((item) => item.name);

  it('is read completely, page by page', async () => {
    await test.pool.apply([stdio('lists', 'lists')]);
    await test.pool.find('lists').connected();
    assert.deepEqual(names('lists', 'resources'), ['a', 'b', 'c']);
    assert.deepEqual(names('lists', 'prompts'), ['a', 'b', 'c']);
    const { catalog } = test.pool.find('lists');
    assert.deepEqual(
      catalog.resourceTemplates,
      { items: [] },
      'templates are not offered, which is no error',
    );
  });

  it('omits a malformed tool, with a warning that names it, and keeps the others', async () => {
    await test.pool.apply([stdio('lists', 'lists')]);
    await test.pool.find('lists').connected();
    assert.deepEqual(names('lists', 'tools'), ['first', 'wrong type', 'nothing', 'last']);
    const warnings = test.of('server.log').filter(({ line }) => line.level === 'warning');
    assert.equal(warnings.length, 1);
    assert.match(warnings[0]!.line.text, /tools: 'broken' is malformed: 'inputSchema'/);
  });

  it('does not prevent a result that breaks its output schema', async () => {
    await test.pool.apply([stdio('lists', 'lists')]);
    const { outcome } = await test.call('lists', 'wrong type');
    assert.ok(outcome.kind === 'result', JSON.stringify(outcome));
    assert.deepEqual(outcome.result.structuredContent, { degrees: 'warm' });
    assert.equal(outcome.warnings.length, 1);
    assert.match(outcome.warnings[0]!, /'degrees' must be a number/);
    const missing = await test.call('lists', 'nothing');
    assert.equal(textOf(missing), 'nothing');
    assert.ok(missing.outcome.kind === 'result');
    assert.match(missing.outcome.warnings[0] ?? '', /declares an output schema/);
  });

  it('is read again when the server reports a change', async () => {
    await test.pool.apply([stdio('toolbox', 'toolbox')]);
    await test.pool.find('toolbox').connected();
    assert.ok(!names('toolbox', 'tools').includes('grown'));
    await test.call('toolbox', 'grow');
    await until('the new tool is there', () => names('toolbox', 'tools').includes('grown'));
    assert.ok(
      test
        .of('catalog.changed')
        .at(-1)
        ?.catalog.tools.items.some((tool) => tool.name === 'grown'),
    );
    assert.equal(textOf(await test.call('toolbox', 'grown')), 'grown');
  });

  it('is read again on request', async () => {
    await test.pool.apply([stdio('toolbox', 'toolbox')]);
    await test.pool.find('toolbox').connected();
    const before = test.of('catalog.changed').length;
    await test.pool.find('toolbox').refresh();
    assert.equal(test.of('catalog.changed').length, before + 1);
  });
});

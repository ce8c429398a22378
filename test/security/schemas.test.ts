import assert from 'node:assert/strict';
import { UriTemplate } from '@modelcontextprotocol/client';
import { didYouMean } from '../../src/base/didYouMean';
import { matchesTemplate } from '../../src/mcp/catalog/uriTemplate';
import type { CallOutcome } from '../../src/pool/call';
import { fieldsOf, isFormable, readField } from '../../src/pool/forms/formFields';
import { validate } from '../../src/pool/forms/validation';
import { renderResult } from '../../src/pool/render/renderResult';
import { TestGateway } from '../support/gateway/gateway';
import { type Serving, serveWorkspace } from '../support/gateway/serving';
import { stdio, TestPool, textOf } from '../support/pool/testPool';
import { until } from '../support/until';
import { fixtureEntry, Workspace } from '../support/workspace';

/** What fits no pattern of the hostile server, after a long look. */
const almost = `${'a'.repeat(60)}!`;

describe('A server whose schemas and results take forever to check', () => {
  let pool: TestPool;
  before(async () => {
    pool = new TestPool();
    await pool.pool.apply([stdio('hostile', 'hostileSchemas'), stdio('toolbox', 'toolbox')]);
    await Promise.all(['hostile', 'toolbox'].map((name) => pool.reach(name, 'ready')));
  });
  after(() => pool.close());
  const warnings = (outcome: CallOutcome) => (outcome.kind === 'result' ? outcome.warnings.join() : '');
  const calls: Readonly<Record<string, readonly [args: Record<string, unknown>, warning: RegExp]>> = {
    'pattern of the arguments': [{ word: almost }, /sent unchecked: .* it takes too long to check/],
    'pattern that is slow to read': [{ word: 'c' }, /the pattern a\?a\?.*… was not checked/],
    'pattern of Python': [{ word: 'abc' }, /the pattern \\A\[a-z\]\+\\Z was not checked/],
    'pattern of the result': [{}, /The output schema .* cannot be used: it takes too long to check/],
    'all of twice': [{}, /sent unchecked: .* it takes too long to check/],
    'any of twice': [{}, /The output schema .* cannot be used: it takes too long to check/],
    'many of the same': [{}, /The output schema .* cannot be used: it takes too long to check/],
    'millions of faults': [{}, /does not fit the output schema: 'list\[0\]\.a' is required\.$/],
    'branches of branches': [{ value: 1 }, /sent unchecked: .* it refers to itself without end/],
    'brackets that open': [{}, /^$/],
    'lines that are empty': [{}, /^$/],
    'fences without end': [{}, /^$/],
    'links without end': [{}, /^$/],
    'deep text': [{}, /^$/],
  };
  for (const [tool, [args, warning]] of Object.entries(calls)) {
    it(`is called anyway, and its result is shown: ${tool}`, async () => {
      const { outcome } = await pool.call('hostile', tool, args);
      assert.equal(outcome.kind, 'result', JSON.stringify(outcome));
      assert.match(warnings(outcome), warning);
      if (outcome.kind !== 'result') return;
      // Documents, the terminal and the gateway's answers are made of this.
      assert.ok(renderResult(outcome.result, outcome.warnings, (uri) => uri).text.length > 0);
      assert.match(textOf(await pool.call('toolbox', 'typed', { text: 'still here' })), /still here/);
    });
  }

  it('fails its call with a message when its result is nested too deep', async () => {
    const { outcome } = await pool.call('hostile', 'deep content');
    assert.ok(outcome.kind === 'failure');
    assert.match(outcome.failure.message, /it is nested more than 500 levels deep/);
  });

  it('lacks only its list when that is nested too deep', async () => {
    const deep = new TestPool();
    await deep.pool.apply([stdio('deep', 'hostileSchemas', { args: ['deep'] })]);
    await deep.reach('deep', 'ready');
    const error = await until('the list has failed', () => deep.pool.find('deep').catalog.tools.error);
    assert.match(error.message, /nested more than 500 levels deep/);
    await deep.close();
  });

  it('gets arguments that are checked apart from a pattern that cannot be used', async () => {
    const { outcome } = await pool.call('hostile', 'pattern with flags', {});
    assert.ok(outcome.kind === 'failure');
    assert.match(outcome.failure.message, /'word' is required/);
  });

  it('gets a form that asks for unclear arguments as JSON', () => {
    const { inputSchema } = pool.pool
      .find('hostile')
      .catalog.tools.items.find(({ name }) => name === 'branches of branches')!;
    const schema = inputSchema as Record<string, unknown>;
    assert.ok(isFormable(schema));
    const [field] = fieldsOf(schema);
    assert.equal(field?.kind, 'json');
    assert.deepEqual(readField(field!, '5'), { value: 5 });
  });
});

describe('mcp-pool serve with a hostile server', () => {
  const workspace = new Workspace();
  let serving: Serving;
  before(async () => {
    workspace.configure({ hostile: fixtureEntry('hostileSchemas', { autoApprove: ['*'] }) });
    serving = await serveWorkspace(workspace);
  });
  after(() => workspace.remove());

  it('answers others during a call, and ends when it is asked to', async () => {
    const headers = { authorization: `Bearer ${serving.token}`, 'content-type': 'application/json' };
    const call = (tool: string, args: object) =>
      fetch(`${serving.url}/servers/hostile/tools/${encodeURIComponent(tool)}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(args),
      });
    const slow = [
      call('pattern of the arguments', { word: almost }),
      call('pattern of the result', {}),
      call('all of twice', {}),
    ];
    const health = await fetch(`${serving.url}/health`, { headers });
    assert.equal(health.status, 200);
    for (const response of await Promise.all(slow)) assert.equal(response.status, 200, await response.text());
    call('any of twice', {}).catch(() => undefined);
    await serving.close();
  });
});

describe('A client of the gateway that is asked by a hostile server', () => {
  it('gets a URI in the result that matches templates, however many variables they have', async () => {
    const gateway = await new TestGateway().open(
      stdio('hostile', 'hostileSchemas', { autoApprove: ['*'] }),
      stdio('toolbox', 'toolbox', { autoApprove: ['*'] }),
    );
    try {
      const client = await gateway.client('modern');
      const { tools } = await client.listTools();
      const name = tools.find((tool) => /links.without.end/.test(tool.name))?.name ?? 'none';
      const result = await client.callTool({ name, arguments: {} });
      assert.ok(Array.isArray(result.content));
      await client.callTool({ name: 'toolbox__typed', arguments: { text: 'still here' } });
    } finally {
      await gateway.close();
    }
  });
});

describe('A URI template', () => {
  const uris = [
    'x://a',
    'x://a/b',
    'x://a/b/c',
    'x://a,b',
    'x://a?p=1&q=2',
    'x://a?p=1',
    'x://.a',
    'x:///a/b',
    'x://a\nb',
  ];
  const templates = [
    ...[
      'x://a',
      'x://{v}',
      'x://{v}/{w}',
      'x://{+v}',
      'x://{#v}',
      'x://a{?p,q}',
      'x://a{?p}',
      'x://a{?p}{&q}',
    ],
    ...[
      'x://{.v}',
      'x://{/v}',
      'x://{/v*}',
      'x://{v*}',
      'x://{v,w}',
      'x://a/{v}/c',
      'y://{v}',
      'x://{v',
      'x://}{',
    ],
  ];
  for (const template of templates)
    it(`matches the URIs that the SDK matches: ${template}`, () => {
      for (const uri of uris) {
        let expected = false;
        try {
          expected = new UriTemplate(template).match(uri) !== null;
        } catch {
          // One that cannot be read.
        }
        assert.equal(matchesTemplate(template, uri), expected, uri);
      }
    });

  it('is matched at once with many variables, right or wrong', () => {
    const template = `x://${'{v}'.repeat(20)}!`;
    assert.ok(matchesTemplate(template, `x://${'a'.repeat(1000)}!`));
    assert.ok(!matchesTemplate(template, `x://${'a'.repeat(1000)}?`));
  });
});

describe('The name that was meant', () => {
  it('is not guessed for words as long as a book', () => {
    const words = Array.from({ length: 500 }, (_, at) => `${'x'.repeat(64_000)}${at}`);
    assert.equal(didYouMean(words[0]!.replace('x', 'y'), words), undefined);
  });

  it('is guessed among the first of very many names', () => {
    const names = Array.from({ length: 200_000 }, (_, at) => `${'n'.repeat(90)}${at}`);
    assert.equal(didYouMean('gret', ['greet', ...names]), 'greet');
  });
});

describe('A schema over the limits', () => {
  const nested = (levels: number): object => (levels === 0 ? {} : { properties: { a: nested(levels - 1) } });
  it('is not used when it is too large', () => {
    const properties = Object.fromEntries(Array.from({ length: 30_000 }, (_, at) => [`p${at}`, {}]));
    assert.match(validate({ properties }, {}).unusable ?? '', /too large/);
  });

  it('is not used when it is nested too deep', () => {
    assert.match(validate(nested(400) as Record<string, unknown>, {}).unusable ?? '', /too deep/);
  });

  it('is not tried again after it failed once', () => {
    const schema = { pattern: '^(a+)+$' };
    assert.match(validate(schema, almost).unusable ?? '', /too long/);
    // That would fit, and would be told at once.
    assert.match(validate(schema, 'a').unusable ?? '', /too long/);
  });

  it('is still used for other values after one large value', () => {
    const schema = { uniqueItems: true };
    const many = Array.from({ length: 100_000 }, (_, at) => ({ at }));
    assert.match(validate(schema, many).unusable ?? '', /too long/);
    assert.equal(validate(schema, [{ at: 1 }, { at: 1 }]).issues.length, 1);
  });
});

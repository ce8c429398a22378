import assert from 'node:assert/strict';
import { paletteRequester } from '../../src/pool/requester';
import { TestGateway, token } from '../support/gateway/gateway';
import { expectVisible } from '../support/hostileText';
import { stdio } from '../support/pool/testPool';

describe("The gateway's description of a hostile server", () => {
  const gateway = new TestGateway();
  before(async () => {
    await gateway.open(stdio('hostile', 'hostile', { autoApprove: ['*'] }));
  });
  after(() => gateway.close());
  const get = async (path: string) => {
    const answer = await fetch(`${gateway.gateway.address!.url}${path}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    assert.equal(answer.status, 200);
    return answer.text();
  };

  it('is a page that a terminal can print, without a tag of the server for a browser', async () => {
    const page = await get('/docs');
    expectVisible(page, '/docs');
    assert.match(page, /\\u\{1b\}/);
    assert.doesNotMatch(page, /<(?:img|a|script|svg)\b/i);
    // Each address stands in quotes of a shell, and no name ends them.
    const addresses = [...page.matchAll(/curl [^\n]*? (&#39;.*)/g)].map(([, rest = '']) => rest);
    assert.ok(addresses.length > 20);
    for (const rest of addresses) assert.equal(rest.match(/&#39;/g)?.length, 2, rest);
  });

  it('is a document that programs read unchanged, and terminals can print', async () => {
    const text = await get('/openapi.json');
    expectVisible(text, '/openapi.json');
    const { paths } = JSON.parse(text) as {
      paths: Record<string, { post?: { description?: string; summary?: string } }>;
    };
    const all = Object.values(paths).flatMap(({ post }) => post?.description ?? []);
    assert.ok(all.some((description) => description.includes('\u001b[8m')));
  });

  it('has metrics in which a name is only a label', async () => {
    const { pool } = gateway;
    await pool.call({ server: 'hostile', tool: 'act', arguments: {}, by: paletteRequester });
    for (const { name } of pool.find('hostile').catalog.tools.items)
      await pool.call({ server: 'hostile', tool: name, arguments: {}, by: paletteRequester });
    const text = await get('/metrics');
    expectVisible(text, '/metrics');
    for (const line of text.split('\n').filter(Boolean))
      assert.match(
        line,
        /^(?:# (?:HELP|TYPE) mcp_pool_\w+ .*|mcp_pool_\w+(?:\{(?:\w+="(?:[^"\\]|\\["\\n])*",?)*\})? [\d.e+-]+)$/,
      );
  });
});

import assert from 'node:assert/strict';
import { poolUri, resourcesOf, serverOfUri, templatesOf } from '../../../src/gateway/catalog/resourceUris';
import { page } from '../../../src/gateway/mcp/listHandlers';
import type { Pool } from '../../../src/pool/pool';

describe('A long list', () => {
  const all = Array.from({ length: 450 }, (_, index) => `item ${index}`);
  const same = (item: string) => item;

  it('has pages that contain everything once and in order', () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const { items, nextCursor } = page(all, same, cursor);
      seen.push(...items);
      cursor = nextCursor;
      pages++;
    } while (cursor !== undefined);
    assert.deepEqual(seen, all);
    assert.equal(pages, 3);
  });

  it('continues after the same item when others were inserted before it, and begins again when that item is gone', () => {
    const { nextCursor } = page(all, same);
    assert.equal(page(['new', ...all], same, nextCursor).items[0], 'item 200');
    const shorter = all.filter((item) => item !== 'item 199');
    assert.throws(() => page(shorter, same, nextCursor), /Start again/);
    assert.throws(() => page(all, same, 'nonsense'), /Start again/);
  });
});

describe('The URIs of resources in a pool', () => {
  const server = (name: string, uris: readonly string[], templates: readonly string[] = [], id = name) => ({
    id,
    name,
    state: { kind: 'ready' },
    definition: {},
    catalog: {
      resources: { items: uris.map((uri) => ({ uri, name: uri })) },
      resourceTemplates: { items: templates.map((uriTemplate) => ({ uriTemplate, name: uriTemplate })) },
    },
  });
  const poolOf = (...servers: ReturnType<typeof server>[]) =>
    ({ servers }) as unknown as Pick<Pool, 'servers'>;
  const pool = poolOf(
    server('one', ['a://1', 'b://same'], ['a://{id}/x', 'c://{id}']),
    server('two words', ['b://same'], ['c://{id}']),
  );
  const place = (uri: string, of = pool) => {
    const found = serverOfUri(of, uri);
    return [found.server.name, found.uri];
  };

  it('are unchanged when they are unique, and lead back when they are not', () => {
    const uris = resourcesOf(pool).map(({ uri }) => uri);
    assert.deepEqual(uris, ['a://1', 'mcp-pool://one/b://same', 'mcp-pool://two%20words/b://same']);
    assert.deepEqual(
      uris.map((uri) => place(uri)),
      [
        ['one', 'a://1'],
        ['one', 'b://same'],
        ['two words', 'b://same'],
      ],
    );
    assert.deepEqual(
      templatesOf(pool).map(({ uriTemplate }) => uriTemplate),
      ['a://{id}/x', 'mcp-pool://one/c://{id}', 'mcp-pool://two%20words/c://{id}'],
    );
  });

  it('lead to the server with a matching template, or to the only one of their scheme', () => {
    assert.deepEqual(place('a://7/x'), ['one', 'a://7/x']);
    assert.deepEqual(place('mcp-pool://two%20words/c://7'), ['two words', 'c://7']);
    assert.deepEqual(place('a://not/listed'), ['one', 'a://not/listed']);
    for (const uri of ['b://other', 'c://7'])
      assert.throws(() => serverOfUri(pool, uri), /servers have a resource/);
    for (const uri of ['d://x', 'no scheme', ''])
      assert.throws(() => serverOfUri(pool, uri), /No server has/);
  });

  it('lead from results to the server that sent them', () => {
    const [one, two] = pool.servers;
    assert.equal(poolUri(pool, one!, 'a://1'), 'a://1');
    assert.equal(poolUri(pool, two!, 'a://1'), 'mcp-pool://two%20words/a://1');
    assert.equal(poolUri(pool, two!, 'd://new'), 'mcp-pool://two%20words/d://new');
  });

  it('distinguish two servers of one name', () => {
    const twins = poolOf(server('same', ['a://1'], [], '/x#same'), server('same', ['a://1'], [], '/y#same'));
    const uris = resourcesOf(twins).map(({ uri }) => uri);
    assert.equal(new Set(uris).size, 2);
    assert.deepEqual(
      uris.map((uri) => serverOfUri(twins, uri).server.id),
      ['/x#same', '/y#same'],
    );
  });
});

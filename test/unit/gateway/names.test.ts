import assert from 'node:assert/strict';
import { namesOf, pathName, poolName } from '../../../src/gateway/catalog/pathNames';

describe('Names of tools among those of all servers', () => {
  it('are the server and the tool, whatever other servers have', () => {
    assert.equal(poolName('everything', 'get-sum'), 'everything__get-sum');
    assert.equal(poolName('my_server', 'x'), 'my_server__x');
  });

  it('are taken by every client: of few characters and not longer than 64', () => {
    const odd = [
      ['my server', 'tool'],
      ['a', 'x/y.z'],
      ['日本', '茶'],
      ['s'.repeat(50), 't'.repeat(50)],
      ['a'.repeat(31), 'b'.repeat(31)],
      ['', ''],
    ] as const;
    for (const [server, tool] of odd)
      assert.match(poolName(server, tool), /^[\w-]{1,64}$/, `${server} ${tool}`);
  });

  it('stay apart where only the characters that clients do not take differ', () => {
    const pairs = [
      ['a b', 'c'],
      ['a.b', 'c'],
      ['a_b', 'c'],
      ['a', 'b__c'],
      ['a__b', 'c'],
      ['x'.repeat(70), 'c'],
      ['x'.repeat(71), 'c'],
    ] as const;
    assert.equal(new Set(pairs.map(([server, tool]) => poolName(server, tool))).size, pairs.length);
  });

  it('stay apart for two servers of one name, and the first keeps the plain one', () => {
    const item = (id: string) => ({ server: { id, name: 'same' }, tool: 'echo' });
    const names = [...namesOf([item('one'), item('two'), item('three')], ({ tool }) => tool)];
    assert.equal(names.length, 3);
    assert.equal(names[0]![0], 'same__echo');
    assert.deepEqual(
      names.map(([, { server }]) => server.id),
      ['one', 'two', 'three'],
    );
  });
});

describe('Names in paths', () => {
  it('are the names themselves where a path can hold them', () => {
    for (const name of ['echo', 'get-sum', 'my server', 'a.b', 'a_b']) assert.equal(pathName(name), name);
  });

  it('are others, each its own, where it cannot', () => {
    const odd = ['a/b', 'a\\b', '.', '..', '.a', 'a?', 'a#', 'a%2fb', 'ä', '', ' a'];
    for (const name of odd) assert.match(pathName(name), /^[\w-]+$/, name);
    assert.equal(new Set(odd.map(pathName)).size, odd.length);
  });
});

import assert from 'node:assert/strict';
import { namesOf, pathName, poolName } from '../../../src/gateway/catalog/pathNames';

describe('The names of tools in a pool', () => {
  it('consist of the server and the tool, whatever other servers have', () => {
    assert.equal(poolName('everything', 'get-sum'), 'everything__get-sum');
    assert.equal(poolName('my_server', 'x'), 'my_server__x');
  });

  it('suit every client with few characters and at most 64 of them', () => {
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

  it('differ when only the characters that clients do not accept differ', () => {
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

  it('differ for two servers of one name, and the first keeps the plain one', () => {
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
  it('are unchanged when a path can contain them', () => {
    for (const name of ['echo', 'get-sum', 'my server', 'a.b', 'a_b']) assert.equal(pathName(name), name);
  });

  it('are replaced by unique ones when it cannot', () => {
    const odd = ['a/b', 'a\\b', '.', '..', '.a', 'a?', 'a#', 'a%2fb', 'ä', '', ' a'];
    for (const name of odd) assert.match(pathName(name), /^[\w-]+$/, name);
    assert.equal(new Set(odd.map(pathName)).size, odd.length);
  });
});

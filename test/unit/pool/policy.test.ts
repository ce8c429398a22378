import assert from 'node:assert/strict';
import { covers, decide, isDisabled } from '../../../src/pool/toolPolicy';
import { expectLinear } from '../../integration/support/ratios';
import { requesters } from '../../integration/support/requesters';
import { definitionsOf } from '../support/definitions';
import { rows } from '../support/table';

describe('Names and patterns of tools', () => {
  rows<{ patterns: readonly string[]; cover: readonly string[]; not: readonly string[] }>(
    {
      'Cover nothing when there are none': { patterns: [], cover: [], not: ['a', ''] },
      'Cover the tool of the name': {
        patterns: ['read'],
        cover: ['read'],
        not: ['reads', 'Read', 'rea', ''],
      },
      'Cover everything': { patterns: ['*'], cover: ['', 'a', 'a.b/c', '日本'], not: [] },
      'Cover what begins so': { patterns: ['read_*'], cover: ['read_', 'read_a'], not: ['read', 'xread_a'] },
      'Cover what ends so': { patterns: ['*_file'], cover: ['_file', 'a_file'], not: ['file', 'a_files'] },
      'Cover what begins and ends so': {
        patterns: ['get_*_list'],
        cover: ['get__list', 'get_a_list', 'get_a_list_list'],
        not: ['get_list', 'get_a_lists'],
      },
      'Need room for both ends': { patterns: ['ab*ba'], cover: ['abba', 'abxba'], not: ['aba', 'ab', 'ba'] },
      'Cover what has parts in that order': {
        patterns: ['*a*b*'],
        cover: ['ab', 'xaxbx', 'aabb'],
        not: ['ba', 'a', 'b'],
      },
      'Take a part once': { patterns: ['a*a*a'], cover: ['aaa', 'axaxa'], not: ['aa', 'a'] },
      'Need the end behind the parts': { patterns: ['*ab*b'], cover: ['abb', 'xabxb'], not: ['ab', 'xab'] },
      'Take several stars for one': { patterns: ['a**b'], cover: ['ab', 'axb'], not: ['a', 'b'] },
      'Have no other signs': {
        patterns: ['a.c', '[ab]', 'a?', '^a', '(a|b)', 'x.*'],
        cover: ['a.c', '[ab]', 'a?', '^a', '(a|b)', 'x.y'],
        not: ['abc', 'a', 'ab', 'b', 'xyz'],
      },
      'Cover what any of them covers': { patterns: ['a', 'b*'], cover: ['a', 'b', 'bc'], not: ['c', 'ab'] },
    },
    ({ patterns, cover, not }) => {
      for (const tool of cover) assert.ok(covers(patterns, tool), tool);
      for (const tool of not) assert.ok(!covers(patterns, tool), tool);
    },
  );

  it('Take no time however many stars there are', () => {
    expectLinear((size) => {
      assert.ok(!covers(['*a'.repeat(size)], 'a'.repeat(100)));
    }, 2000);
    expectLinear((size) => {
      assert.ok(!covers([`${'a*'.repeat(size)}b`], 'a'.repeat(5000)));
    }, 100);
  });
});

describe('Whether a call runs at once', () => {
  const [definition] = definitionsOf(
    'mcpServers:\n  a: { command: x, autoApprove: ["ok_*"], disabledTools: ["*_off"] }\n',
  );
  const tool = (name: string, destructiveHint?: boolean) => ({
    name,
    inputSchema: { type: 'object' as const },
    ...(destructiveHint === undefined ? {} : { annotations: { destructiveHint } }),
  });
  const kinds = (name: string, destructiveHint?: boolean) =>
    (['palette', 'program', 'terminal', 'extension'] as const).map(
      (origin) => decide(requesters[origin], definition!, tool(name, destructiveHint)).kind,
    );

  it('It does when a person makes it, and not when another extension does', () => {
    assert.deepEqual(kinds('t'), ['allow', 'allow', 'allow', 'confirm']);
    assert.deepEqual(kinds('t', false), ['allow', 'allow', 'allow', 'confirm']);
  });

  it('It does not when the tool says that it destroys', () => {
    assert.deepEqual(kinds('t', true), ['confirm', 'confirm', 'confirm', 'confirm']);
  });

  it('It does when it was approved, and says so only where that was needed', () => {
    assert.deepEqual(kinds('ok_t', true), ['allow', 'allow', 'allow', 'allow']);
    assert.deepEqual(decide(requesters.palette, definition!, tool('ok_t')), { kind: 'allow' });
    assert.deepEqual(decide(requesters.extension, definition!, tool('ok_t')), {
      kind: 'allow',
      approved: true,
    });
  });

  it('It does when a window that is attached made it: that has asked by its own policy', () => {
    for (const destructive of [undefined, true])
      assert.deepEqual(decide(requesters.editor, definition!, tool('t', destructive)), { kind: 'allow' });
    assert.equal(decide(requesters.editor, definition!, tool('ok_off')).kind, 'deny');
  });

  it('It never does when the tool is disabled, approved or not', () => {
    assert.deepEqual(kinds('ok_off'), ['deny', 'deny', 'deny', 'deny']);
    assert.ok(isDisabled(definition!, 'ok_off'));
    assert.ok(!isDisabled(definition!, 'ok_on'));
  });
});

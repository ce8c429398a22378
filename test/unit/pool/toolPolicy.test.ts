import assert from 'node:assert/strict';
import { covers, decide, isDisabled } from '../../../src/pool/toolPolicy';
import { definitionsOf } from '../../support/pool/definitions';
import { requesters } from '../../support/pool/requesters';
import { expectLinear } from '../../support/ratios';
import { rows } from '../support/table';

describe('Patterns of tool names', () => {
  rows<{ patterns: readonly string[]; cover: readonly string[]; not: readonly string[] }>(
    {
      'cover nothing when the list is empty': { patterns: [], cover: [], not: ['a', ''] },
      'cover the tool of that name': {
        patterns: ['read'],
        cover: ['read'],
        not: ['reads', 'Read', 'rea', ''],
      },
      'cover everything with a star': { patterns: ['*'], cover: ['', 'a', 'a.b/c', '日本'], not: [] },
      'cover a beginning': { patterns: ['read_*'], cover: ['read_', 'read_a'], not: ['read', 'xread_a'] },
      'cover an end': { patterns: ['*_file'], cover: ['_file', 'a_file'], not: ['file', 'a_files'] },
      'cover a beginning with an end': {
        patterns: ['get_*_list'],
        cover: ['get__list', 'get_a_list', 'get_a_list_list'],
        not: ['get_list', 'get_a_lists'],
      },
      'need room for both ends': { patterns: ['ab*ba'], cover: ['abba', 'abxba'], not: ['aba', 'ab', 'ba'] },
      'cover parts in their order': {
        patterns: ['*a*b*'],
        cover: ['ab', 'xaxbx', 'aabb'],
        not: ['ba', 'a', 'b'],
      },
      'match a part once': { patterns: ['a*a*a'], cover: ['aaa', 'axaxa'], not: ['aa', 'a'] },
      'need the end after the parts': { patterns: ['*ab*b'], cover: ['abb', 'xabxb'], not: ['ab', 'xab'] },
      'treat several stars as one': { patterns: ['a**b'], cover: ['ab', 'axb'], not: ['a', 'b'] },
      'have no other special characters': {
        patterns: ['a.c', '[ab]', 'a?', '^a', '(a|b)', 'x.*'],
        cover: ['a.c', '[ab]', 'a?', '^a', '(a|b)', 'x.y'],
        not: ['abc', 'a', 'ab', 'b', 'xyz'],
      },
      'cover what any one of them covers': {
        patterns: ['a', 'b*'],
        cover: ['a', 'b', 'bc'],
        not: ['c', 'ab'],
      },
    },
    ({ patterns, cover, not }) => {
      for (const tool of cover) assert.ok(covers(patterns, tool), tool);
      for (const tool of not) assert.ok(!covers(patterns, tool), tool);
    },
  );

  it('match quickly however many stars there are', () => {
    expectLinear((size) => {
      assert.ok(!covers(['*a'.repeat(size)], 'a'.repeat(100)));
    }, 2000);
    expectLinear((size) => {
      assert.ok(!covers([`${'a*'.repeat(size)}b`], 'a'.repeat(5000)));
    }, 100);
  });
});

describe('The decision about a call', () => {
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

  it('allows a call of a person, and not one of another extension', () => {
    assert.deepEqual(kinds('t'), ['allow', 'allow', 'allow', 'confirm']);
    assert.deepEqual(kinds('t', false), ['allow', 'allow', 'allow', 'confirm']);
  });

  it('requires a confirmation when the tool is destructive', () => {
    assert.deepEqual(kinds('t', true), ['confirm', 'confirm', 'confirm', 'confirm']);
  });

  it('allows an approved tool, and mentions the approval only when it was needed', () => {
    assert.deepEqual(kinds('ok_t', true), ['allow', 'allow', 'allow', 'allow']);
    assert.deepEqual(decide(requesters.palette, definition!, tool('ok_t')), { kind: 'allow' });
    assert.deepEqual(decide(requesters.extension, definition!, tool('ok_t')), {
      kind: 'allow',
      approved: true,
    });
  });

  it('allows a call of an attached window, which has asked by its own policy', () => {
    for (const destructive of [undefined, true])
      assert.deepEqual(decide(requesters.editor, definition!, tool('t', destructive)), { kind: 'allow' });
    assert.equal(decide(requesters.editor, definition!, tool('ok_off')).kind, 'deny');
  });

  it('denies a disabled tool, approved or not', () => {
    assert.deepEqual(kinds('ok_off'), ['deny', 'deny', 'deny', 'deny']);
    assert.ok(isDisabled(definition!, 'ok_off'));
    assert.ok(!isDisabled(definition!, 'ok_on'));
  });
});

import assert from 'node:assert/strict';
import { diffDefinitions, keepLastGood } from '../../../src/config/model/definitionDiff';
import { definitionsOf, parse } from '../../support/pool/definitions';
import { rows } from '../support/table';

const before = 'mcpServers:\n  a: { command: x }\n  b: { url: https://h }\n';

describe('The difference between two configurations', () => {
  /** What changed, as the names of each kind. */
  type Change = Partial<Record<'added' | 'removed' | 'relaunched' | 'updated', string[]>>;
  rows<{ after: string; change: Change }>(
    {
      'is empty when nothing changed': { after: before, change: {} },
      'contains what was added': { after: `${before}  c: { command: z }\n`, change: { added: ['c'] } },
      'contains what was removed': {
        after: 'mcpServers:\n  a: { command: x }\n',
        change: { removed: ['b'] },
      },
      'shows a rename as one removed and one added': {
        after: before.replace('a:', 'z:'),
        change: { added: ['z'], removed: ['a'] },
      },
      'contains a restart when the program changed': {
        after: before.replace('x }', 'x, args: [y] }'),
        change: { relaunched: ['a'] },
      },
      'contains a restart when the address changed': {
        after: before.replace('//h', '//i'),
        change: { relaunched: ['b'] },
      },
      'contains a restart when it was disabled': {
        after: before.replace('x }', 'x, disabled: true }'),
        change: { relaunched: ['a'] },
      },
      'contains no restart when only autoApprove changed': {
        after: before.replace('x }', 'x, autoApprove: [t] }'),
        change: { updated: ['a'] },
      },
      'contains no restart when lines moved': { after: `# top\n${before}`, change: { updated: ['a', 'b'] } },
      'contains no restart when entries swapped places': {
        after: 'mcpServers:\n  b: { url: https://h }\n  a: { command: x }\n',
        change: { updated: ['b', 'a'] },
      },
    },
    ({ after, change }) => {
      const diff = diffDefinitions(definitionsOf(before), definitionsOf(after));
      const named = Object.entries(diff).map(([kind, list]) => [
        kind,
        list.map(({ name }: { name: string }) => name),
      ]);
      assert.deepEqual(Object.fromEntries(named.filter(([, names]) => names!.length > 0)), change);
    },
  );
});

describe('A broken entry', () => {
  const kept = (from: string, to: string) => keepLastGood(parse(from).definitions, parse(to).definitions);

  it('keeps the running server', () => {
    const now = kept(before, before.replace('command: x', 'command: 5'));
    assert.deepEqual(diffDefinitions(definitionsOf(before), now).relaunched, []);
    assert.deepEqual(
      now.map(({ launch }) => launch.type),
      ['stdio', 'http'],
    );
  });

  it('stays broken when its server never ran', () => {
    const [now] = kept('mcpServers:\n  a: { command: 5 }\n', 'mcpServers:\n  a: { command: 6 }\n');
    assert.equal(now!.launch.type, 'invalid');
  });

  it('does not start a server that was disabled', () => {
    const [now] = kept(
      'mcpServers:\n  a: { command: x, disabled: true }\n',
      'mcpServers:\n  a: { command: x, disabled: tru }\n',
    );
    assert.equal(now!.disabled, true);
  });

  it('can still be disabled', () => {
    const [now] = kept(before, 'mcpServers:\n  a: { command: 5, disabled: true }\n');
    assert.equal(now!.disabled, true);
  });

  it('keeps all of its facts, so that the server is not restarted', () => {
    const said = 'startTimeout: 5s, roots: [.], logLevel: debug, protocol: legacy, disabledTools: [t]';
    const was = `mcpServers:\n  a: { command: x, ${said}, autoApprove: [u] }\n`;
    const [now] = kept(was, was.replace('command: x', 'command: 5'));
    const [old] = definitionsOf(was);
    assert.deepEqual(diffDefinitions([old!], [now!]).relaunched, []);
    assert.deepEqual(now!.disabledTools, ['t']);
    assert.deepEqual(now!.autoApprove, []);
  });

  it('is removed once its lines are gone', () => {
    assert.deepEqual(
      kept(before, 'mcpServers:\n  b: { url: https://h }\n').map(({ name }) => name),
      ['b'],
    );
  });
});

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the variables of the configuration.
import assert from 'node:assert/strict';
import {
  approvalOf,
  approvalOfWritten,
  asApproved,
  reviewHash,
  type Waiting,
  waitsFor,
  withDecision,
} from '../../../src/config/approval/approval';
import { parse } from '../support/definitions';
import { rows } from '../support/table';

const one = (entry: string, envFile?: string) => ({
  definition: parse(`mcpServers:\n  a: ${entry}\n`).definitions[0]!,
  ...(envFile === undefined ? {} : { envFile }),
});
const first =
  '{ command: npx, args: [-y, pkg], env: { TOKEN: "${T}" }, autoApprove: [read], disabledTools: [drop, wipe] }';

describe('Approving an entry', () => {
  const approval = approvalOf(one(first));

  rows<{ entry: string; envFile?: string; waits: Waiting['for'] | undefined }>(
    {
      'Holds as long as nothing changes': { entry: first, waits: undefined },
      'Holds when a comment is added': { entry: `${first} # why`, waits: undefined },
      'Holds when fewer tools run without asking': { entry: first.replace('[read]', '[]'), waits: undefined },
      'Holds when one more tool is disabled': {
        entry: first.replace('[drop', '[rm, drop'),
        waits: undefined,
      },
      'Holds when a time limit changes': {
        entry: first.replace('args', 'startTimeout: 5s, args'),
        waits: undefined,
      },
      'Is asked for again when the program changes': { entry: first.replace('npx', 'bash'), waits: 'launch' },
      'Is asked for again when an argument changes': {
        entry: first.replace('pkg', 'other'),
        waits: 'launch',
      },
      'Is asked for again when a variable changes': { entry: first.replace('${T}', '${U}'), waits: 'launch' },
      'Is asked for again when more is inherited': {
        entry: first.replace('command', 'inheritEnv: all, command'),
        waits: 'launch',
      },
      'Is asked for again when a file with variables appears': {
        entry: first,
        envFile: 'NODE_OPTIONS=--require ./x.js',
        waits: 'launch',
      },
      'Is asked for the tools that are new': {
        entry: first.replace('[read]', '[read, write]'),
        waits: 'policy',
      },
      'Is asked for a pattern that covers more': {
        entry: first.replace('[read]', '["*"]'),
        waits: 'policy',
      },
      'Is asked for again when a tool is no longer disabled': {
        entry: first.replace('[drop, wipe]', '[drop]'),
        waits: 'policy',
      },
      'Is not asked for an entry that is disabled': {
        entry: first.replace('npx', 'bash, disabled: true'),
        waits: undefined,
      },
      'Is not asked for an entry that is broken': { entry: '{ command: 5 }', waits: undefined },
    },
    ({ entry, envFile, waits }) => assert.equal(waitsFor(one(entry, envFile), approval), waits),
  );

  it('Is what an entry waits for before it starts', () => {
    assert.match(asApproved(one(first), undefined).held ?? '', /not been approved/);
    assert.equal(asApproved(one(first), approval).held, undefined);
  });

  it('Lets the looser of two policies wait, and the rest of the server run', () => {
    const looser = one(first.replace('[read]', '[read, "*"]').replace('[drop, wipe]', '[wipe, rm]'));
    const { held, autoApprove, disabledTools } = asApproved(looser, approval);
    assert.equal(held, undefined);
    assert.deepEqual(autoApprove, ['read']);
    assert.deepEqual(disabledTools, ['drop', 'wipe', 'rm']);
    assert.deepEqual(asApproved(looser, undefined).autoApprove, []);
  });

  it('Takes a decision about one tool along, and nothing else that changed', () => {
    const after = one(first.replace('[read]', '[read, write, erase]'));
    const changed = withDecision(approval, after, 'autoApprove', 'write')!;
    assert.deepEqual(changed.autoApprove, ['read', 'write']);
    assert.equal(waitsFor(after, changed), 'policy');
    const elsewhere = one(first.replace('npx', 'evil').replace('[read]', '[read, write]'));
    assert.equal(withDecision(approval, elsewhere, 'autoApprove', 'write'), undefined);
    assert.equal(withDecision(approval, elsewhere, 'disabledTools', 'write'), undefined);
  });

  it('Is given by writing an entry only as far as the file starts just that', () => {
    const meant = one('{ command: node, args: [server.js] }').definition;
    const found = parse('mcpServers:\n  a: { command: node, args: [server.js] }\n').definitions[0]!;
    assert.ok(approvalOfWritten({ definition: found }, meant));
    const defaults = 'defaults: { env: { NODE_OPTIONS: --require ./x.cjs } }\n';
    const more = parse(`${defaults}mcpServers:\n  a: { command: node, args: [server.js] }\n`).definitions[0]!;
    assert.equal(approvalOfWritten({ definition: more }, meant), undefined);
  });

  it('Counts for what was shown, and for no other text of the entry', () => {
    const hash = reviewHash(one(first));
    assert.equal(reviewHash(one(first)), hash);
    for (const changed of [
      first.replace('pkg', 'p'),
      first.replace('[read]', '[]'),
      first.replace('wipe', 'w'),
    ])
      assert.notEqual(reviewHash(one(changed)), hash);
    assert.notEqual(reviewHash(one(first, 'A=1')), hash);
  });
});

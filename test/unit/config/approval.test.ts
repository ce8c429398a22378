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
import { parse } from '../../support/pool/definitions';
import { rows } from '../support/table';

const one = (entry: string, envFile?: string) => ({
  definition: parse(`mcpServers:\n  a: ${entry}\n`).definitions[0]!,
  ...(envFile === undefined ? {} : { envFile }),
});
const first =
  '{ command: npx, args: [-y, pkg], env: { TOKEN: "${T}" }, autoApprove: [read], disabledTools: [drop, wipe] }';

describe('The approval of an entry', () => {
  const approval = approvalOf(one(first));

  rows<{ entry: string; envFile?: string; waits: Waiting['for'] | undefined }>(
    {
      'lasts as long as nothing changes': { entry: first, waits: undefined },
      'lasts when a comment is added': { entry: `${first} # why`, waits: undefined },
      'lasts when fewer tools run without asking': { entry: first.replace('[read]', '[]'), waits: undefined },
      'lasts when one more tool is disabled': {
        entry: first.replace('[drop', '[rm, drop'),
        waits: undefined,
      },
      'lasts when a time limit changes': {
        entry: first.replace('args', 'startTimeout: 5s, args'),
        waits: undefined,
      },
      'is asked for again when the program changes': { entry: first.replace('npx', 'bash'), waits: 'launch' },
      'is asked for again when an argument changes': {
        entry: first.replace('pkg', 'other'),
        waits: 'launch',
      },
      'is asked for again when a variable changes': { entry: first.replace('${T}', '${U}'), waits: 'launch' },
      'is asked for again when more is inherited': {
        entry: first.replace('command', 'inheritEnv: all, command'),
        waits: 'launch',
      },
      'is asked for again when a file with variables appears': {
        entry: first,
        envFile: 'NODE_OPTIONS=--require ./x.js',
        waits: 'launch',
      },
      'is asked for new tools': {
        entry: first.replace('[read]', '[read, write]'),
        waits: 'policy',
      },
      'is asked for a pattern that covers more': {
        entry: first.replace('[read]', '["*"]'),
        waits: 'policy',
      },
      'is asked for again when a tool is no longer disabled': {
        entry: first.replace('[drop, wipe]', '[drop]'),
        waits: 'policy',
      },
      'is not asked for an entry that is disabled': {
        entry: first.replace('npx', 'bash, disabled: true'),
        waits: undefined,
      },
      'is not asked for an entry that is broken': { entry: '{ command: 5 }', waits: undefined },
    },
    ({ entry, envFile, waits }) => assert.equal(waitsFor(one(entry, envFile), approval), waits),
  );

  it('is required before an entry starts', () => {
    assert.match(asApproved(one(first), undefined).held ?? '', /not been approved/);
    assert.equal(asApproved(one(first), approval).held, undefined);
  });

  it('delays only the looser of two policies, while the server runs', () => {
    const looser = one(first.replace('[read]', '[read, "*"]').replace('[drop, wipe]', '[wipe, rm]'));
    const { held, autoApprove, disabledTools } = asApproved(looser, approval);
    assert.equal(held, undefined);
    assert.deepEqual(autoApprove, ['read']);
    assert.deepEqual(disabledTools, ['drop', 'wipe', 'rm']);
    assert.deepEqual(asApproved(looser, undefined).autoApprove, []);
  });

  it('includes a decision about one tool, and no other change', () => {
    const after = one(first.replace('[read]', '[read, write, erase]'));
    const changed = withDecision(approval, after, 'autoApprove', 'write')!;
    assert.deepEqual(changed.autoApprove, ['read', 'write']);
    assert.equal(waitsFor(after, changed), 'policy');
    const elsewhere = one(first.replace('npx', 'evil').replace('[read]', '[read, write]'));
    assert.equal(withDecision(approval, elsewhere, 'autoApprove', 'write'), undefined);
    assert.equal(withDecision(approval, elsewhere, 'disabledTools', 'write'), undefined);
  });

  it('is given by writing an entry only if the file starts exactly that', () => {
    const meant = one('{ command: node, args: [server.js] }').definition;
    const found = parse('mcpServers:\n  a: { command: node, args: [server.js] }\n').definitions[0]!;
    assert.ok(approvalOfWritten({ definition: found }, meant));
    const defaults = 'defaults: { env: { NODE_OPTIONS: --require ./x.cjs } }\n';
    const more = parse(`${defaults}mcpServers:\n  a: { command: node, args: [server.js] }\n`).definitions[0]!;
    assert.equal(approvalOfWritten({ definition: more }, meant), undefined);
  });

  it('applies to what was shown, and to no other text of the entry', () => {
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

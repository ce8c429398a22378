// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the variables of the configuration.
import assert from 'node:assert/strict';
import { agreementOf, asAgreed, consentFacts, waitsFor } from '../../../src/config/consent';
import { parse } from '../support/definitions';
import { rows } from '../support/table';

const one = (entry: string) => parse(`mcpServers:\n  a: ${entry}\n`).definitions[0]!;
const first = '{ command: npx, args: [-y, pkg], env: { TOKEN: "${T}" }, autoApprove: [read] }';

describe('Agreeing to an entry', () => {
  const agreed = agreementOf(one(first));

  rows<{ entry: string; waits: 'launch' | 'approvals' | undefined }>(
    {
      'Holds as long as nothing changes': { entry: first, waits: undefined },
      'Holds when a comment is added': { entry: `${first} # why`, waits: undefined },
      'Holds when fewer tools are approved': { entry: first.replace('[read]', '[]'), waits: undefined },
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
      'Is asked for the tools that are new': {
        entry: first.replace('[read]', '[read, write]'),
        waits: 'approvals',
      },
      'Is asked for a pattern that covers more': {
        entry: first.replace('[read]', '["*"]'),
        waits: 'approvals',
      },
      'Is not asked for an entry that is disabled': {
        entry: first.replace('npx', 'bash, disabled: true'),
        waits: undefined,
      },
      'Is not asked for an entry that is broken': { entry: '{ command: 5 }', waits: undefined },
    },
    ({ entry, waits }) => assert.equal(waitsFor(one(entry), agreed), waits),
  );

  it('Is what an entry waits for before it starts', () => {
    assert.match(asAgreed(one(first), undefined).held ?? '', /Nobody has agreed/);
    assert.equal(asAgreed(one(first), agreed).held, undefined);
  });

  it('Makes only those tools approved that it named', () => {
    const widened = one(first.replace('[read]', '[read, "*"]'));
    assert.deepEqual(asAgreed(widened, agreed).autoApprove, ['read']);
    assert.deepEqual(asAgreed(widened, undefined).autoApprove, []);
  });

  it('Is given in the sight of everything that would happen, whole', () => {
    const long = 'x'.repeat(5000);
    const facts = Object.fromEntries(
      consentFacts(
        one(
          `{ command: npx, args: [-y, "a b", ${long}], cwd: sub, env: { TOKEN: secret-value }, inheritEnv: all, autoApprove: ["*"] }`,
        ),
      ),
    );
    assert.equal(facts.Starts, `npx -y "a b" ${long}`);
    assert.equal(facts.In, 'sub');
    assert.equal(facts['With variables'], 'TOKEN');
    assert.equal(facts.Inherits, 'every environment variable');
    assert.equal(facts['Runs unasked'], '*');
    assert.ok(!JSON.stringify(facts).includes('secret-value'));
  });
});

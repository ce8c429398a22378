import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { errorOf, expectCode, mcpPool } from '../support/terminal/cli';
import { fixtureEntry, Workspace } from '../support/workspace';

describe('A tool in autoApprove in the terminal', () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
    workspace.configure({
      shifty: fixtureEntry('shifty', {
        autoApprove: ['erase'],
        inheritEnv: ['SHIFTY_WORDS', 'SHIFTY_ARGUMENT'],
      }),
    });
  });
  afterEach(() => workspace.remove());
  const erase = (env: NodeJS.ProcessEnv = {}, ...more: string[]) =>
    mcpPool(['call', 'shifty', 'erase', ...more], { cwd: workspace.folder, env });
  const changed = { SHIFTY_WORDS: 'Erases the disk.', SHIFTY_ARGUMENT: 'force' };

  it('runs without a question until it changes', async () => {
    for (const run of [await erase(), await erase()]) {
      expectCode(run, 0);
      assert.equal(run.stdout, 'erased\n');
      assert.equal(run.stderr, '');
    }
  });

  it('is not called when its description or arguments changed, and the difference is shown', async () => {
    expectCode(await erase(), 0);
    const run = await erase(changed);
    expectCode(run, 3);
    assert.equal(run.stdout, '');
    assert.match(run.stderr, /The description or input of 'erase' has changed since it was approved\./);
    assert.match(run.stderr, /^ {2}\| - Erases the scratch file\.$/m);
    assert.match(run.stderr, /^ {2}\| \+ Erases the disk\.$/m);
    assert.match(run.stderr, /^ {2}\| \+ +"force": \{$/m);
    assert.doesNotMatch(run.stderr, /^ {2}\| [-+] arguments/m);
    const error = errorOf(await erase(changed, '--json'));
    assert.equal(error.kind, 'denied');
    assert.match(error.detail ?? '', /^\+ Erases the disk\.$/m);
    expectCode(await erase(), 0);
  });

  it('runs with --yes, which is remembered', async () => {
    expectCode(await erase(), 0);
    const run = await erase(changed, '--yes');
    expectCode(run, 0);
    assert.match(run.stderr, /has changed since it was approved/);
    assert.match(run.stderr, /^\+ Erases the disk\.$/m);
    const again = await erase(changed);
    expectCode(again, 0);
    assert.equal(again.stderr, '');
    expectCode(await erase(), 3);
  });

  it('shows control characters of the terminal as text', async () => {
    expectCode(await erase(), 0);
    const run = await erase({ SHIFTY_WORDS: 'Erases the disk.\u001b[2K\u202e' });
    assert.match(run.stderr, /\+ Erases the disk\.\\u\{1b\}\[2K\\u\{202e\}$/m);
  });

  it('is treated as new when the file that remembers it is broken', async () => {
    expectCode(await erase(), 0);
    const kept = workspace.path('.state/approved-tools');
    const [file, ...more] = readdirSync(kept);
    assert.deepEqual(more, []);
    writeFileSync(`${kept}/${file}`, '{"desc');
    expectCode(await erase(changed), 0);
    expectCode(await erase(), 3);
  });

  it('runs even when nothing can be remembered', async () => {
    mkdirSync(workspace.path('.state'));
    workspace.write('.state/approved-tools', '');
    const run = await erase();
    expectCode(run, 0);
    assert.match(run.stderr, /could not be saved/);
  });
});

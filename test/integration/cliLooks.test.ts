import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { serveWorkspace, stateOf } from '../support/gateway/serving';
import { expectCode, jsonOf, mcpPool } from '../support/terminal/cli';
import { shownInTerminal } from '../support/terminal/inTerminal';
import { Workspace } from '../support/workspace';

const picture = (file: string) => readFileSync(file).toString('latin1', 0, 8);
const png = '\x89PNG\r\n\x1a\n';

for (const how of ['beside a gateway', 'on its own'] as const)
  describe(`The output of the terminal command ${how}`, () => {
    const workspace = new Workspace();
    const env = stateOf(workspace);
    const options = { cwd: workspace.folder, env };
    const run = (...words: string[]) => mcpPool(words, options);
    const shown = (words: string[], more: NodeJS.ProcessEnv = {}) =>
      shownInTerminal(words, { ...options, env: { ...env, ...more } });
    let close: (() => Promise<void>) | undefined;
    before(async () => {
      const everything = { ...workspace.npmServers().everything, autoApprove: ['*'] };
      workspace.configure({ everything });
      if (how === 'beside a gateway') close = (await serveWorkspace(workspace)).close;
    });
    after(async () => {
      await close?.();
      workspace.remove();
    });

    it('has colors in a terminal, and none with NO_COLOR or in a pipe', async () => {
      const coloured = await shown(['list']);
      assert.match(coloured.shown, /ESC\[1meverythingESC\[22m {2}ESC\[32mready/);
      const plain = await shown(['list'], { NO_COLOR: '1' });
      assert.ok(!plain.shown.includes('ESC'), plain.shown);
      assert.ok(!(await run('list')).stdout.includes('\u001b'));
    });

    it('shows the progress of a long call, and removes it again', async () => {
      const words = ['call', 'everything', 'trigger-long-running-operation', 'duration=1.5', 'steps=3'];
      const watched = await shown(words);
      assert.equal(watched.code, 0);
      assert.match(watched.shown, /█+░+ (?:33|66) %/);
      assert.match(watched.shown, /\rESC\[KLong running operation completed[^\r]+$/);
      const piped = await run(...words);
      expectCode(piped, 0);
      assert.equal(piped.stderr, '');
    });

    it('includes the picture of a result as the file that is asked for, or a hint how to save it', async () => {
      const call = ['call', 'everything', 'get-tiny-image'];
      const saved = await run(...call, '--save', 'shots/');
      expectCode(saved, 0);
      assert.match(saved.stderr, /^Saved shots\/image-1\.png \(image\/png\)\.$/m);
      assert.equal(picture(workspace.path('shots/image-1.png')), png);
      const json = await run(...call, '--save', 'one.png', '--json');
      expectCode(json, 0);
      assert.ok(jsonOf<{ content: unknown[] }>(json).content.length > 1);
      assert.equal(picture(workspace.path('one.png')), png);
      assert.match((await shown(call)).shown, /--save FILE/);
      assert.equal((await run(...call)).stderr, '');
    });

    it('names the file of a resource that was saved', async () => {
      const uri = 'demo://resource/static/document/features.md';
      const saved = await run('read', 'everything', uri, '--save', 'docs/');
      expectCode(saved, 0);
      assert.equal(saved.stdout, '');
      assert.match(saved.stderr, /Saved docs\/features\.md/);
      assert.ok(workspace.read('docs/features.md').length > 100);
      const taken = await run('read', 'everything', uri, '--save', 'docs/features.md/x');
      expectCode(taken, 2);
    });

    it('overwrites nothing in a folder, whatever names a server gives to files', async () => {
      workspace.write('features.md', 'mine');
      const uri = 'demo://resource/static/document/features.md';
      const saved = await run('read', 'everything', uri, '--save', '.');
      expectCode(saved, 0);
      assert.match(saved.stderr, /Saved features-2\.md/);
      assert.equal(workspace.read('features.md'), 'mine');
    });

    it('reports that a text has nothing to save', async () => {
      const saved = await run('call', 'everything', 'echo', 'message=hi', '--save', 'x.txt');
      expectCode(saved, 0);
      assert.match(saved.stderr, /nothing to save/);
    });
  });

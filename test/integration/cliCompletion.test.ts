import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import path from 'node:path';
import { serveWorkspace, stateOf } from '../support/gateway/serving';
import { cli, slowClock } from '../support/places';
import { expectCode, mcpPool } from '../support/terminal/cli';
import { waitLimit, within } from '../support/until';
import { fixtureEntry, Workspace } from '../support/workspace';

/** Whether the machine has a shell. */
const has = (shell: string) =>
  (process.env.PATH ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, shell)));

describe('Completion in the shell', () => {
  const workspace = new Workspace();
  const options = { cwd: workspace.folder, env: stateOf(workspace) };
  const env = () => ({
    ...process.env,
    ...stateOf(workspace),
    PATH: `${workspace.folder}${path.delimiter}${process.env.PATH}`,
  });
  before(() => {
    workspace.configure({
      toolbox: fixtureEntry('toolbox', { autoApprove: ['*'], env: { RECORD: workspace.path('record') } }),
    });
    workspace.write('mcp-pool', `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`);
    chmodSync(workspace.path('mcp-pool'), 0o755);
  });
  after(() => workspace.remove());

  /** What bash would offer at the end of a line. */
  const offered = (line: string, clock = slowClock): string[] => {
    const script = `
      source <(mcp-pool completion bash)
      COMP_LINE=$1 COMP_POINT=\${#1}
      _mcp_pool mcp-pool
      printf '%s\\n' "\${COMPREPLY[@]}"`;
    const told = execFileSync('bash', ['--norc', '-c', script, 'bash', line], {
      env: { ...env(), ...clock },
      cwd: workspace.folder,
      timeout: waitLimit,
    });
    return told.toString().split('\n').filter(Boolean);
  };

  const expectOffered = (line: string, words: readonly string[]) => assert.deepEqual(offered(line), words);

  /** What stands behind a prompt of a real bash once keys were typed: whole words, tabs for completion. */
  const typed = async (keys: string): Promise<string> => {
    const child = spawn('script', ['-qec', 'bash --norc -i', '/dev/null'], {
      cwd: workspace.folder,
      env: { ...env(), ...slowClock, PS1: '$ ', TERM: 'dumb', INPUTRC: '/dev/null' },
    });
    let shown = '';
    const reached = (words: string) =>
      within(
        `'${words}' in ${shown}`,
        new Promise<void>((resolve) => {
          const look = () => shown.includes(words) && resolve();
          child.stdout.on('data', look);
          look();
        }),
      );
    child.stdout.on('data', (chunk) => {
      shown += chunk;
    });
    child.stdin.write(
      'bind "set enable-bracketed-paste off"; source <(mcp-pool completion bash); echo read""y\n',
    );
    await reached('ready');
    child.stdin.write(`${keys}; echo do""ne\n`);
    await reached('done');
    child.stdin.end('exit\n');
    await new Promise((resolve) => child.once('close', resolve));
    return shown.slice(shown.indexOf('ready')).replaceAll('\r', '');
  };

  it('offers commands, servers and, once they were listed, tools and arguments, and starts no server', async () => {
    expectOffered('mcp-pool ca', ['call']);
    expectOffered('mcp-pool call ', ['toolbox']);
    assert.deepEqual(offered('mcp-pool call toolbox ty'), []);
    assert.deepEqual(workspace.lines('record'), []);
    expectCode(await mcpPool(['list'], options), 0);
    workspace.write('record', '');
    expectOffered('mcp-pool call toolbox ty', ['typed']);
    expectOffered('mcp-pool call toolbox typed co', ['count=', 'color=']);
    assert.deepEqual(workspace.lines('record'), []);
  });

  it('offers what the running pool has', async () => {
    const serving = await serveWorkspace(workspace);
    expectCode(await mcpPool(['call', 'toolbox', 'grow'], options), 0);
    expectOffered('mcp-pool call toolbox gr', ['grow', 'grown']);
    await serving.close();
  });

  it('gives bash only the part after an equal sign or a colon, where bash splits words', async () => {
    expectOffered('mcp-pool call toolbox typed color=g', ['green']);
    expectOffered('mcp-pool call toolbox typed loud=', ['true', 'false']);
    expectOffered('mcp-pool read toolbox toolbox:', ['//bytes']);
  });

  it('completes a line in a real bash', async () => {
    const shown = await typed('mcp-pool cal\ttoolb\ttyp\ttext=hi col\tgre\t');
    assert.ok(shown.includes('{"text":"hi","color":"green"}'), shown);
  });

  it('keeps no shell waiting when the gateway does not answer', async () => {
    const serving = await serveWorkspace(workspace);
    serving.live.child.kill('SIGSTOP');
    try {
      assert.deepEqual(offered('mcp-pool call ', {}), []);
    } finally {
      serving.live.child.kill('SIGCONT');
      await serving.close();
    }
  });

  it('prints scripts that their shells can read, and refuses other shells', async () => {
    for (const shell of ['bash', 'zsh', 'fish']) {
      const run = await mcpPool(['completion', shell], options);
      expectCode(run, 0);
      const file = workspace.write(`completion.${shell}`, run.stdout);
      if (has(shell)) execFileSync(shell, [shell === 'fish' ? '--no-execute' : '-n', file]);
    }
    expectCode(await mcpPool(['completion', 'tcsh'], options), 2);
  });
});

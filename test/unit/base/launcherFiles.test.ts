import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launcherFiles } from '../../../src/base/files';

describe('The scripts that start the terminal command', () => {
  it('pass on every argument unchanged, from folders with unusual names', () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "mcp-pool it's a $HOME "));
    try {
      const script = path.join(folder, 'cli.cjs');
      writeFileSync(script, 'console.log(JSON.stringify(process.argv.slice(2)))');
      const bin = path.join(folder, 'bin');
      mkdirSync(bin);
      writeFileSync(path.join(bin, 'mcp-pool'), launcherFiles(process.execPath, script)['mcp-pool']!, {
        mode: 0o755,
      });
      const words = ['call', 'a b', '$HOME', "it's", '{"a": "*"}'];
      assert.deepEqual(
        JSON.parse(execFileSync(path.join(bin, 'mcp-pool'), words, { encoding: 'utf8' })),
        words,
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('quote both paths for Windows', () => {
    const text = launcherFiles('C:\\Program Files\\Code.exe', 'C:\\a b\\cli.js')['mcp-pool.cmd'];
    assert.match(text!, /"C:\\Program Files\\Code\.exe" "C:\\a b\\cli\.js" %\*/);
  });
});

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the variables of the configuration.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseConfig } from '../../src/config/parse/parseConfig';
import { checkEnvironment } from '../../src/config/variables/environmentCheck';
import { environmentProbe } from '../../src/mcp/host/environmentProbe';

describe('The environment of a configuration', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'mcp-pool-surroundings-'));
  mkdirSync(path.join(folder, 'there'));
  writeFileSync(path.join(folder, 'there.env'), 'A=1\n');
  after(() => rmSync(folder, { recursive: true }));

  const problemsOf = async (...lines: string[]) => {
    const text = `mcpServers:\n  a:\n${lines.map((line) => `    ${line}\n`).join('')}`;
    const parsed = parseConfig(text, { file: path.join(folder, 'mcp-config.yaml'), folder });
    assert.deepEqual(parsed.problems, []);
    const env = { PATH: process.env.PATH, TOKEN: 'x' };
    const found = await checkEnvironment(parsed.definitions, parsed.places, environmentProbe(env));
    return found.map(
      ({ severity, code, message, range }) =>
        `${severity} ${code} ${range.line}:${range.column}-${range.endColumn} ${message}`,
    );
  };

  it('has no problem when everything exists', async () => {
    assert.deepEqual(
      await problemsOf('command: node', 'cwd: there', 'envFile: there.env', 'args: ["${TOKEN}", "${X:-y}"]'),
      [],
    );
  });

  it('lacks a variable, which is reported at its exact place', async () => {
    assert.deepEqual(await problemsOf('command: node', 'args: [a, "b ${TOKEM} c"]'), [
      "warning unset-variable 4:18-26 'TOKEM' is not set in the environment. Did you mean '${TOKEN}'?",
    ]);
  });

  it('lacks a variable without a similar name', async () => {
    assert.deepEqual(await problemsOf('command: node', 'env: { A: "${env:NOTHING_LIKE_IT}" }'), [
      "warning unset-variable 4:16-38 'NOTHING_LIKE_IT' is not set in the environment. Set it, or give it a default: '${env:NOTHING_LIKE_IT:-value}'.",
    ]);
  });

  it('lacks a program, with a hint how to get it', async () => {
    const [found, ...more] = await problemsOf('command: uvx-of-nowhere', 'args: [x]');
    assert.match(
      found!,
      /^warning no-program 3:14-28 The program 'uvx-of-nowhere' is not on the PATH\. Install/,
    );
    assert.deepEqual(more, []);
  });

  it('lacks a program in the folder', async () => {
    const [found] = await problemsOf('command: ./there/tool');
    assert.match(found!, /^warning no-program 3:14-26 The program '.*there\/tool' does not exist/);
  });

  it('lacks a directory and a file', async () => {
    const found = await problemsOf('command: node', 'cwd: gone', 'envFile: gone.env');
    assert.match(found[0]!, /^warning missing-cwd 4:10-14 'cwd' of 'a' does not exist: .*gone$/);
    assert.match(
      found[1]!,
      /^warning missing-env-file 5:14-22 'envFile' of 'a' does not exist: .*gone\.env$/,
    );
  });

  it('has a file in place of a directory', async () => {
    const [found] = await problemsOf('command: node', 'cwd: there.env');
    assert.match(found!, /'cwd' of 'a' is not a directory/);
  });

  it('is not checked for a disabled server', async () => {
    assert.deepEqual(await problemsOf('command: nowhere', 'disabled: true'), []);
  });
});

import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ServerDefinition } from '../../src/config/model/definition';
import { parseConfig } from '../../src/config/parse/parseConfig';
import { fixture, npmServer } from '../support/places';
import { TestPool, textOf } from '../support/pool/testPool';
import { rejection } from '../support/rejection';
import { repositoryRoot } from '../support/repository';
import { until } from '../support/until';

describe('The entry of a server in a pool', () => {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'mcp-pool-settings-')));
  let test: TestPool;
  beforeEach(() => {
    test = new TestPool();
  });
  afterEach(() => test.close());
  after(() => rmSync(folder, { recursive: true }));

  const demo = path.join(repositoryRoot, 'dist', 'demo.mjs');
  /** The definition of one entry, as a file would give it. */
  const entry = (script: string, ...lines: string[]): ServerDefinition => {
    const args = [script, ...(script.includes('server-everything') ? ['stdio'] : [])];
    const text = [
      'mcpServers:',
      '  a:',
      `    command: ${process.execPath}`,
      `    args: ${JSON.stringify(args)}`,
    ];
    const parsed = parseConfig([...text, ...lines.map((line) => `    ${line}`), ''].join('\n'), { folder });
    assert.deepEqual(parsed.problems, []);
    return parsed.definitions[0]!;
  };

  it('gives the server the folders that it may work in', async () => {
    await test.pool.apply([entry(npmServer('everything'), 'roots: [., sub, "file:///elsewhere"]')]);
    // It asks for them once it was greeted.
    const told = await until('it was told', async () => {
      const text = textOf(await test.call('#a', 'get-roots-list'));
      return !text.includes('no roots are currently configured') && text;
    });
    for (const uri of [`file://${folder}`, `file://${folder}/sub`, 'file:///elsewhere'])
      assert.ok(told.includes(uri), told);
  });

  it('may name no folders, and then the server gets none', async () => {
    await test.pool.apply([entry(npmServer('everything'))]);
    await test.reach('#a', 'ready');
    await test.pool.find('#a').connected();
    const { items } = test.pool.find('#a').catalog.tools;
    assert.ok(
      !items.some(({ name }) => name === 'get-roots-list'),
      'it offers that to clients with roots only',
    );
  });

  it('decides which era of the protocol is used', async () => {
    const spoken = async (...lines: string[]) => {
      await test.pool.apply([entry(demo, ...lines)]);
      const { info } = await test.reach('#a', 'ready');
      await test.pool.apply([]);
      return info.protocolVersion;
    };
    assert.equal(await spoken(), '2026-07-28');
    assert.equal(await spoken('protocol: auto'), '2026-07-28');
    assert.equal(await spoken('protocol: "2026-07-28"'), '2026-07-28');
    assert.match(await spoken('protocol: legacy'), /^2025-/);
  });

  it('fails when the server does not support the era that was asked for', async () => {
    await test.pool.apply([entry(fixture('legacyOnly'), 'protocol: "2026-07-28"', 'restart: false')]);
    const { error } = await test.reach('#a', 'failed');
    assert.ok(error.message.includes("'a'"), error.message);
  });

  it('decides how much is logged', async () => {
    const logged = async (level: string) => {
      await test.pool.apply([entry(demo, `logLevel: ${level}`)]);
      await test.call('#a', 'take-stock');
      const lines = test.of('server.log').filter(({ line }) => line.source === 'log');
      const levels = new Set(lines.map(({ line }) => line.level));
      test.events.length = 0;
      await test.pool.apply([]);
      return levels;
    };
    assert.ok((await logged('debug')).has('debug'));
    const few = await logged('error');
    assert.ok(few.has('error') && !few.has('info'), [...few].join());
  });

  it('decides whether the server is restarted automatically', async () => {
    await test.pool.apply([entry(fixture('exitAtOnce'), 'restart: false')]);
    await test.reach('#a', 'failed');
    await test.pool.apply([]);
    await test.pool.apply([entry(fixture('exitAtOnce'), 'restart: 2')]);
    const { attempt } = await test.reach('#a', 'waiting');
    assert.equal(attempt, 1);
    await until('it is given up after two tries', () => test.state('#a').kind === 'failed');
  });

  it('can leave the start of the server to a person', async () => {
    await test.pool.apply([entry(fixture('toolbox'), 'autostart: manual')]);
    assert.equal(test.state('#a').kind, 'stopped');
    const refused = await rejection(test.pool.find('#a').connected());
    assert.match(refused.message, /is 'manual'/);
    await test.pool.find('#a').start();
    assert.equal(textOf(await test.call('#a', 'where')), folder);
  });
});

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { clientInfo } from '../../../src/base/clientInfo';
import { nullLogger } from '../../../src/base/logger';
import { CatalogFiles } from '../../../src/mcp/server/catalogFiles';
import { ProcessLedger } from '../../../src/mcp/stdio/processLedger';
import { Pool, type PoolHost } from '../../../src/pool/pool';
import { paletteRequester } from '../../../src/pool/requester';
import { fixture } from '../../support/places';
import { stdio, textOf } from '../../support/pool/testPool';
import { isAlive } from '../../support/processes';
import { endlessLimits, until } from '../../support/until';

function makePool(more: Partial<PoolHost>): Pool {
  return new Pool({
    clientInfo,
    env: process.env,
    limits: endlessLimits,
    graceMs: { stdin: 30, terminate: 200 },
    confirm: async () => true,
    reportError: (error) => assert.fail(String(error)),
    ...more,
  });
}

describe('A server that hangs', () => {
  it('is noticed by a health check and replaced', async () => {
    const pool = makePool({ health: { intervalMs: 100, timeoutMs: 3000 } });
    try {
      await pool.apply([stdio('frozen', 'stdioFaults', { args: ['legacy'] })]);
      const server = pool.find('frozen');
      const state = await until('it is ready', () => server.state.kind === 'ready' && server.state);
      await until('its latency is known', () => server.latency !== undefined);
      process.kill(state.info.pid!, 'SIGSTOP');
      await until(
        'it has a new process',
        () => server.state.kind === 'ready' && server.state.info.pid !== state.info.pid,
      );
      assert.equal(isAlive(state.info.pid!), false);
    } finally {
      await pool.dispose();
    }
  });
});

describe('A server that is busy with a call', () => {
  it('is not restarted, however long it says nothing', async () => {
    const pool = makePool({ health: { intervalMs: 50, timeoutMs: 1000 } });
    try {
      await pool.apply([stdio('busy', 'stdioFaults', { args: ['legacy'] })]);
      const call = await pool.call({ server: 'busy', tool: 'blocks', arguments: {}, by: paletteRequester });
      assert.equal(textOf(call), 'done at last');
    } finally {
      await pool.dispose();
    }
  });
});

describe('A process that a killed host leaves behind', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mcp-pool-ledger-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is ended at the next start, and no other process is', async () => {
    const host = spawn(process.execPath, [fixture('orphanHost'), folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = Number(
      await new Promise<string>((resolve) => host.stdout.once('data', (data) => resolve(String(data)))),
    );
    assert.ok(isAlive(pid), 'the stubborn server runs');
    host.kill('SIGKILL');
    await until('the host is gone', () => !isAlive(host.pid!));
    assert.ok(isAlive(pid), 'it has outlived its host');

    const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      detached: true,
      stdio: 'ignore',
    });
    try {
      const ledger = new ProcessLedger(folder);
      ledger.note({ kind: 'started', pid: bystander.pid! });
      assert.equal(await ledger.sweep(), 1);
      await until('the orphan is gone', () => !isAlive(pid));
      assert.ok(isAlive(bystander.pid!), 'what runs for a living host stays');
      ledger.note({ kind: 'ended', pid: bystander.pid! });
      assert.deepEqual(readdirSync(folder), []);
    } finally {
      bystander.kill('SIGKILL');
    }
  });
});

describe('The catalog of a server', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mcp-pool-catalogs-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is available at once in the next session, marked stale until the server confirms it', async () => {
    const definition = stdio('everything', 'stdioFaults', { args: ['legacy'] });
    const first = makePool({ catalogs: new CatalogFiles(folder, nullLogger) });
    await first.apply([definition]);
    await until('the catalog is read', () => !first.find('everything').knownCatalog.stale);
    await until('it is saved', () => readdirSync(folder).some((name) => name.endsWith('.json')));
    await first.dispose();

    // The program is gone in the next session: what it offered can still be read.
    const offline = makePool({ catalogs: new CatalogFiles(folder, nullLogger) });
    const events: string[] = [];
    offline.onDidEvent((event) =>
      events.push(event.type === 'catalog.changed' ? `catalog, stale: ${event.stale}` : event.type),
    );
    try {
      await offline.apply([{ ...definition }]);
      await until('it is confirmed', () => events.includes('catalog, stale: false'));
      assert.equal(
        events.find((event) => event.startsWith('catalog')),
        'catalog, stale: true',
      );
      await offline.find('everything').stop();
      assert.equal(offline.find('everything').knownCatalog.stale, true);
      assert.ok(offline.find('everything').catalog.tools.items.length > 10);
    } finally {
      await offline.dispose();
    }
  });
});

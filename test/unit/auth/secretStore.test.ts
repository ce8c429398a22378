import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { defer } from '../../../src/base/async';
import {
  CredentialRecord,
  type Credentials,
  isOver,
  tokensOf,
  withTokens,
} from '../../../src/mcp/auth/storage/credentials';
import { FileLock, hashed } from '../../../src/mcp/auth/storage/fileLock';
import { MemorySecrets, SecretFiles } from '../../../src/mcp/auth/storage/secretStore';

describe('A store of sign-ins', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'mcp-pool-secrets-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('returns what was stored, and nothing after it was deleted', async () => {
    for (const store of [new MemorySecrets(), new SecretFiles(folder)]) {
      assert.equal(await store.get('a key'), undefined);
      await store.set('a key', 'a value');
      await store.set('a key', 'another value');
      assert.equal(await store.get('a key'), 'another value');
      await store.delete('a key');
      assert.equal(await store.get('a key'), undefined);
    }
  });

  it('names no file after a secret or an address', async () => {
    await new SecretFiles(folder).set('https://example.com/mcp', 'value');
    assert.deepEqual(readdirSync(folder), [`${hashed('https://example.com/mcp')}.json`]);
    assert.doesNotMatch(readdirSync(folder).join(), /example/);
  });

  it('runs tasks of one key in turn, and those of other keys at the same time', async () => {
    for (const store of [new MemorySecrets(), new SecretFiles(folder)]) {
      const order: string[] = [];
      const gate = defer<void>();
      const first = store.exclusive('one', async () => {
        order.push('first begins');
        await gate.promise;
        order.push('first ends');
      });
      const second = store.exclusive('one', async () => order.push('second'));
      if (store instanceof MemorySecrets) await store.exclusive('two', async () => order.push('other'));
      gate.resolve();
      await Promise.all([first, second]);
      assert.deepEqual(
        order.filter((step) => step !== 'other'),
        ['first begins', 'first ends', 'second'],
      );
    }
  });

  it('continues after a task that failed', async () => {
    for (const store of [new MemorySecrets(), new SecretFiles(folder)]) {
      await assert.rejects(
        store.exclusive('one', async () => assert.fail('boom')),
        /boom/,
      );
      assert.equal(await store.exclusive('one', async () => 'next'), 'next');
    }
  });
});

describe('A lock between processes', () => {
  let folder: string;
  beforeEach(() => {
    folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'mcp-pool-lock-')), 'locks');
    mkdirSync(folder);
  });
  afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }));
  const file = () => path.join(folder, `${hashed('key')}.lock`);

  it('names its owner while it is held, and is removed afterwards', async () => {
    await new FileLock(folder).exclusive('key', async () => {
      assert.match(readFileSync(file(), 'utf8'), new RegExp(`^${process.pid} `));
    });
    assert.deepEqual(readdirSync(folder), []);
  });

  it('is taken from an owner that is dead', async () => {
    writeFileSync(file(), `${2 ** 22 + 1} gone`);
    assert.equal(await new FileLock(folder).exclusive('key', async () => 'mine'), 'mine');
  });

  it('is taken from an owner that holds it for longer than any task takes', async () => {
    writeFileSync(file(), `${process.ppid} hangs`);
    const longAgo = new Date(Date.now() - 10 * 60_000);
    utimesSync(file(), longAgo, longAgo);
    assert.equal(await new FileLock(folder).exclusive('key', async () => 'mine'), 'mine');
  });

  it('is waited for while its owner lives', async () => {
    writeFileSync(file(), `${process.ppid} works`);
    let taken = false;
    const waiting = new FileLock(folder).exclusive('key', async () => {
      taken = true;
    });
    await Promise.race([waiting, new Promise((resolve) => setTimeout(resolve, 150))]);
    assert.equal(taken, false);
    rmSync(file());
    await waiting;
    assert.equal(taken, true);
  });
});

describe('The stored sign-in of a server', () => {
  const empty: Credentials = { clients: {}, tokens: {} };
  const tokens = (expires_in?: number) => ({ access_token: 'a', token_type: 'Bearer', expires_in });

  it('counts as missing when it cannot be read', async () => {
    const store = new MemorySecrets();
    const record = new CredentialRecord(store, 'key');
    assert.deepEqual(await record.read(), empty);
    await store.set('key', '{ half');
    assert.deepEqual(await record.read(), empty);
  });

  it('keeps the objects of the SDK unchanged', async () => {
    const record = new CredentialRecord(new MemorySecrets(), 'key');
    const set = { ...tokens(60), issuer: 'https://a', extra: { of: 'theirs' } };
    await record.change((before) => withTokens(before, 'https://a', set));
    assert.deepEqual(tokensOf(await record.read())?.set, set);
  });

  const cases: { what: string; lifetime?: number; age: number; over: boolean }[] = [
    { what: 'never expire without a lifetime', age: 10 ** 9, over: false },
    { what: 'are valid in the middle of their life', lifetime: 3600, age: 1800, over: false },
    { what: 'expire half a minute before their end', lifetime: 3600, age: 3571, over: true },
    { what: 'are valid for most of a short life', lifetime: 10, age: 8, over: false },
    { what: 'expire at the end of a short life', lifetime: 10, age: 10, over: true },
  ];
  for (const { what, lifetime, age, over } of cases) {
    it(`has tokens that ${what}`, () => {
      assert.equal(isOver({ set: tokens(lifetime), savedAt: 0 }, age * 1000), over);
    });
  }
});

import assert from 'node:assert/strict';
import { stdio, TestPool, textOf } from '../support/pool/testPool';
import { until } from '../support/until';

const uri = 'notebook://page';

for (const era of ['legacy', 'modern']) {
  describe(`A resource of a ${era} server that is watched`, () => {
    let test: TestPool;
    let updates: number;

    beforeEach(async () => {
      test = new TestPool();
      updates = 0;
      await test.pool.apply([stdio('notebook', 'notebook', { args: [era] })]);
      test.pool.find('notebook').watchResource(uri, () => updates++);
      await test.pool.find('notebook').connected();
    });
    afterEach(() => test.close());

    /** Writes until an update is heard: the subscription may still be under way. */
    const writeUntilHeard = () => {
      const before = updates;
      return until('an update is heard', async () => {
        await test.call('notebook', 'write', { text: 'news' });
        return updates > before;
      });
    };

    it('is reported when it changes', async () => {
      await writeUntilHeard();
      const read = await test.pool.readResource('notebook', uri);
      assert.equal((read.contents[0] as { text: string }).text, 'news');
    });

    it('is watched again after a crash, and counts as changed', async () => {
      await writeUntilHeard();
      const pid = await test.pid('notebook');
      const before = updates;
      process.kill(pid, 'SIGKILL');
      await until('the server is back', async () => (await test.pid('notebook')) !== pid);
      await until('what may have been missed is told', () => updates > before);
      await writeUntilHeard();
    });

    it('is reported to everyone who watches it', async () => {
      let second = 0;
      const other = test.pool.find('notebook').watchResource(uri, () => second++);
      await until('both hear', async () => {
        await test.call('notebook', 'write', { text: 'news' });
        return updates > 0 && second > 0;
      });
      other.dispose();
      await writeUntilHeard();
    });
  });
}

describe('A legacy server', () => {
  it('gets one subscription to a resource as long as anyone watches it', async () => {
    const test = new TestPool();
    try {
      await test.pool.apply([stdio('notebook', 'notebook', { args: ['legacy'] })]);
      const server = test.pool.find('notebook');
      await server.connected();
      const subscribed = async (wanted: string) =>
        until(
          `subscribed to: ${wanted}`,
          async () => textOf(await test.call('notebook', 'subscribed')) === wanted,
        );
      const first = server.watchResource(uri, () => undefined);
      const second = server.watchResource(uri, () => undefined);
      await subscribed(uri);
      first.dispose();
      await subscribed(uri);
      second.dispose();
      await subscribed('nothing');
    } finally {
      await test.close();
    }
  });
});

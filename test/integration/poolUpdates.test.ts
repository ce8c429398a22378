import assert from 'node:assert/strict';
import { stdio, TestPool, textOf } from './support/testPool';
import { until } from './support/until';

const uri = 'notebook://page';

for (const era of ['legacy', 'modern']) {
  describe(`A resource of a server of the ${era} era that somebody watches`, () => {
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

    it('is told to have changed', async () => {
      await writeUntilHeard();
      const read = await test.pool.readResource('notebook', uri);
      assert.equal((read.contents[0] as { text: string }).text, 'news');
    });

    it('is watched again after a crash, and is taken to have changed meanwhile', async () => {
      await writeUntilHeard();
      const pid = await test.pid('notebook');
      const before = updates;
      process.kill(pid, 'SIGKILL');
      await until('the server is back', async () => (await test.pid('notebook')) !== pid);
      await until('what may have been missed is told', () => updates > before);
      await writeUntilHeard();
    });

    it('tells everybody who watches it', async () => {
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

describe('A server of the legacy era', () => {
  it('is asked to tell of a resource as long as somebody watches it, once for all', async () => {
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

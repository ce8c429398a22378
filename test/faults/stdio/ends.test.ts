import assert from 'node:assert/strict';
import { failureOf, stdio, TestPool, textOf } from '../../support/pool/testPool';
import { until, within } from '../../support/until';

const fatal: [fault: string, message: RegExp, detail?: RegExp][] = [
  [
    'exit mid-call',
    /'faulty' stopped: it exited with code 7 \(Error: the disk is full\)/,
    /the disk is full/,
  ],
  ['killed', /'faulty' stopped: it was ended by SIGKILL/],
  ['grandchild holds stdout', /'faulty' stopped: it exited with code 4/],
  ['closes stdout', /'faulty' stopped: it (?:closed its output|was ended by|exited)/],
  ['half a line, then exit', /'faulty' stopped: it exited with code 5/],
];

for (const era of ['legacy', 'modern']) {
  describe(`A server on stdio that ends during a call (${era} era)`, () => {
    let test: TestPool;

    beforeEach(async () => {
      test = new TestPool();
      await test.pool.apply([stdio('faulty', 'stdioFaults', { args: [era] })]);
      await test.reach('faulty', 'ready');
    });

    afterEach(() => test.close());

    for (const [fault, message, detail] of fatal) {
      it(`fails the call at once with the reason, and comes back automatically: ${fault}`, async () => {
        const pid = await test.pid('faulty');
        // No time limit ends it: those of the pool are longer than any wait.
        const failure = failureOf(await within('the failure', test.call('faulty', fault)));
        assert.equal(failure.kind, 'unreachable');
        assert.match(failure.message, message);
        if (detail) assert.match(failure.detail ?? '', detail);
        assert.match(failure.nextSteps.join(' '), /not repeated/);
        await until('it has a new process', async () => (await test.pid('faulty')) !== pid);
        assert.equal(textOf(await test.call('faulty', 'ok')), 'fine');
      });
    }

    it('survives the time limit of a call, which is not reported as a crash', async () => {
      await test.close();
      test = new TestPool({ requestMs: 1000 });
      await test.pool.apply([stdio('faulty', 'stdioFaults', { args: [era] })]);
      const failure = failureOf(await test.call('faulty', 'hangs'));
      assert.equal(failure.kind, 'timeout');
      assert.match(failure.message, /took longer than 1.0 s/);
      assert.equal(textOf(await test.call('faulty', 'ok')), 'fine');
    });

    it('survives a cancellation, which is reported as neither', async () => {
      const cancel = new AbortController();
      const calling = test.call('faulty', 'hangs', {}, { signal: cancel.signal });
      await until('the call is made', () => test.of('call.started').length > 0);
      cancel.abort();
      assert.equal(failureOf(await calling).kind, 'cancelled');
      assert.equal(textOf(await test.call('faulty', 'ok')), 'fine');
    });
  });
}

describe('A server on stdio that ignores requests to end', () => {
  it('is ended anyway', async () => {
    const test = new TestPool();
    await test.pool.apply([stdio('stubborn', 'stdioFaults', { args: ['legacy', 'ignores the end'] })]);
    await test.reach('stubborn', 'ready');
    await within('its end', test.close());
  });
});

import assert from 'node:assert/strict';
import { stdio, TestPool, textOf } from '../../support/pool/testPool';
import { within } from '../../support/until';

/** Faults that leave the server alive: the call gets its outcome, and the next call works. */
const survived: [fault: string, expected: RegExp][] = [
  ['garbage before the answer', /^after garbage$/],
  ['wrong id, then the answer', /^after a wrong id$/],
  ['duplicate answer', /^first$/],
  ['batch', /^batched$/],
  ['slow bytes', /^drop by drop$/],
  ['11 MB', /^x{100}/],
  ['32 MB', /^x{100}/],
  ['stderr flood', /^flooded$/],
  ['result null', /not valid JSON-RPC.*'result' is not an object/],
  ['no result', /not valid JSON-RPC.*neither 'result' nor 'error'/],
  ['error is text', /not valid JSON-RPC/],
  ['error without code', /not valid JSON-RPC.*'code'/],
  ['no jsonrpc', /not valid JSON-RPC.*'jsonrpc'/],
  ['result is a list', /not valid JSON-RPC/],
  ['unknown content', /something that MCP does not allow/],
  ['content is text', /something that MCP does not allow/],
  ['error of the server', /error -32603: it broke inside/],
  ['80 MB', /80 MB, over the limit of 64 MB/],
];

for (const era of ['legacy', 'modern']) {
  describe(`A server on stdio with a wrong answer (${era} era)`, () => {
    let test: TestPool;

    before(async () => {
      test = new TestPool();
      await test.pool.apply([stdio('faulty', 'stdioFaults', { args: [era] })]);
      await test.reach('faulty', 'ready');
    });

    after(() => test.close());

    for (const [fault, expected] of survived) {
      it(`gives an outcome at once and continues: ${fault}`, async () => {
        const pid = await test.pid('faulty');
        // No time limit ends it: those of the pool are longer than any wait.
        const call = await within('the outcome', test.call('faulty', fault));
        const { outcome } = call;
        const said = outcome.kind === 'failure' ? outcome.failure.message : textOf(call).slice(0, 200);
        assert.match(said, expected);
        assert.equal(textOf(await test.call('faulty', 'ok')), 'fine');
        assert.equal(await test.pid('faulty'), pid);
      });
    }

    it('has what it prints to stdout in its log, with the line', () => {
      const printed = test.of('server.log', 'faulty').filter(({ line }) => line.source === 'stdout');
      assert.deepEqual(
        new Set(printed.map(({ line }) => line.text)),
        new Set(['Loading model… 100 %', '{"not": "a message"}']),
      );
    });
  });
}

describe('A server on stdio with malformed tools in its list', () => {
  for (const era of ['legacy', 'modern']) {
    it(`lists the others and names what was left out (${era} era)`, async () => {
      const test = new TestPool();
      try {
        await test.pool.apply([stdio('faulty', 'stdioFaults', { args: [era, 'bad tools'] })]);
        assert.equal(textOf(await test.call('faulty', 'ok')), 'fine');
        const warnings = test.of('server.log', 'faulty').filter(({ line }) => line.level === 'warning');
        assert.equal(warnings.length, 3);
        assert.match(warnings.map(({ line }) => line.text).join('\n'), /'bad schema' is malformed/);
      } finally {
        await test.close();
      }
    });
  }
});

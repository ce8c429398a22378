import assert from 'node:assert/strict';
import { clientInfo } from '../../../src/base/clientInfo';
import { Pool } from '../../../src/pool/pool';
import { paletteRequester } from '../../../src/pool/requester';
import { stdio, textOf } from '../../support/pool/testPool';
import { endless } from '../../support/until';

describe('A server that asks the person something during a call', () => {
  it('gets the answer, and the time limit pauses until then', async () => {
    const asked: string[] = [];
    const pool = new Pool({
      clientInfo,
      env: process.env,
      limits: { startMs: endless, requestMs: 1500, totalMs: 2000 },
      graceMs: { stdin: 30, terminate: 200 },
      confirm: async () => true,
      elicit: async (_server, question) => {
        asked.push(question.message);
        // A person takes longer than either limit.
        await new Promise((resolve) => setTimeout(resolve, 3000));
        return { action: 'accept', content: { name: 'Ada' } };
      },
      reportError: (error) => assert.fail(String(error)),
    });
    try {
      await pool.apply([stdio('asking', 'asksPerson')]);
      const call = await pool.call({ server: 'asking', tool: 'greet', arguments: {}, by: paletteRequester });
      assert.equal(textOf(call), 'Hello Ada');
      assert.deepEqual(asked, ['What is your name?']);
    } finally {
      await pool.dispose();
    }
  });
});

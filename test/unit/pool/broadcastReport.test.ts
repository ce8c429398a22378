import assert from 'node:assert/strict';
import type { Broadcast } from '../../../src/pool/broadcast';
import type { CallOutcome, FinishedCall } from '../../../src/pool/call';
import { renderBroadcast } from '../../../src/pool/render/broadcastReport';

const call = (serverName: string, duration: number, outcome: CallOutcome): FinishedCall => ({
  number: 1,
  server: serverName,
  serverName,
  tool: 'search',
  arguments: {},
  origin: 'palette',
  startedAt: 0,
  duration,
  outcome,
});
const said = (text: string, isError = false): CallOutcome => ({
  kind: 'result',
  result: { content: [{ type: 'text', text }], isError },
  warnings: [],
});
const broadcast = (calls: FinishedCall[], unknown: string[] = []): Broadcast => {
  const failed = calls.filter(({ outcome }) => outcome.kind === 'failure' || outcome.result.isError).length;
  return { tool: 'search', calls, failed, succeeded: calls.length - failed, unknown };
};

describe('The report of a broadcast', () => {
  it('shows at the top how many succeeded, and has a line for each server', () => {
    const late: CallOutcome = {
      kind: 'failure',
      failure: {
        kind: 'timeout',
        message: "'b' took longer than 2 s.",
        nextSteps: ['Raise requestTimeout.'],
      },
    };
    const text = renderBroadcast(broadcast([call('a', 12, said('three hits')), call('b', 2000, late)]));
    assert.deepEqual(text.split('\n').slice(0, 6), [
      '# search on 2 servers: 1 succeeded, 1 failed',
      '',
      '| | server | took | answer |',
      '|---|---|--:|---|',
      '| ✓ | a | 12 ms | three hits |',
      "| ✗ | b | 2.0 s | 'b' took longer than 2 s. Raise requestTimeout. |",
    ]);
  });

  it('shows below the table the whole output of each server, line by line', () => {
    const text = renderBroadcast(broadcast([call('a', 12, said('one\n```\ntwo | three'))]));
    assert.match(text, /\| one ``` two \\\| three \|/);
    assert.match(text, /## a\n\n````text\none\n```\ntwo \| three\n````/);
  });

  it('counts an error of the tool as a failure', () => {
    const text = renderBroadcast(broadcast([call('a', 1, said('no such place', true))]));
    assert.match(text, /^# search on 1 server: 1 failed\n/);
  });

  it('names servers that could not be asked', () => {
    const text = renderBroadcast(broadcast([call('a', 1, said('x'))], ['far']));
    assert.match(text, /^- 'far' could not be started/m);
  });
});

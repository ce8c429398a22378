import assert from 'node:assert/strict';
import {
  type InputRequestOptions,
  SuspendedCall,
  SuspendedCalls,
} from '../../../src/gateway/mcp/suspendedCalls';

const question = {
  mode: 'form',
  message: 'Which tea?',
  requestedSchema: { type: 'object', properties: {} },
} as const;
const abilities = { elicit: true, elicitUrl: false, sample: false };
const never = new AbortController().signal;

/** A conversation over work that does what the test says. */
function calling(work: (how: InputRequestOptions) => Promise<unknown>) {
  const signals: AbortSignal[] = [];
  const run = (how: InputRequestOptions) => {
    signals.push(how.signal);
    return work(how);
  };
  return { conversation: new SuspendedCall('tools/call tool', run, abilities), signals };
}

describe('A call for a client that cannot be asked while it waits', () => {
  it('gives its questions as a step, takes their answers, and ends', async () => {
    const { conversation } = calling(async ({ answerer }) => {
      const [one, two] = await Promise.all([1, 2].map(() => answerer.elicit(question, never)));
      return [one, two];
    });
    const first = await conversation.next(never);
    assert.ok(first.kind === 'questions');
    const [one, two] = Object.keys(first.questions);
    conversation.answer({ [one!]: { action: 'decline' }, other: { action: 'accept' } });
    const second = await conversation.next(never);
    assert.ok(second.kind === 'questions');
    assert.deepEqual(Object.keys(second.questions), [two], 'what is left open is asked again');
    conversation.answer({ [two!]: { action: 'accept', content: { tea: 'green' } } });
    const last = await conversation.next(never);
    assert.ok(last.kind === 'finished');
    assert.deepEqual(last.value, [{ action: 'decline' }, { action: 'accept', content: { tea: 'green' } }]);
  });

  it('leaves to the host what the client does not offer, and remembers that', async () => {
    const { conversation } = calling(async ({ answerer }) =>
      answerer.elicit({ mode: 'url', message: 'x', url: 'https://x.example', elicitationId: '1' }, never),
    );
    assert.equal((await conversation.next(never)).kind, 'finished');
    assert.deepEqual(conversation.lacking, { elicitation: { url: {} } });
  });

  it('is cancelled with the request that waits for it', async () => {
    const { conversation, signals } = calling(() => new Promise(() => undefined));
    const stop = new AbortController();
    const next = conversation.next(stop.signal);
    stop.abort();
    await assert.rejects(next);
    assert.ok(signals[0]?.aborted);
  });
});

describe('Calls that wait for their clients to come back', () => {
  const parked = () => {
    const { conversation, signals } = calling(({ answerer }) => answerer.elicit(question, never)!);
    return { conversation, cancelled: () => signals[0]?.aborted ?? false };
  };

  it('are gone on with once, by what cannot be guessed', () => {
    const all = new SuspendedCalls({ questions: 2, answerTimeoutMs: 60_000 });
    const { conversation } = parked();
    const id = all.suspend(conversation);
    assert.match(id, /^[\da-f-]{36}$/);
    assert.equal(all.take('other'), undefined);
    assert.equal(all.take(id), conversation);
    assert.equal(all.take(id), undefined);
  });

  it('are so many at the most, and cancelled at the end', async () => {
    const all = new SuspendedCalls({ questions: 1, answerTimeoutMs: 60_000 });
    const [one, two] = [parked(), parked()];
    await one.conversation.next(never);
    all.suspend(one.conversation);
    assert.throws(() => all.suspend(two.conversation), /Too many questions/);
    assert.ok(two.cancelled());
    assert.ok(!one.cancelled());
    all.dispose();
    assert.ok(one.cancelled());
  });

  it('are cancelled when nobody comes back in time', async () => {
    const all = new SuspendedCalls({ questions: 1, answerTimeoutMs: 1 });
    const { conversation, cancelled } = parked();
    await conversation.next(never);
    const id = all.suspend(conversation);
    while (!cancelled()) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(all.take(id), undefined);
  });
});

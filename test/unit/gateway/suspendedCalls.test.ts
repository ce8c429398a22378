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

describe('A suspended call', () => {
  it('returns its questions as a step, takes the answers, and ends', async () => {
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

  it('leaves questions to the host that the client does not support, and remembers that', async () => {
    const { conversation } = calling(async ({ answerer }) =>
      answerer.elicit({ mode: 'url', message: 'x', url: 'https://x.example', elicitationId: '1' }, never),
    );
    assert.equal((await conversation.next(never)).kind, 'finished');
    assert.deepEqual(conversation.lacking, { elicitation: { url: {} } });
  });

  it('is canceled with the request that waits for it', async () => {
    const { conversation, signals } = calling(() => new Promise(() => undefined));
    const stop = new AbortController();
    const next = conversation.next(stop.signal);
    stop.abort();
    await assert.rejects(next);
    assert.ok(signals[0]?.aborted);
  });
});

describe('Suspended calls that wait for their clients', () => {
  const parked = () => {
    const { conversation, signals } = calling(({ answerer }) => answerer.elicit(question, never)!);
    return { conversation, cancelled: () => signals[0]?.aborted ?? false };
  };

  it('are continued once, with a token that cannot be guessed', () => {
    const all = new SuspendedCalls({ questions: 2, answerTimeoutMs: 60_000 });
    const { conversation } = parked();
    const id = all.suspend(conversation);
    assert.match(id, /^[\da-f-]{36}$/);
    assert.equal(all.take('other'), undefined);
    assert.equal(all.take(id), conversation);
    assert.equal(all.take(id), undefined);
  });

  it('are limited in number, and canceled at the end', async () => {
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

  it('are canceled when no one comes back in time', async () => {
    const all = new SuspendedCalls({ questions: 1, answerTimeoutMs: 1 });
    const { conversation, cancelled } = parked();
    await conversation.next(never);
    const id = all.suspend(conversation);
    while (!cancelled()) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(all.take(id), undefined);
  });
});

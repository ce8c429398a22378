import assert from 'node:assert/strict';
import { eventsOf, TestGateway } from '../support/gateway/gateway';
import { stdio } from '../support/pool/testPool';
import { until, within } from '../support/until';

describe('The events of a pool over HTTP', () => {
  let test: TestGateway;
  beforeEach(async () => {
    test = await new TestGateway({ limits: { history: 20, heartbeat: 50, streams: 2 } }).open(
      stdio('toolbox', 'toolbox', { autoApprove: ['*'] }),
    );
  });
  afterEach(() => test.close());

  /** Reads until `enough` holds, and closes the stream. */
  async function read(
    target: string,
    enough: (types: readonly string[]) => boolean,
    headers: Record<string, string> = {},
    meanwhile: () => Promise<unknown> = async () => undefined,
  ) {
    const stop = new AbortController();
    const response = await test.fetch(target, { headers, signal: stop.signal });
    assert.equal(response.status, 200);
    await meanwhile();
    const events: { event: string; id?: string; data: unknown }[] = [];
    const reading = (async () => {
      for await (const event of eventsOf(response)) {
        events.push(event);
        if (enough(events.map((one) => one.event))) return;
      }
    })();
    await within('enough events', reading);
    stop.abort();
    return events;
  }
  const callTwice = async () => {
    const body = { tool_name: 'typed', arguments: { text: 'hi', tags: ['sk-A1b2C3d4E5f6'] } };
    await test.json('/tools/call', 200, { body });
    await test.json('/tools/call', 200, { body: { tool_name: 'refuse' } });
  };

  it('arrive as they happen, without secrets or large values', async () => {
    const events = await read('/events', (types) => types.includes('call.failed'), {}, callTwice);
    assert.deepEqual(
      events.map(({ event }) => event),
      ['call.started', 'call.succeeded', 'call.started', 'call.failed'],
    );
    const { server, arguments: args, origin } = events[0]!.data as Record<string, unknown>;
    assert.deepEqual([server, args, origin], ['toolbox', { text: 'hi', tags: ['•••'] }, 'rest']);
    assert.ok(!('result' in (events[1]!.data as object)));
  });

  it('are limited to the types and the server that were asked for', async () => {
    const target = '/events?types=call.failed,state&server=toolbox';
    const events = await read(target, (types) => types.length === 1, {}, callTwice);
    assert.equal(events[0]?.event, 'call.failed');
    await test.problem('/events?types=cal', 400);
  });

  it('are repeated for a reader that reconnects, from where it was', async () => {
    const first = await read('/events', (types) => types.length === 4, {}, callTwice);
    const missed = await read('/events', (types) => types.length === 3, { 'last-event-id': first[0]!.id! });
    assert.deepEqual(missed, first.slice(1));
  });

  it('report when missed events are no longer available', async () => {
    const [first] = await read('/events', (types) => types.length === 4, {}, callTwice);
    for (let count = 0; count < 10; count++) await callTwice();
    const old = await read('/events', (types) => types.includes('missed'), { 'last-event-id': first!.id! });
    assert.equal(old.at(-1)?.event, 'missed');
    for (const id of ['other-3', '', 'x', '9'.repeat(30)]) {
      const [only] = await read('/events', (types) => types.length === 1, { 'last-event-id': id || '-' });
      assert.equal(only?.event, 'missed');
    }
  });

  it('end for a reader that does not read, and for no one else', async () => {
    const slow = await new TestGateway({ limits: { backlog: 5, history: 3 } }).open(
      stdio('toolbox', 'toolbox', { autoApprove: ['*'] }),
    );
    try {
      const response = await slow.fetch('/events');
      const large = 'x'.repeat(400);
      const body = {
        tool_name: 'typed',
        arguments: { text: large, tags: Array.from({ length: 50 }, () => large) },
      };
      await until('the stream is closed', async () => {
        await Promise.all(Array.from({ length: 50 }, () => slow.json('/tools/call', 200, { body })));
        return /event_streams 0/.test(await (await slow.fetch('/metrics')).text());
      });
      await response.body?.cancel();
    } finally {
      await slow.close();
    }
  });

  it('have a limited number of readers, and a reader that leaves makes room', async () => {
    const open = await Promise.all([1, 2].map(() => test.fetch('/events')));
    await test.problem('/events', 429);
    await open[0]!.body!.cancel();
    await until('a place is free', async () => {
      const next = await test.fetch('/events');
      await next.body?.cancel();
      return next.status === 200;
    });
    await open[1]!.body!.cancel();
  });

  it('keep a silent stream alive', async () => {
    const response = await test.fetch('/events?types=state');
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes(': alive')) text += (await within('a sign of life', reader.read())).value ?? '';
    await reader.cancel();
  });
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { initialize, token } from '../support/gateway/gateway';
import { holdingsOf } from '../support/leftovers';
import { until } from '../support/until';
import { Fortress } from './support/fortress';
import { open, raw, readAll } from './support/raw';

describe('A gateway under a flood', () => {
  let fortress: Fortress;
  before(async () => {
    fortress = await new Fortress().open();
  });
  after(() => fortress.fall());
  afterEach(() => fortress.stands());
  const head = (first: string) =>
    `${first} HTTP/1.1\r\nHost: 127.0.0.1:${fortress.port}\r\nAuthorization: Bearer ${token}\r\n`;
  const waiting = () => fortress.of('call.started').length - ended();
  const ended = () => fortress.of('call.failed').length + fortress.of('call.succeeded').length;

  it('accepts some requests, and asks the others to come back', async () => {
    const gone = new AbortController();
    const body = { server: 'toolbox', tool_name: 'wait' };
    const calls = Array.from({ length: 30 }, () =>
      fortress.fetch('/tools/call', { body, signal: gone.signal }),
    );
    const refused: Response[] = [];
    for (const call of calls) call.then((response) => refused.push(response)).catch(() => undefined);
    await until('all but eight are refused', () => refused.length === 22);
    assert.ok(refused.every(({ status, headers }) => status === 429 && headers.get('retry-after') === '1'));
    gone.abort();
    await until('all calls are cancelled', () => waiting() === 0);
  });

  it('accepts a limited number of streams, and closed ones make room', async () => {
    const streams = await Promise.all(Array.from({ length: 12 }, () => fortress.fetch('/events')));
    const statuses = streams.map(({ status }) => status);
    assert.equal(statuses.filter((status) => status === 200).length, 4);
    assert.ok(
      statuses.every((status) => status === 200 || status === 429),
      statuses.join(),
    );
    await Promise.all(streams.map(({ body }) => body?.cancel()));
    await until('there is room again', async () => {
      const next = await fortress.fetch('/events');
      await next.body?.cancel();
      return next.status === 200;
    });
  });

  it('accepts a limited number of MCP sessions', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 8; count++) {
      const response = await fortress.fetch('/mcp', initialize);
      statuses.push(response.status);
      await response.text();
    }
    assert.deepEqual(statuses, [200, 200, 200, 200, 200, 503, 503, 503]);
  });

  it('answers others, and closes connections that say nothing', async () => {
    const silent = Array.from({ length: 40 }, () => open(fortress.port));
    await fortress.stands();
    const answers = await Promise.all(silent.map(readAll));
    assert.ok(answers.every(({ statuses }) => statuses.length === 0 || statuses[0] === 408));
  });

  it('closes a connection whose headers are slow', async () => {
    const socket = open(fortress.port);
    const answer = readAll(socket);
    socket.write('GET /servers HTTP/1.1\r\nHost: 127.0.0.1\r\n');
    const drip = setInterval(() => socket.write('X-Slow: 1\r\n'), 50);
    try {
      assert.deepEqual((await answer).statuses, [408]);
    } finally {
      clearInterval(drip);
    }
  });

  it('closes a connection whose body is slow, and calls nothing', async () => {
    const before = fortress.of('call.started').length;
    const socket = open(fortress.port);
    const answer = readAll(socket);
    socket.write(
      `${head('POST /tools/call')}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{`,
    );
    const drip = setInterval(() => socket.write(' '), 50);
    try {
      const { statuses } = await answer;
      assert.ok(
        statuses.every((status) => status === 408 || status === 400),
        statuses.join(),
      );
    } finally {
      clearInterval(drip);
    }
    assert.equal(fortress.of('call.started').length, before);
  });

  it('answers each pipelined request or closes the connection', async () => {
    const { statuses } = await raw(
      fortress.port,
      `${`${head('GET /servers')}\r\n`.repeat(200)}${head('GET /servers')}Connection: close\r\n\r\n`,
    );
    assert.ok(statuses.length > 0);
    assert.ok(
      statuses.every((status) => status === 200 || status === 429),
      statuses.join(),
    );
  });

  it('cancels the calls of clients that go away, and keeps nothing of them', async () => {
    const rounds = async (count: number) => {
      for (let round = 0; round < count; round++) {
        const before = ended();
        const sockets = [1, 2, 3, 4].map(() => open(fortress.port));
        const body = '{"server":"toolbox","tool_name":"wait"}';
        for (const socket of sockets)
          socket.write(
            `${head('POST /tools/call')}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
          );
        const mcp = await fortress.client('modern');
        await mcp.callTool({ name: 'modern__greet', arguments: { name: 'x' } });
        await mcp.close();
        await until('the calls arrive', () => waiting() >= 4);
        for (const socket of sockets) socket.destroy();
        await Promise.all(sockets.map((socket) => socket.closed || once(socket, 'close')));
        await until('they are over', () => ended() === before + 5 && waiting() === 0);
      }
    };
    await rounds(2);
    const { listeners } = holdingsOf(fortress.pool);
    await rounds(5);
    assert.equal(holdingsOf(fortress.pool).listeners, listeners);
  });
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { statePaths } from '../../src/mcp/host/statePaths';
import { TestGateway, token } from '../support/gateway/gateway';
import { stateOf } from '../support/gateway/serving';
import { stdio } from '../support/pool/testPool';
import { expectCode, mcpPool } from '../support/terminal/cli';
import { until } from '../support/until';
import { fixtureEntry, Workspace } from '../support/workspace';
import { open, readAll } from './support/raw';

/** More than a gateway takes. */
const many = 300;

/** What strangers do who only want to keep others out; each is begun anew when it is ended. */
const crowds: Readonly<Record<string, (socket: Socket, port: number) => void>> = {
  'say nothing': () => undefined,
  'send headers that never end': (socket, port) => {
    socket.write(`GET /health HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n`);
    const drip = setInterval(() => socket.write('X-Slow: 1\r\n'), 100);
    socket.once('close', () => clearInterval(drip));
  },
  'ask what anyone may ask, and stay': (socket, port) => {
    socket.write(`GET /health HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    socket.resume();
  },
  'ask for more than anyone may, and stay': (socket, port) => {
    socket.write(`GET /servers HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    socket.resume();
  },
};

/** Strangers who hold as many connections as they can. */
class Crowd {
  private readonly sockets = new Set<Socket>();
  private over = false;

  constructor(
    private readonly port: number,
    private readonly act: (socket: Socket, port: number) => void,
  ) {}

  /** Resolves when all of them were connected once. */
  async gather(): Promise<void> {
    await Promise.all(Array.from({ length: many }, () => once(this.add(), 'connect')));
  }

  disperse(): void {
    this.over = true;
    for (const socket of this.sockets) socket.destroy();
  }

  private add(): Socket {
    const socket = open(this.port);
    this.sockets.add(socket);
    socket.once('connect', () => this.act(socket, this.port));
    socket.once('close', () => {
      this.sockets.delete(socket);
      // Not at once and by all: that is a flood of work, which is another thing than a crowd.
      if (!this.over) setTimeout(() => this.over || this.add(), 50).unref();
    });
    return socket;
  }
}

describe('Strangers that hold all connections of a gateway', () => {
  for (const [what, act] of Object.entries(crowds)) {
    describe(`and ${what}`, () => {
      const workspace = new Workspace();
      const env = stateOf(workspace);
      let test: TestGateway;
      let crowd: Crowd;
      let known: Socket;
      const request = () =>
        `GET /servers HTTP/1.1\r\nHost: 127.0.0.1:${test.port}\r\nAuthorization: Bearer ${token}\r\n\r\n`;
      before(async () => {
        workspace.configure({ toolbox: fixtureEntry('toolbox') });
        const config = workspace.path('mcp-config.yaml');
        test = new TestGateway({ folder: statePaths(env).gateways, config });
        await test.open(stdio('toolbox', 'toolbox', { autoApprove: ['*'] }));
        known = open(test.port);
        known.write(request());
        await once(known, 'data');
        crowd = new Crowd(test.port, act);
        await crowd.gather();
      });
      after(async () => {
        crowd.disperse();
        known.destroy();
        await test.close();
        workspace.remove();
      });

      it('do not keep out a client with a token', async () => {
        for (let round = 0; round < 20; round++) assert.equal((await test.fetch('/servers')).status, 200);
      });

      it('do not keep out the terminal, which starts nothing', async () => {
        const run = await mcpPool(['call', 'toolbox', 'typed', 'text=hi'], { cwd: workspace.folder, env });
        expectCode(run, 0);
        assert.deepEqual([run.stdout, run.stderr], ['{"text":"hi"}\n', '']);
      });

      it('take no connection from a client, and no stream', async () => {
        const stream = await test.fetch('/events');
        const reader = stream.body!.getReader();
        await reader.read();
        known.write(request());
        const [answer] = (await once(known, 'data')) as [Buffer];
        assert.match(answer.toString(), /^HTTP\/1\.1 200 /);
        await crowd.gather();
        assert.equal((await test.fetch('/tools/call', { body: { tool_name: 'where' } })).status, 200);
        let heard = '';
        while (!heard.includes('call.succeeded'))
          heard += new TextDecoder().decode((await reader.read()).value);
        await reader.cancel();
      });
    });
  }

  it('are disconnected when they say nothing at first, long before the limit for headers', async () => {
    const limits = { firstByteTimeoutMs: 100, headersTimeoutMs: 60_000, requestTimeoutMs: 60_000 };
    const test = await new TestGateway({ limits }).open();
    try {
      const talking = open(test.port);
      talking.write('GET /health HTTP/1.1\r\n');
      const { statuses } = await readAll(open(test.port));
      assert.deepEqual(statuses, []);
      talking.write(`Host: 127.0.0.1:${test.port}\r\nConnection: close\r\n\r\n`);
      assert.deepEqual((await readAll(talking)).statuses, [200]);
    } finally {
      await test.close();
    }
  });

  it('may hold all connections when all of them have a token', async () => {
    const test = await new TestGateway({ limits: { connections: 3 } }).open();
    try {
      const streams = await Promise.all([1, 2, 3].map(() => test.fetch('/events')));
      await assert.rejects(test.fetch('/servers'));
      await streams[0]!.body!.cancel();
      await until('there is a place', () =>
        test.fetch('/servers').then(
          ({ ok }) => ok,
          () => false,
        ),
      );
      await Promise.all(streams.slice(1).map(({ body }) => body!.cancel()));
    } finally {
      await test.close();
    }
  });
});

import assert from 'node:assert/strict';
import type { Failure } from '../../../../src/base/failure';
import type { Launch } from '../../../../src/config/definition';
import { Connection } from '../../../../src/mcp/connection';
import type { ServerLogLine } from '../../../../src/mcp/connectionOptions';
import type { ScriptedServer } from '../../../fixtures/servers/httpScript';

/** No fault may wait for these, in ms. */
export const limits = { start: 30_000, request: 60_000, total: 120_000 };

/** A fault must be told within this time of being there; the machine may be busy. In ms. */
export const promptly = 3000;

/** One connection of a test, with what it logs. */
export class TestClient {
  readonly log: ServerLogLine[] = [];

  private constructor(readonly connection: Connection) {}

  static async open(launch: Launch, more: Partial<typeof limits> = {}): Promise<TestClient> {
    const log: ServerLogLine[] = [];
    const connection = await Connection.open(
      {
        logLevel: 'info',
        mayLaunch: () => undefined,
        roots: [],
        name: 'a',
        launch,
        clientInfo: { name: 'faults', version: '1' },
        env: process.env,
        limits: { ...limits, ...more },
        redact: (text) => text,
        onLog: (line) => log.push(line),
      },
      new AbortController().signal,
    );
    const client = new TestClient(connection);
    client.log.push(...log);
    return client;
  }

  static http(server: Pick<ScriptedServer, 'url'>, more: Partial<typeof limits> = {}): Promise<TestClient> {
    return TestClient.open({ type: 'http', url: server.url, headers: {} }, more);
  }

  /** The text of a call's result. */
  async text(tool: string, args: Record<string, unknown> = {}, signal?: AbortSignal): Promise<string> {
    const { content } = await this.connection.callTool({ name: tool }, args, { signal });
    return content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  }

  close(): Promise<void> {
    return this.connection.close();
  }
}

/** The failure of something that must fail promptly. */
export async function promptFailure(promise: Promise<unknown>, within = promptly): Promise<Failure> {
  const started = Date.now();
  const error = await promise.then(
    (value) => assert.fail(`it did not fail: ${JSON.stringify(value)?.slice(0, 200)}`),
    (reason: Failure) => reason,
  );
  const took = Date.now() - started;
  assert.ok(took < within, `it took ${took} ms: ${error.message}`);
  assert.equal(typeof error.kind, 'string', String((error as unknown as Error).stack ?? error));
  return error;
}

/** Fails the suite when something rejects unheard. */
export function watchRejections(): void {
  const rejections: unknown[] = [];
  const note = (reason: unknown) => rejections.push(reason);
  before(() => {
    process.on('unhandledRejection', note);
  });
  after(() => {
    process.off('unhandledRejection', note);
    assert.deepEqual(rejections, []);
  });
}

import assert from 'node:assert/strict';
import type { Failure } from '../../../../src/base/failure';
import type { Launch } from '../../../../src/config/model/definition';
import { Connection } from '../../../../src/mcp/connection/connection';
import type { TimeLimits } from '../../../../src/mcp/connection/timedRequests';
import type { ServerLogLine } from '../../../../src/mcp/transport/poolTransport';
import type { ScriptedServer } from '../../../fixtures/servers/httpScript';
import { endlessLimits, within } from '../../../support/until';

/** One connection of a test, with what it logs. */
export class TestClient {
  readonly log: ServerLogLine[] = [];

  private constructor(readonly connection: Connection) {}

  static async open(launch: Launch, more: Partial<TimeLimits> = {}): Promise<TestClient> {
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
        limits: { ...endlessLimits, ...more },
        redact: (text) => text,
        onLog: (line) => log.push(line),
      },
      new AbortController().signal,
    );
    const client = new TestClient(connection);
    client.log.push(...log);
    return client;
  }

  static http(server: Pick<ScriptedServer, 'url'>, more: Partial<TimeLimits> = {}): Promise<TestClient> {
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

/** The failure of something that must fail without waiting for a time limit: those of a client here are longer than any wait. */
export async function promptFailure(promise: Promise<unknown>): Promise<Failure> {
  const failing = promise.then(
    (value) => assert.fail(`it did not fail: ${JSON.stringify(value)?.slice(0, 200)}`),
    (reason: Failure) => reason,
  );
  const error = await within('the failure', failing);
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

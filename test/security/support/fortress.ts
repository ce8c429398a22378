import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { TestGateway } from '../../support/gateway/gateway';
import { handles } from '../../support/leftovers';
import { stdio } from '../../support/pool/testPool';
import { until } from '../../support/until';

/** Limits that a test can reach. */
const limits = {
  body: 64 * 1024,
  headersTimeoutMs: 700,
  requestTimeoutMs: 1500,
  requests: 8,
  streams: 4,
  sessions: 5,
  connections: 100,
};

/** A gateway under attack, which must be the same afterwards. */
export class Fortress extends TestGateway {
  private readonly before = handles();
  private left: string[] = [];

  constructor() {
    super({ limits, origins: ['https://app.example'] });
  }

  /** Starts it with two servers whose tools need no confirmation. */
  override open(): Promise<this> {
    return super.open(
      stdio('toolbox', 'toolbox', { autoApprove: ['*'] }),
      stdio('modern', 'modern', { autoApprove: ['*'] }),
    );
  }

  /** Checks that the pool still works, by REST and by MCP, on the same processes. */
  async stands(): Promise<void> {
    const { body } = await this.json<{ result: unknown }>('/tools/call', 200, {
      body: { server: 'toolbox', tool_name: 'typed', arguments: { text: 'still here' } },
    });
    assert.match(JSON.stringify(body.result), /still here/);
    assert.equal(this.of('state.changed').filter(({ state }) => state.kind === 'ready').length, 2);
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
  }

  /** Ends it and checks that nothing is left: no handle, process or file. */
  async fall(): Promise<void> {
    await this.close();
    await until('no handle is left', () => {
      const now = handles();
      return Object.keys({ ...now, ...this.before }).every(
        (kind) => (now[kind] ?? 0) <= (this.before[kind] ?? 0),
      );
    }).catch((error: Error) => {
      throw new Error(`${error.message}: ${JSON.stringify({ before: this.before, now: handles() })}`);
    });
    assert.deepEqual(this.left, []);
  }

  protected override stopped(): void {
    this.left = readdirSync(this.folder, { recursive: true, encoding: 'utf8' });
  }
}

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { type Approval, approvalOf, reviewHash } from '../../src/config/approval/approval';
import { ApprovalFiles } from '../../src/config/approval/approvalFiles';
import type { ServerDefinition } from '../../src/config/model/definition';
import { parseConfig } from '../../src/config/parse/parseConfig';
import { Launcher } from '../../src/mcp/server/launcher';
import { ServerApprovals } from '../../src/pool/approvals/serverApprovals';
import { createServerHost } from '../../src/runtime/createServerHost';
import { TestPool } from '../support/pool/testPool';
import { rejection } from '../support/rejection';
import { fixtureEntry, Workspace } from '../support/workspace';

/** A pool of a workspace that launches only what was approved, as windows, `serve` and `bridge` do. */
class ReviewedPool extends TestPool {
  readonly workspace: Workspace;
  readonly approvals: ServerApprovals;

  constructor(more: ConstructorParameters<typeof TestPool>[1] = {}) {
    const workspace = new Workspace();
    const approvals = new ServerApprovals({
      store: new ApprovalFiles(workspace.path('approvals')),
      scope: { env: process.env },
      warn: (message) => assert.fail(message),
    });
    super({}, { checkApproval: approvals.check.bind(approvals), ...more });
    this.workspace = workspace;
    this.approvals = approvals;
  }

  /** What the file of the workspace says. */
  get written(): readonly ServerDefinition[] {
    const { folder } = this.workspace;
    const file = this.workspace.path('mcp-config.yaml');
    return parseConfig(this.workspace.read('mcp-config.yaml'), { file, folder }).definitions;
  }

  /** Makes the pool what the file says, as far as that is approved. */
  async apply(): Promise<void> {
    await this.pool.apply(await this.approvals.asApproved(this.written));
  }

  /** The person reviews all that waits, and approves it. */
  async review(): Promise<void> {
    const waiting = await this.approvals.waiting(this.written);
    await this.approvals.approve(
      this.written,
      waiting.map((one) => ({ id: one.definition.id, hash: reviewHash(one) })),
    );
    await this.apply();
  }

  /** What the server that leaves a mark did. */
  get done(): string {
    return this.workspace.lines('mark').join(', ');
  }

  override async close(): Promise<void> {
    await super.close();
    this.approvals.dispose();
    this.workspace.remove();
  }
}

describe('A server that was not approved', () => {
  let test: ReviewedPool;
  beforeEach(() => {
    test = new ReviewedPool();
  });
  afterEach(() => test.close());
  const entry = (words: readonly string[] = [], more = {}) => {
    const { args, ...rest } = fixtureEntry('leavesMark') as { args: string[] };
    return { ...rest, args: [...args, ...words], env: { MARK: test.workspace.path('mark') }, ...more };
  };
  /** Leaves its mark at once: what is ended right after its start has done its harm. */
  const evil = (more = {}) => ({
    command: 'sh',
    args: ['-c', 'echo started evil >> "$MARK"; exec cat'],
    env: { MARK: test.workspace.path('mark') },
    ...more,
  });
  const settled = () => test.reach('a', 'ready');
  const held = async () => {
    await test.apply();
    await test.reach('a', 'blocked');
    await rejection(test.pool.find('a').start());
  };

  it('starts only after its review, and as it was reviewed', async () => {
    test.workspace.configure({ a: entry(['good']) });
    await held();
    assert.equal(test.done, '');
    await test.review();
    await settled();
    assert.equal(test.done, 'started good');
  });

  for (const list of ['autoApprove', 'disabledTools'] as const)
    it(`is not approved by an answer about a tool (${list}) when the program was replaced meanwhile`, async () => {
      test.workspace.configure({ a: entry(['good']) });
      await test.review();
      await settled();
      test.workspace.configure({ a: evil({ [list]: ['look'] }) });
      await test.approvals.decided(test.written[0]!, list, 'look');
      await held();
      assert.equal(test.done, 'started good');
      // The answer counts where the program is the one that was approved.
      test.workspace.configure({ a: entry(['good'], { [list]: ['look', 'drop_table'] }) });
      await test.approvals.decided(test.written[0]!, list, 'look');
      await test.apply();
      await settled();
      const { autoApprove } = test.pool.find('a').definition;
      assert.deepEqual(autoApprove, list === 'autoApprove' ? ['look'] : []);
    });

  it('is not approved by a command that adds its entry when the defaults of the file change it', async () => {
    test.workspace.configure({ a: entry(['good']) });
    const [meant] = test.written;
    const text = test.workspace.read('mcp-config.yaml');
    test.workspace.write('mcp-config.yaml', `defaults: { env: { NODE_OPTIONS: --no-warnings } }\n${text}`);
    await test.approvals.approveWritten(test.written, [meant!]);
    await held();
    assert.equal(test.done, '');
    test.workspace.write('mcp-config.yaml', text);
    await test.approvals.approveWritten(test.written, [meant!]);
    await test.apply();
    await settled();
  });

  it('is not approved by an answer about an entry that has changed since', async () => {
    test.workspace.configure({ a: entry(['good']) });
    const [shown] = await test.approvals.waiting(test.written);
    const seen = { id: shown!.definition.id, hash: reviewHash(shown!) };
    test.workspace.configure({ a: evil() });
    assert.equal(await test.approvals.approve(test.written, [seen]), 1);
    await held();
    assert.equal(test.done, '');
  });

  it('gets no other variables than those in the reviewed file', async () => {
    test.workspace.write('a.env', 'MODE=fast\n');
    test.workspace.configure({ a: entry(['good'], { envFile: 'a.env' }) });
    await test.review();
    await settled();
    test.workspace.write('a.env', 'MODE=fast\nNODE_OPTIONS=--require ./evil.js\n');
    // Whether or not anybody noticed the change: right before it starts it is looked at.
    const again = await rejection(test.pool.find('a').restart());
    assert.match(again.message, /changed since it was approved/);
    await held();
    assert.equal(test.done, 'started good');
  });

  it('does not start when its approval is withdrawn, or the file of approvals is forged', async () => {
    test.workspace.configure({ a: entry(['good']) });
    await test.review();
    await settled();
    await test.approvals.reset();
    await held();
    const store = new ApprovalFiles(test.workspace.path('approvals'));
    await store.set('somebody else', approvalOf({ definition: test.written[0]! }) as Approval);
    store.dispose();
    await held();
    assert.equal(test.done, 'started good');
  });

  it('does not start when the file changes while it waits for the previous process to end', async () => {
    await test.close();
    // The state alone must keep it from starting, too.
    test = new ReviewedPool({
      checkApproval: undefined,
      health: { intervalMs: 200, timeoutMs: 200 },
      graceMs: { stdin: 30, terminate: 3000 },
    });
    test.workspace.configure({
      a: entry(['good'], { env: { MARK: test.workspace.path('mark'), SLOW_END: '1' } }),
    });
    await test.review();
    await settled();
    test.workspace.write('mark.hang', '');
    // It is found to hang, and is being ended: only then does the next one start.
    await test.reach('a', 'starting');
    test.workspace.configure({ a: evil() });
    await test.apply();
    await test.reach('a', 'blocked');
    await test.pool.find('a').stop();
    // What comes back to what was approved starts after all that might have been on its way.
    test.workspace.configure({ a: entry(['good']) });
    rmSync(test.workspace.path('mark.hang'));
    await test.review();
    await settled();
    assert.equal(test.done, 'started good, started good');
  });

  it('does not start when it is stopped before it began', async () => {
    test.workspace.configure({ a: entry(['good']) });
    const launcher = new Launcher(createServerHost({ env: process.env }).host, () => undefined);
    await rejection(launcher.open(test.written[0]!, AbortSignal.abort())).catch(() => undefined);
    assert.equal(test.done, '');
  });

  it('does not affect the servers that are approved', async () => {
    test.workspace.configure({ a: entry(['good']), b: entry(['other']) });
    await test.review();
    await settled();
    await test.reach('b', 'ready');
    test.workspace.configure({ a: evil(), b: entry(['other'], { autoApprove: ['*'] }) });
    await held();
    assert.equal(test.state('b').kind, 'ready');
    assert.deepEqual(test.pool.find('b').definition.autoApprove, []);
    assert.ok(!test.done.includes('evil'));
  });
});

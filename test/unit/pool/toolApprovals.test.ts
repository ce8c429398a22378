import assert from 'node:assert/strict';
import {
  snapshotText,
  ToolApprovals,
  type ToolSnapshot,
  type ToolSnapshotStore,
} from '../../../src/pool/approvals/toolApprovals';
import { rows } from '../support/table';

const schema = { type: 'object' as const, properties: { a: { type: 'string' }, b: { type: 'number' } } };
const tool = { name: 't', description: 'Reads.', inputSchema: schema, annotations: { readOnlyHint: true } };

function approved() {
  const snapshots = new Map<string, ToolSnapshot>();
  const store: ToolSnapshotStore = {
    get: (key) => Promise.resolve(snapshots.get(key)),
    set: (key, snapshot) => Promise.resolve(void snapshots.set(key, JSON.parse(JSON.stringify(snapshot)))),
  };
  return { tools: new ToolApprovals(store), snapshots };
}

describe('An approved tool', () => {
  it('is remembered the first time', async () => {
    const { tools, snapshots } = approved();
    assert.equal(await tools.changedSince('s', tool), undefined);
    assert.equal(snapshots.size, 1);
    assert.equal(await tools.changedSince('s', tool), undefined);
  });

  rows<{ now: object; changed: boolean }>(
    {
      'is changed with another description': { now: { description: 'Deletes.' }, changed: true },
      'is changed without its description': { now: { description: undefined }, changed: true },
      'is changed with another argument': {
        now: { inputSchema: { ...schema, properties: { ...schema.properties, c: {} } } },
        changed: true,
      },
      'is changed with other annotations': { now: { annotations: { readOnlyHint: false } }, changed: true },
      'is changed without its annotations': { now: { annotations: undefined }, changed: true },
      'is the same with its keys in another order': {
        now: {
          inputSchema: { properties: { b: { type: 'number' }, a: { type: 'string' } }, type: 'object' },
        },
        changed: false,
      },
      'is changed with a list in another order': {
        now: { inputSchema: { ...schema, required: ['b', 'a'] } },
        changed: true,
      },
      'is the same with another title or result': {
        now: { title: 'New', outputSchema: { type: 'object' } },
        changed: false,
      },
    },
    async ({ now, changed }) => {
      const { tools } = approved();
      await tools.approve('s', tool);
      const before = await tools.changedSince('s', { ...tool, ...now });
      assert.equal(before !== undefined, changed);
      if (before) assert.equal(before.description, 'Reads.');
    },
  );

  it('stays changed until it is approved again', async () => {
    const { tools } = approved();
    const now = { ...tool, description: 'Deletes.' };
    await tools.approve('s', tool);
    assert.ok(await tools.changedSince('s', now));
    assert.ok(await tools.changedSince('s', now));
    await tools.approve('s', now);
    assert.equal(await tools.changedSince('s', now), undefined);
    assert.ok(await tools.changedSince('s', tool));
  });

  it('is approved for its server only', async () => {
    const { tools, snapshots } = approved();
    await tools.approve('s', tool);
    assert.equal(await tools.changedSince('other', { ...tool, description: 'Else.' }), undefined);
    await tools.approve('s"t', { ...tool, name: 'u' });
    assert.equal(snapshots.size, 3);
  });

  it('may have a name that every object has', async () => {
    const { tools } = approved();
    for (const name of ['__proto__', 'constructor', 'toString']) {
      await tools.approve('s', { ...tool, name });
      assert.ok(await tools.changedSince('s', { ...tool, name, description: 'Else.' }));
    }
  });

  it('is shown with its description, its arguments and its annotations in one order', () => {
    const text = snapshotText({
      description: 'D',
      inputSchema: { b: 1, a: [{ d: 1, c: 2 }] },
      annotations: { z: 1 },
    });
    assert.match(text, /^D\n\narguments: \{\n {2}"a": \[\n {4}\{\n {6}"c": 2,\n {6}"d": 1/);
    assert.match(text, /annotations: \{\n {2}"z": 1\n\}\n$/);
    assert.doesNotMatch(snapshotText({ inputSchema: {} }), /undefined|annotations/);
  });
});

import { createHash } from 'node:crypto';
import type { Tool } from '@modelcontextprotocol/client';

/** The parts of a tool that a permanent approval covers. */
export interface ToolSnapshot {
  readonly description?: string;
  readonly inputSchema: unknown;
  readonly annotations?: unknown;
}

/** Stores tools as they were when they were approved, from one session to the next. Keys are made here. */
export interface ToolSnapshotStore {
  get(key: string): Promise<ToolSnapshot | undefined>;
  set(key: string, snapshot: ToolSnapshot): Promise<void>;
}

/**
 * Recognizes approved tools: when a server changes the description or schema of a tool after its approval, the person
 * is asked again.
 */
export class ToolApprovals {
  constructor(private readonly store: ToolSnapshotStore) {}

  /** The tool as it was approved, if it has changed since. A new tool is accepted as it is. */
  async changedSince(server: string, tool: Tool): Promise<ToolSnapshot | undefined> {
    const before = await this.store.get(keyOf(server, tool.name));
    if (before && textOf(before) !== textOf(snapshotOf(tool))) return before;
    if (!before) await this.approve(server, tool);
    return undefined;
  }

  /** From now on the tool is approved as it is now. */
  approve(server: string, tool: Tool): Promise<void> {
    return this.store.set(keyOf(server, tool.name), snapshotOf(tool));
  }
}

/** The text by which a person compares two versions of a tool. */
export function snapshotText(snapshot: ToolSnapshot): string {
  const { description = '', inputSchema, annotations } = snapshot;
  const schema = JSON.stringify(sorted(inputSchema), undefined, 2);
  const claims = annotations ? `\n\nannotations: ${JSON.stringify(sorted(annotations), undefined, 2)}` : '';
  return `${description}\n\narguments: ${schema}${claims}\n`;
}

/** The parts of a tool that an approval covers. */
export function snapshotOf({ description, inputSchema, annotations }: Tool): ToolSnapshot {
  return { description, inputSchema, annotations };
}

function keyOf(server: string, tool: string): string {
  return createHash('sha256')
    .update(JSON.stringify([server, tool]))
    .digest('hex')
    .slice(0, 32);
}

function textOf({ description, inputSchema, annotations }: ToolSnapshot): string {
  return JSON.stringify(sorted({ description, inputSchema, annotations }));
}

/** With the keys of every object in one order: a server may send them in another next time. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}

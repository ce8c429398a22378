import assert from 'node:assert/strict';
import type { CallRequest } from '../../../src/pool/call';
import { type TestPool, textOf } from '../../support/pool/testPool';
import { until } from '../../support/until';
import type { Row } from './page';

/** A call and what its text must hold. */
export interface Sample {
  readonly tool: string;
  readonly arguments?: Record<string, unknown>;
  readonly says: string;
}

/** What is tried on a server. What is left out is not. */
export interface Plan {
  readonly call: Sample;
  readonly resource?: string;
  readonly prompt?: { readonly name: string; readonly arguments: Record<string, string> };
  /** A tool that tells its progress. */
  readonly progress?: Omit<Sample, 'says'>;
  /** A tool that runs until it is cancelled, and tells its progress when it has begun. */
  readonly wait?: Omit<Sample, 'says'>;
  /** The tool `cancelled` counts the cancels that arrived. */
  readonly countsCancels?: boolean;
  /** Whether the number of things it offers is ours to say. */
  readonly counts?: boolean;
}

/** The plan of our own interop servers. */
export const ownPlan: Plan = {
  call: { tool: 'echo', arguments: { message: 'hello' }, says: 'hello' },
  resource: 'interop://note',
  prompt: { name: 'ask', arguments: { topic: 'whales' } },
  progress: { tool: 'steps' },
  wait: { tool: 'wait' },
  countsCancels: true,
  counts: true,
};

/** Tries everything of the plan on a server of the pool; fails when something does not work. */
export async function tryOut(
  test: TestPool,
  name: string,
  { call, resource, prompt, progress, wait, countsCancels, counts }: Plan,
): Promise<Omit<Row, 'server' | 'transport'>> {
  const server = test.pool.find(name);
  const connection = await server.connected();
  const { info } = await test.reach(name, 'ready');
  const { tools, resources, resourceTemplates, prompts } = server.catalog;
  const lists = [tools, resources, resourceTemplates, prompts];
  for (const { error } of lists) assert.equal(error, undefined);

  assert.match(textOf(await test.call(name, call.tool, call.arguments)), new RegExp(call.says));
  if (resource) assert.ok((await test.pool.readResource(name, resource)).contents.length > 0);
  if (prompt) assert.ok((await test.pool.getPrompt(name, prompt.name, prompt.arguments)).messages.length > 0);
  if (progress) {
    const seen: number[] = [];
    const onProgress: CallRequest['onProgress'] = (step) => seen.push(step.progress);
    textOf(await test.call(name, progress.tool, progress.arguments, { onProgress }));
    assert.deepEqual(seen, [1, 2]);
  }
  return {
    revision: info.protocolVersion,
    era: connection.era,
    lists: counts ? lists.map(({ items }) => items.length).join(', ') : 'read',
    call: 'yes',
    resource: resource ? 'yes' : '-',
    prompt: prompt ? 'yes' : '-',
    progress: progress ? 'yes' : '-',
    cancel: wait ? await cancel(test, name, wait, countsCancels, call) : '-',
  };
}

async function cancel(
  test: TestPool,
  name: string,
  wait: Omit<Sample, 'says'>,
  counted: boolean | undefined,
  next: Sample,
): Promise<string> {
  const cancels = async () => textOf(await test.call(name, 'cancelled'));
  const before = counted ? await cancels() : '';
  const controller = new AbortController();
  const { outcome } = await test.call(name, wait.tool, wait.arguments, {
    signal: controller.signal,
    onProgress: () => controller.abort(),
  });
  assert.equal(outcome.kind === 'failure' && outcome.failure.kind, 'cancelled');
  if (!counted) {
    textOf(await test.call(name, next.tool, next.arguments));
    return 'ends the call';
  }
  await until('the cancel has reached the server', async () => (await cancels()) !== before);
  return 'reaches it';
}

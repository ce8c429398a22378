import { readFileSync } from 'node:fs';
import { type LiveRun, type RunOptions, startMcpPool } from './cli';
import { until } from './until';

/** What `mcp-pool serve --json` says first. */
export interface Served {
  readonly url: string;
  readonly tokenFile: string;
}

/** Waits for the first line of stdout. */
export async function firstLine({ child }: LiveRun): Promise<string> {
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  await until('the first line', () => text.includes('\n'), { within: 10_000 });
  return text.slice(0, text.indexOf('\n'));
}

/** Starts `mcp-pool serve` and waits until it serves. */
export async function startServing(words: readonly string[], options: RunOptions) {
  const live = startMcpPool(['serve', '--json', ...words], options);
  const served = JSON.parse(await firstLine(live)) as Served;
  const token = readFileSync(served.tokenFile, 'utf8').trim();
  return { live, served, token };
}

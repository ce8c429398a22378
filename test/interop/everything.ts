import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { StdioLaunch } from '../../src/config/model/definition';
import { unusedPort } from '../integration/support/httpServers';
import { root } from '../integration/support/places';
import { until } from '../integration/support/until';
import type { Host } from './hosts';

type Name = 'everything' | 'filesystem' | 'memory' | 'sequential-thinking';

/** One of the public servers on npm as a program. */
export function npmLaunch(
  name: Name,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): StdioLaunch {
  return { type: 'stdio', command: process.execPath, args: [script(name), ...args], env };
}

/** server-everything as a process of its own behind HTTP. */
export async function everythingOver(transport: 'sse' | 'streamableHttp'): Promise<Host> {
  const port = await unusedPort();
  const child = spawn(process.execPath, [script('everything'), transport], {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let printed = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  const ended = once(child, 'close');
  await until(`server-everything listens on ${port}`, () => /(?:listening|running) on port/i.test(printed));
  return {
    url: `http://127.0.0.1:${port}/${transport === 'sse' ? 'sse' : 'mcp'}`,
    close: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function script(name: Name): string {
  return path.join(root, `node_modules/@modelcontextprotocol/server-${name}/dist/index.js`);
}

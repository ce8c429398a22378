import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { npmServer } from '../places';
import { until } from '../until';
import { unusedPort } from './httpServers';

/** server-everything behind HTTP, as a process of its own. */
export interface EverythingServer {
  readonly url: string;
  /** How often it has printed a text. */
  count(text: string): number;
  close(): Promise<void>;
}

/** Starts server-everything on a free port of 127.0.0.1 and waits until it listens. */
export async function serveEverything(
  transport: 'sse' | 'streamableHttp' = 'streamableHttp',
): Promise<EverythingServer> {
  const port = await unusedPort();
  const child = spawn(process.execPath, [npmServer('everything'), transport], {
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  const ended = once(child, 'close');
  await until(`server-everything listens on ${port}`, () => /(?:listening|running) on port/i.test(printed));
  return {
    url: `http://127.0.0.1:${port}/${transport === 'sse' ? 'sse' : 'mcp'}`,
    count: (text) => printed.split(text).length - 1,
    close: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

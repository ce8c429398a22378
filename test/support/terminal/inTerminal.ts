import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cli } from '../places';

/** What a terminal shows of a run: stdin, stdout and stderr are one, and the escape character reads ESC. */
export async function shownInTerminal(
  words: readonly string[],
  { cwd, env, input }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv; readonly input?: string },
): Promise<{ readonly code: number; readonly shown: string }> {
  const command = [process.execPath, cli, ...words].map((word) => `'${word}'`).join(' ');
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd,
    env: { ...process.env, TERM: 'xterm-256color', NO_COLOR: undefined, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (input !== undefined) child.stdin.write(input);
  let shown = '';
  child.stdout.on('data', (chunk) => {
    shown += chunk;
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, shown: shown.replaceAll('\r\n', '\n').replaceAll('\u001b', 'ESC') };
}

// Loaded by mocha before the tests, as .mocharc.json says: no process may outlive the suite that started it.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Context, Suite } from 'mocha';
import { isAlive, marked, newMark } from './processes';
import { familyOf } from './processTree';
import { until } from './until';

/** Everything that this process starts inherits it, and servers too: they get every `XDG_` variable. */
const mark = newMark('XDG_MCP_POOL_TEST_RUN');
Object.assign(process.env, mark);

/** In a run of several processes there is one root for each file, else one for all. */
export const mochaHooks = {
  beforeAll(this: Context) {
    if (process.platform === 'win32')
      process.stderr.write('On Windows nobody looks for processes that are left.\n');
    for (const suite of this.test!.parent!.suites)
      suite.afterAll('leaves no process behind', () =>
        // A test that failed did not come to its end, so that nothing else will end what it has started.
        hasFailed(suite) ? endLeft('A test failed') : expectNoneOutlives(),
      );
  },
};

/** Waits until nothing that was started here is left, for one that was killed takes the system a moment. Ends what stays. */
export async function expectNoneOutlives(): Promise<void> {
  await until('no process is left', async () => (await leftProcesses()).length === 0).catch((error: Error) =>
    endLeft(error.message),
  );
}

/** Ends what is left, and fails with it. */
async function endLeft(why: string): Promise<void> {
  const left = await leftProcesses();
  for (const line of left) process.kill(Number.parseInt(line, 10), 'SIGKILL');
  if (left.length > 0) throw new Error(`${why}, and these processes were left:\n${left.join('\n')}`);
}

function hasFailed(suite: Suite): boolean {
  return suite.tests.some((test) => test.isFailed()) || suite.suites.some(hasFailed);
}

/** The processes below this one, and those that have lost their parent but carry the mark, as "pid command line". */
async function leftProcesses(): Promise<string[]> {
  if (process.platform === 'win32') return [];
  const [, ...below] = await familyOf(process.pid);
  const orphans = marked(mark).map((line) => Number.parseInt(line, 10));
  return [...new Set([...below, ...orphans])]
    .filter((pid) => pid !== process.pid && isAlive(pid))
    .map((pid) => `${pid} ${commandOf(pid)}`);
}

function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return 'has just ended';
  }
}

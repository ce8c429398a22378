// A warm call of `mcp-pool` beside the same call of other terminal clients, all on one Node.js and in turns.
//   node out/test/bench/cli.mjs [rounds]
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { installInspector, installMcpdo, installMcporter, installNode } from '../host/install';
import { cli, npmServer } from '../support/places';
import { serveEverything } from '../support/servers/everythingServer';
import { until } from '../support/until';
import { Workspace } from '../support/workspace';
import { type Figure, ms, ratio, spread, takeTurns, timed } from './support/figures';
import { holds, table } from './support/table';

/** So many times the start of `node` itself a warm call may take. */
const bound = 4;
const tries = 3;

const rounds = { warmUp: 2, rounds: Number(process.argv[2] ?? 15) };
const workspace = new Workspace();
// What the clients keep of their own stays in here, also their daemons' sockets.
const home = workspace.path('home');
mkdirSync(home);
const env = {
  ...process.env,
  HOME: home,
  XDG_RUNTIME_DIR: home,
  TMPDIR: home,
  MCP_POOL_STATE: workspace.path('state'),
  MCP_INSPECTOR_SECRET_STORE: 'memory',
};

type Run = (...words: string[]) => Promise<string>;

/** Runs a program to its end and gives what it printed. */
function runner(node: string, ...before: string[]): Run {
  return async (...words) => {
    const child = spawn(node, [...before, ...words], {
      cwd: workspace.folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    let said = '';
    child.stdout.on('data', (chunk) => {
      printed += chunk;
    });
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const [code] = await once(child, 'close');
    if (code !== 0)
      throw new Error(`${[...before, ...words].join(' ')} ended with ${code}: ${said}${printed}`);
    return printed;
  };
}

/** The time of a call, which must bring the answer. */
function call(run: Run, ...words: string[]) {
  return () =>
    timed(async () => {
      const printed = await run(...words);
      if (!printed.includes('Echo: hi')) throw new Error(`No answer: ${printed}`);
    });
}

async function measure(): Promise<Figure[]> {
  const node = await installNode(24);
  const [inspector, mcpdo, mcporter] = [
    runner(node, await installInspector(), '--cli'),
    runner(node, await installMcpdo(), '--config', 'mcp.json'),
    runner(node, await installMcporter(), '--config', 'mcporter.json'),
  ];
  const launch = { command: node, args: [npmServer('everything'), 'stdio'] };
  workspace.configure({ everything: { ...launch, autoApprove: ['*'] } });
  workspace.write('mcp.json', JSON.stringify({ mcpServers: { everything: { type: 'stdio', ...launch } } }));
  const kept = { everything: { ...launch, lifecycle: 'keep-alive' } };
  workspace.write('mcporter.json', JSON.stringify({ mcpServers: kept, imports: [] }));

  const everything = await serveEverything();
  let gateway: ChildProcess | undefined;
  try {
    gateway = await serve(node);
    await mcpdo('connect', 'everything');
    await mcporter('daemon', 'start');
    const bare = runner(node);
    const pool = runner(node, cli);
    const toServer = ['--transport', 'http', '--server-url', everything.url];
    const echo = ['--method', 'tools/call', '--tool-name', 'echo', '--tool-arg', 'message=hi'];
    const times = await takeTurns(
      {
        node: () => timed(() => bare('-e', '0')),
        pool: call(pool, 'call', 'everything', 'echo', 'message=hi'),
        inspector: call(inspector, ...toServer, ...echo),
        mcpdo: call(mcpdo, '--connection', 'everything', 'tools/call', 'echo', 'message:=hi'),
        mcporter: call(mcporter, 'call', 'everything.echo', 'message=hi'),
      },
      rounds,
    );
    return figures(times);
  } finally {
    await Promise.allSettled([mcpdo('daemon', 'stop'), mcporter('daemon', 'stop'), everything.close()]);
    if (gateway) {
      gateway.kill('SIGTERM');
      await once(gateway, 'close');
    }
  }
}

/** A gateway whose server is ready. */
async function serve(node: string): Promise<ChildProcess> {
  const child = spawn(node, [cli, 'serve', '--json', '--trust'], {
    cwd: workspace.folder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  await until('the gateway listens', () => printed.includes('\n'));
  return child;
}

function figures(times: Record<'node' | 'pool' | 'inspector' | 'mcpdo' | 'mcporter', number[]>): Figure[] {
  const beyond = (all: readonly number[]) => spread(all.map((time, round) => time - times.node[round]!));
  return [
    {
      name: 'a warm call / node -e 0',
      value: ratio(times.pool, times.node),
      unit: 'x',
      bound,
      note: `${ms(times.pool)}, ${ms(times.node)}, ${beyond(times.pool).median.toFixed(0)} ms beyond node`,
    },
    ...(['inspector', 'mcpdo', 'mcporter'] as const).map(
      (other): Figure => ({
        name: `a warm call: mcp-pool / ${titles[other]}`,
        value: ratio(times.pool, times[other]),
        unit: 'x',
        note: `${ms(times[other])}, ${beyond(times[other]).median.toFixed(0)} ms beyond node`,
      }),
    ),
  ];
}

const titles = {
  inspector: 'Inspector --cli, of a server that runs',
  mcpdo: 'mcpdo and its daemon',
  mcporter: 'mcporter and its daemon',
};

try {
  let taken = await measure();
  for (let count = 1; count < tries && !taken.every(holds); count++) taken = await measure();
  console.log(table(taken));
  if (!taken.every(holds)) {
    console.error('\nA warm call takes longer than it may.');
    process.exitCode = 1;
  }
} finally {
  workspace.remove();
}

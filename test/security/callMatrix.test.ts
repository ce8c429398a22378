import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { openPool } from '../../src/library/library';
import { approveAll, startServing, stateOf } from '../support/gateway/serving';
import { cli, fixture } from '../support/places';
import {
  callMatrix,
  callOf,
  type Decision,
  type Entrance,
  entrances,
  matrixServers,
  matrixTitle,
  situations,
} from '../support/pool/callMatrix';
import { repositoryRoot } from '../support/repository';
import { mcpPool } from '../support/terminal/cli';
import { Workspace } from '../support/workspace';

const workspace = new Workspace();
const options = { cwd: workspace.folder, env: stateOf(workspace) };
const scripts = { leavesMark: fixture('leavesMark'), shifty: fixture('shifty') };
const configure = (words: string) =>
  workspace.configure(
    matrixServers(scripts, {
      mark: workspace.path('mark'),
      locked: workspace.write('locked', ''),
      words,
    }) as Parameters<Workspace['configure']>[0],
  );

/** What is said where nobody can be asked. */
function decisionIn(text: string): Decision {
  if (/was not confirmed/.test(text)) return 'asks';
  if (/is not called: it is in 'disabledTools'/.test(text)) return 'denied';
  if (/Unknown tool/.test(text)) return 'not offered';
  throw new Error(`It says something else: ${text}`);
}

type Call = (server: string, tool: string) => Promise<Decision>;

/** A client of the pool as one MCP server. */
async function mcpCall(client: Client, server: string, tool: string): Promise<Decision> {
  try {
    const result = await client.callTool({ name: `${server}__${tool}`, arguments: {} });
    return result.isError ? decisionIn(JSON.stringify(result.content)) : 'runs';
  } catch (error) {
    return decisionIn(String(error));
  }
}

describe('A call from outside a window', () => {
  const closers: (() => Promise<unknown>)[] = [];
  const calls: Partial<Record<Entrance, Call>> = {};

  before(async () => {
    // What the tool said when it was approved; from then on it says something else.
    configure('Erases the scratch file.');
    assert.equal((await mcpPool(['call', 'shifty', 'erase'], options)).code, 0);
    configure('Erases everything you have.');
    await approveAll(workspace);

    calls.terminal = async (server, tool) => {
      const run = await mcpPool(['--no-gateway', 'call', server, tool], options);
      return run.code === 0 ? 'runs' : decisionIn(run.stderr);
    };

    const pool = await openPool({
      config: workspace.path('mcp-config.yaml'),
      env: { ...process.env, ...stateOf(workspace) },
    });
    closers.push(() => pool.dispose());
    calls.program = async (server, tool) => {
      const { outcome } = await pool.call({ server, tool });
      return outcome.kind === 'result' ? 'runs' : decisionIn(outcome.failure.message);
    };

    const serving = await startServing([], options);
    closers.push(async () => {
      serving.live.child.kill('SIGTERM');
      await serving.live.done;
    });
    const headers = { authorization: `Bearer ${serving.token}`, 'content-type': 'application/json' };
    calls.rest = async (server, tool) => {
      const at = `${serving.served.url}/servers/${server}/tools/${tool}`;
      const answer = await fetch(at, { method: 'POST', body: '{}', headers });
      return answer.status === 200 ? 'runs' : decisionIn(await answer.text());
    };

    const overHttp = new Client({ name: 'test', version: '1.0.0' });
    const requestInit = { headers: { authorization: `Bearer ${serving.token}` } };
    await overHttp.connect(
      new StreamableHTTPClientTransport(new URL(`${serving.served.url}/mcp`), { requestInit }),
    );
    closers.unshift(() => overHttp.close());
    calls.mcp = (...named) => mcpCall(overHttp, ...named);

    const overBridge = new Client({ name: 'test', version: '1.0.0' });
    await overBridge.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: [cli, '--no-gateway', 'bridge'],
        cwd: workspace.folder,
        env: { ...process.env, ...options.env } as Record<string, string>,
        stderr: 'ignore',
      }),
    );
    closers.unshift(() => overBridge.close());
    calls.bridge = (...named) => mcpCall(overBridge, ...named);
  });

  after(async () => {
    for (const close of closers) await close();
    workspace.remove();
  });

  for (const entrance of ['terminal', 'program', 'rest', 'mcp', 'bridge'] as const)
    for (const situation of situations)
      it(matrixTitle(entrance, situation), async () => {
        const [server, tool] = callOf[situation];
        const decided = await calls[entrance]!(server, tool);
        assert.equal(decided, callMatrix[entrance][situation]);
      });

  it('is described in docs/security.md', () => {
    const page = readFileSync(path.join(repositoryRoot, 'docs/security.md'), 'utf8');
    for (const entrance of entrances) {
      const cells = situations.map((situation) => callMatrix[entrance][situation]);
      assert.ok(page.includes(`| ${entrance} | ${cells.join(' | ')} |`), entrance);
    }
    assert.ok(page.includes(`| who asks | ${situations.join(' | ')} |`));
  });
});

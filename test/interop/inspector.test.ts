import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { CallToolResult, Tool } from '@modelcontextprotocol/client';
import { installInspector, installNode } from '../host/install';
import { TestGateway, token } from '../support/gateway/gateway';
import { stdio } from '../support/pool/testPool';

describe('The official Inspector as a client of the gateway', () => {
  let test: TestGateway;
  let node: string;
  let inspector: string;
  before(async () => {
    // It is installed once, which takes a moment.
    [node, inspector] = [await installNode(24), await installInspector()];
    test = await new TestGateway().open(
      stdio('toolbox', 'toolbox', { autoApprove: ['*'] }),
      stdio('modern', 'modern', { autoApprove: ['*'] }),
    );
  });
  after(() => test.close());

  /** Runs its command; gives what it printed. */
  function inspect(...words: string[]): Promise<{ code: number | null; text: string }> {
    const connection = [
      `${test.url}/mcp`,
      '--transport',
      'http',
      '--header',
      `Authorization: Bearer ${token}`,
    ];
    const args = [inspector, '--cli', ...connection, '-q', ...words];
    // Its files belong to the test alone.
    const child = spawn(node, args, { env: { ...process.env, HOME: test.folder } });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, text }));
    });
  }

  it('lists the tools of all servers', async () => {
    const { code, text } = await inspect('--method', 'tools/list');
    assert.equal(code, 0, text);
    const names = (JSON.parse(text) as { tools: Tool[] }).tools.map(({ name }) => name);
    for (const name of ['toolbox__typed', 'modern__greet']) assert.ok(names.includes(name), name);
  });

  it('calls a tool', async () => {
    const call = ['--method', 'tools/call', '--tool-name', 'modern__greet', '--tool-arg', 'name=Ada'];
    const { code, text } = await inspect(...call);
    assert.equal(code, 0, text);
    assert.deepEqual((JSON.parse(text) as CallToolResult).content, [{ type: 'text', text: 'Hello Ada' }]);
  });
});

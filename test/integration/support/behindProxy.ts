import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { HttpProxy } from '../../fixtures/servers/httpProxy';
import {
  errorOf,
  expectCode,
  type JsonError,
  type LiveRun,
  mcpPool,
  type Run,
  startMcpPool,
} from '../../support/terminal/cli';

/** The address under a name that only a proxy knows. */
export function named(url: string): string {
  return url.replace('127.0.0.1', 'mcp.test');
}

// Without what the machine itself says of proxies.
const bare: NodeJS.ProcessEnv = {};
for (const name of ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy', 'node_extra_ca_certs'])
  bare[name] = bare[name.toUpperCase()] = undefined;

/** The terminal command with a state folder and an environment of its own, and a proxy beside it. */
export class BehindProxy {
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), 'mcp-pool-proxy-'));
  private readonly closables: { close(): Promise<void> }[] = [];

  private constructor(readonly proxy: HttpProxy) {
    this.add(proxy);
  }

  static async start(): Promise<BehindProxy> {
    return new BehindProxy(await HttpProxy.start());
  }

  /** Keeps something that is closed at the end, also when the test fails. */
  add<T extends { close(): Promise<void> }>(closable: T): T {
    this.closables.push(closable);
    return closable;
  }

  run(words: readonly string[], env: NodeJS.ProcessEnv): Promise<Run> {
    return mcpPool(words, this.options(env));
  }

  start(words: readonly string[], env: NodeJS.ProcessEnv): LiveRun {
    return startMcpPool(words, this.options(env));
  }

  /** Calls a tool that must answer, without a word on stderr. */
  async expectAnswer(url: string, env: NodeJS.ProcessEnv, ...words: string[]): Promise<void> {
    const run = await this.run(callOf(url, words), env);
    expectCode(run, 0);
    assert.equal(run.stderr, '');
  }

  /** Calls a tool and gives the error that it must end with. */
  async failing(url: string, env: NodeJS.ProcessEnv, ...words: string[]): Promise<JsonError> {
    const run = await this.run([...callOf(url, words), '--json'], env);
    expectCode(run, 4);
    return errorOf(run);
  }

  async close(): Promise<void> {
    await Promise.all(this.closables.map((closable) => closable.close()));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private options(env: NodeJS.ProcessEnv) {
    return { cwd: this.folder, env: { ...bare, MCP_POOL_STATE: this.folder, ...env } };
  }
}

function callOf(url: string, words: readonly string[]): string[] {
  return ['call', 'default', ...(words.length > 0 ? words : ['greet', 'name=Ada']), '--url', url];
}

import assert from 'node:assert/strict';
import path from 'node:path';
import type { ContentBlock, Tool } from '@modelcontextprotocol/client';
import type { ServerDefinition } from '../../../src/config/model/definition';
import type { Catalog } from '../../../src/mcp/catalog/catalog';
import { fixture } from '../../support/places';
import { TestPool } from '../../support/pool/testPool';
import { repositoryRoot } from '../../support/repository';
import { until } from '../../support/until';

/** The eras that the demo server speaks. */
export const eras = ['legacy', 'modern'] as const;

type Era = (typeof eras)[number];

/** The demo server as it ships; in the legacy era behind one that refuses the probe. */
export function demoArguments(era: Era): string[] {
  const demo = path.join(repositoryRoot, 'dist/demo.mjs');
  return era === 'modern' ? [demo] : [fixture('legacyOnly'), demo];
}

/** The demo server as an entry of a configuration. */
export function demoDefinition(era: Era): ServerDefinition {
  const launch = { type: 'stdio', command: process.execPath, args: demoArguments(era), env: {} } as const;
  return {
    id: 'demo',
    name: 'demo',
    launch,
    disabled: false,
    autoApprove: [],
    source: { folder: process.cwd() },
  };
}

/** A pool with nothing but the demo server. */
export class DemoPool extends TestPool {
  constructor(private readonly demoEra: Era) {
    super();
  }

  /** Starts the server and waits until all it has is known. */
  async open(): Promise<this> {
    await this.pool.apply([demoDefinition(this.demoEra)]);
    await this.reach('demo', 'ready');
    await until('it is listed', () => Object.values(this.catalog).every(({ items }) => items.length > 0));
    return this;
  }

  get catalog(): Catalog {
    return this.pool.find('demo').catalog;
  }

  tool(name: string): Tool {
    const found = this.catalog.tools.items.find((item) => item.name === name);
    assert.ok(found, name);
    return found;
  }

  /** Reads a resource of the tea house. */
  async read(name: string): Promise<{ text: string; blob?: string; mimeType: string }> {
    const { contents } = await this.pool.readResource('demo', `tea://house/${name}`);
    return contents[0] as { text: string; blob?: string; mimeType: string };
  }

  /** The parts of a result; fails when the tool reported an error or something does not fit. */
  async blocksOf(name: string, args: Record<string, unknown> = {}): Promise<readonly ContentBlock[]> {
    const { outcome } = await this.call('demo', name, args);
    assert.ok(outcome.kind === 'result' && !outcome.result.isError, JSON.stringify(outcome));
    assert.deepEqual(outcome.warnings, []);
    return outcome.result.content;
  }
}

/** Checks that it is a PNG file in base64. */
export function assertPng(base64: string): void {
  assert.equal(Buffer.from(base64, 'base64').toString('latin1', 0, 8), '\x89PNG\r\n\x1a\n');
}

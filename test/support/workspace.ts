import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { fixture, npmServer } from './places';

/** An entry of `mcp-config.yaml`. */
export type Entry = Readonly<Record<string, unknown>>;

/** A folder of its own for one test, with the files it needs. */
export class Workspace {
  readonly folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'mcp-pool-test-')));

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  path(name: string): string {
    return path.join(this.folder, name);
  }

  write(name: string, content: string): string {
    writeFileSync(this.path(name), content);
    return this.path(name);
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  /** The names in a folder. */
  names(folder: string): string[] {
    return readdirSync(this.path(folder));
  }

  /** The lines of a file that may not be there yet. */
  lines(name: string): string[] {
    try {
      return this.read(name).split('\n').filter(Boolean);
    } catch {
      return [];
    }
  }

  /** Writes `mcp-config.yaml`. */
  configure(mcpServers: Readonly<Record<string, Entry>>): void {
    this.write('mcp-config.yaml', stringify({ mcpServers }));
  }

  /** The three public servers as entries. */
  npmServers(): Record<'everything' | 'filesystem' | 'memory', Entry> {
    return {
      everything: { command: 'node', args: [npmServer('everything'), 'stdio'] },
      filesystem: { command: 'node', args: [npmServer('filesystem'), this.folder] },
      memory: {
        command: 'node',
        args: [npmServer('memory')],
        env: { MEMORY_FILE_PATH: this.path('memory.jsonl') },
      },
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A reference to a variable, as the configuration writes it. */
export function variable(name: string): string {
  return `\${${name}}`;
}

/** One of our own servers as an entry. */
export function fixtureEntry(name: string, more: Entry = {}): Entry {
  return { command: 'node', args: [fixture(name)], ...more };
}

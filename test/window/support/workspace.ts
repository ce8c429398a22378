import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repositoryRoot } from '../../host/repository';

/** A temporary folder to open. */
export interface Workspace {
  readonly folder: string;
  write(name: string, text: string): void;
  remove(): void;
}

/** Makes a folder with these files. */
export function makeWorkspace(files: Readonly<Record<string, string>>): Workspace {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'mcp-pool-window-')));
  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  for (const [name, text] of Object.entries(files)) write(name, text);
  return { folder, write, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The main file of an npm server, as an argument of node. */
export function serverFile(name: string): string {
  return path.join(
    repositoryRoot,
    'node_modules',
    '@modelcontextprotocol',
    `server-${name}`,
    'dist',
    'index.js',
  );
}

/** A configuration with the three servers that the issue of a newcomer names. */
export const threeServers = `mcpServers:
  everything:
    command: node
    args: [${serverFile('everything')}, stdio]
  filesystem:
    command: node
    args: [${serverFile('filesystem')}, "\${workspaceFolder}"]
  memory:
    command: node
    args: [${serverFile('memory')}]
    env: { MEMORY_FILE_PATH: "\${workspaceFolder}/memory.jsonl" }
`;

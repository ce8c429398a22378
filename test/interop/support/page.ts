import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../../support/repository';

/** What was seen of one server; `-` for what it does not have. */
export interface Row {
  readonly server: string;
  readonly transport: string;
  readonly revision: string;
  readonly era: string;
  /** Tools, resources, templates and prompts. */
  readonly lists: string;
  readonly call: string;
  readonly resource: string;
  readonly prompt: string;
  readonly progress: string;
  readonly cancel: string;
}

const file = path.join(repositoryRoot, 'docs/interop.md');
const titles: Readonly<Record<keyof Row, string>> = {
  server: 'server',
  transport: 'transport',
  revision: 'revision',
  era: 'era',
  lists: 'tools, resources, templates, prompts',
  call: 'call',
  resource: 'read',
  prompt: 'prompt',
  progress: 'progress',
  cancel: 'cancel',
};

/** Writes the table; in CI it must be what was seen. */
export function tell(rows: readonly Row[]): void {
  const keys = Object.keys(titles) as (keyof Row)[];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const page = [
    '# Servers it is tested with',
    '',
    '`npm run test:interop` connects the pool to each of these servers, tries what they offer, and writes this page. In CI,',
    'the page must match the results.',
    '',
    line(keys.map((key) => titles[key])),
    line(keys.map(() => '---')),
    ...rows.map((row) => line(keys.map((key) => row[key]))),
    '',
    '- Lists are counted only for our own test servers, because public servers change theirs. `-` means that the server',
    '  does not have the feature.',
    '- "reaches it" means that the server stopped its work when the call was canceled. "ends the call" means that the call',
    '  ended at once and the server answered the next one. A stateless server cannot cancel a call, because it knows nothing',
    '  of its other requests.',
    '- "dual" servers speak both eras, and the pool chooses the modern one.',
    '',
  ].join('\n');
  if (process.env.CI)
    assert.equal(readFileSync(file, 'utf8'), page, 'Run npm run test:interop and commit docs/interop.md.');
  else writeFileSync(file, page);
}

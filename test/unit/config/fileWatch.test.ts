import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { FileWatch } from '../../../src/config/parse/fileWatch';
import { until } from '../../support/until';

describe('A watch over a file', () => {
  let folder: string;
  let file: string;
  let told: (string | undefined)[];
  let watch: FileWatch;
  const open = (of = file) => {
    told = [];
    watch = new FileWatch(of, (text) => told.push(text));
  };
  const tells = (text: string | undefined) => until(`it tells '${text}'`, () => told.at(-1) === text);
  beforeEach(() => {
    folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'mcp-pool-watch-')), 'inner');
    mkdirSync(folder);
    file = path.join(folder, 'file');
    writeFileSync(file, 'one');
  });
  afterEach(() => {
    watch.dispose();
    rmSync(path.dirname(folder), { recursive: true, force: true });
  });

  it('reports the content, and what is written to it', async () => {
    open();
    await tells('one');
    writeFileSync(file, 'two');
    await tells('two');
    assert.deepEqual(told, ['one', 'two']);
  });

  it('reports the content of each file that replaces it', async () => {
    open();
    await tells('one');
    for (const text of ['two', 'three', 'four']) {
      writeFileSync(`${file}.tmp`, text);
      renameSync(`${file}.tmp`, file);
      await tells(text);
    }
    writeFileSync(file, 'five');
    await tells('five');
  });

  it('reports that the file is gone, and when it exists again', async () => {
    open();
    await tells('one');
    unlinkSync(file);
    await until('it is gone', () => told.length === 2);
    writeFileSync(file, 'two');
    await tells('two');
    assert.deepEqual(told, ['one', undefined, 'two']);
  });

  it('continues when its folder was replaced by another', async () => {
    open();
    await tells('one');
    renameSync(folder, `${folder}-old`);
    await until('it is gone', () => told.length === 2);
    mkdirSync(folder);
    writeFileSync(file, 'two');
    await tells('two');
    writeFileSync(file, 'three');
    await tells('three');
  });

  it('follows a link to its target', async () => {
    const link = path.join(path.dirname(folder), 'link');
    symlinkSync(file, link);
    open(link);
    await tells('one');
    writeFileSync(file, 'two');
    await tells('two');
  });

  it('ignores writes that change nothing, and other files', async () => {
    open();
    await tells('one');
    writeFileSync(path.join(folder, 'other'), 'x');
    writeFileSync(file, 'one');
    writeFileSync(file, 'two');
    await tells('two');
    assert.deepEqual(told, ['one', 'two']);
  });
});

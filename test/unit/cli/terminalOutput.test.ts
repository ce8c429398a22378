import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { eventLine, type ToldEvent } from '../../../src/cli/terminal/eventLine';
import { Output } from '../../../src/cli/terminal/output';
import { ProgressLine, progressText } from '../../../src/cli/terminal/progressLine';
import { binariesOf, contentsOf, saveAll } from '../../../src/cli/terminal/saveResult';
import { styleFor } from '../../../src/cli/terminal/style';
import { type ReadEvent, readEvents } from '../../../src/gateway/client/eventStream';
import { until } from '../../support/until';

const plain = styleFor(new PassThrough());

function stream(isTTY: boolean) {
  let shown = '';
  const through = Object.assign(new PassThrough(), { isTTY, columns: 60 });
  through.on('data', (chunk: Buffer) => {
    shown += chunk.toString();
  });
  return { through, shown: () => shown };
}

describe('Colors of the terminal', () => {
  it('are used for a terminal', () => {
    assert.equal(String(styleFor(stream(true).through, {})('red', 'no')), '\u001b[31mno\u001b[39m');
  });

  it('are omitted in a pipe, with NO_COLOR and without support', () => {
    assert.equal(String(styleFor(stream(false).through, {})('red', 'no')), 'no');
    assert.equal(String(styleFor(stream(true).through, { NO_COLOR: '1' })('red', 'no')), 'no');
    assert.equal(String(styleFor(stream(true).through, { TERM: 'dumb' })('red', 'no')), 'no');
  });
});

describe('The progress of a call', () => {
  it('is a bar when the total is known, with the message of the server on one line', () => {
    const text = progressText('brew · tea', { progress: 1, total: 4, message: 'boiling\nwater' }, 1234);
    assert.equal(text, `brew · tea · ${'█'.repeat(5)}${'░'.repeat(15)} 25 % · 1.2 s · boiling water`);
  });

  it('is the step when the total is unknown, and only the time without a message', () => {
    assert.equal(progressText('brew', { progress: 7 }, 2000), 'brew · step 7 · 2.0 s');
    assert.equal(progressText('brew', undefined, 600), 'brew · 600 ms');
  });

  it('never breaks its line or passes on control characters', () => {
    const text = progressText(
      'brew',
      { progress: 9, total: 3, message: `\u001b[2J${'x'.repeat(200)}` },
      0,
      60,
    );
    assert.ok(text.length < 60, text);
    assert.match(text, /100 %/);
    assert.ok(!text.includes('\u001b'));
  });

  it('is drawn for a terminal and removed at the end', async () => {
    const { through, shown } = stream(true);
    const line = new ProgressLine('brew', new Output(false, new PassThrough(), through));
    line.show({ progress: 1, total: 2 });
    await until('it is drawn', () => shown().includes('50 %'));
    line.end();
    assert.ok(shown().endsWith('\r\u001b[K'));
  });

  it('is not drawn in a pipe or with --json', () => {
    for (const [json, isTTY] of [
      [false, false],
      [true, true],
    ] as const)
      assert.equal(new Output(json, new PassThrough(), stream(isTTY).through).watched, false);
  });
});

describe('A save of what is not text', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'mcp-pool-save-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const notes = () => {
    const { through, shown } = stream(false);
    return { output: new Output(false, new PassThrough(), through), said: shown };
  };
  const data = Buffer.from('bytes').toString('base64');
  const result = {
    content: [
      { type: 'text', text: 'words' },
      { type: 'image', data, mimeType: 'image/png' },
      {
        type: 'resource',
        resource: { uri: 'tea://house/../menu.pdf', blob: data, mimeType: 'application/pdf' },
      },
      { type: 'resource', resource: { uri: 'tea://other/menu.pdf', blob: data } },
    ],
  } as const;

  it('writes each part into a folder by its name and prints the path', async () => {
    const { output, said } = notes();
    await saveAll(binariesOf(result as never), path.join(folder, 'new/'), output);
    assert.deepEqual(readdirSync(path.join(folder, 'new')).sort(), ['image-1.png', 'menu-2.pdf', 'menu.pdf']);
    assert.equal(readFileSync(path.join(folder, 'new/image-1.png'), 'utf8'), 'bytes');
    assert.equal(said().split('\n').filter(Boolean).length, 3);
  });

  it('writes one part to the file that was named', async () => {
    const { output, said } = notes();
    const file = path.join(folder, 'cup.png');
    await saveAll(binariesOf({ content: [result.content[1]] } as never), file, output);
    assert.equal(readFileSync(file, 'utf8'), 'bytes');
    assert.match(said(), /Saved .*cup\.png \(image\/png\)/);
  });

  it('refuses several parts for one file, and a place that cannot be written', async () => {
    const { output } = notes();
    const file = path.join(folder, 'one');
    await saveAll([{ name: 'a', mimeType: 'text/plain', text: 'a' }], file, output);
    await assert.rejects(
      saveAll(binariesOf(result as never), file, output),
      /files to save, but '.*' is one file/,
    );
    await assert.rejects(
      saveAll(contentsOf({ contents: [{ uri: 'a:b', text: 'x' }] }), `${file}/below`, output),
      {
        kind: 'usage',
      },
    );
  });

  it('writes nothing outside the folder, whatever the address is', () => {
    for (const uri of ['x://..', 'x:///..%2f..', 'x://a/.hidden', 'x://a/%00', ''])
      assert.match(contentsOf({ contents: [{ uri, text: '' }] })[0]!.name, /^[\w][\w.-]*$/);
  });
});

describe('An event as a line', () => {
  const at = new Date(2026, 0, 2, 3, 4, 5, 6);
  const line = (event: Partial<ToldEvent>) =>
    String(eventLine({ server: 'tea', ...event } as ToldEvent, plain, at));
  it('shows when, where and what', () => {
    const call = { tool: 'brew', call: 3, arguments: { cups: 2 }, origin: 'terminal' };
    assert.equal(
      line({ type: 'call.started', ...call }),
      '03:04:05.006  tea  call brew (#3) by terminal {"cups":2}',
    );
    assert.match(line({ type: 'call.progress', ...call, progress: 1, total: 3 }), /at 1 of 3/);
    assert.match(line({ type: 'call.succeeded', ...call, duration: 12 }), /call brew \(#3\) ok 12 ms$/);
    assert.match(
      line({ type: 'call.failed', ...call, duration: 12, problem: { message: 'no' } }),
      /failed 12 ms: no$/,
    );
    assert.match(line({ type: 'state.changed', state: 'failed', reason: 'gone' }), /failed: gone$/);
    assert.match(line({ type: 'catalog.changed', offers: { tools: 2, prompts: 0 } }), /has 2 tools$/);
    assert.match(line({ type: 'server.log', level: 'info', text: 'a\u001b[2J' }), /\[info\] a\\u\{1b\}\[2J$/);
    assert.match(line({ type: 'server.added' }), /server added$/);
  });
});

describe('Server-sent events', () => {
  const read = async (...pieces: string[]) => {
    const found: ReadEvent[] = [];
    for await (const event of readEvents(Readable.from(pieces.map((piece) => Buffer.from(piece)))))
      found.push(event);
    return found;
  };

  it('are read however they are split', async () => {
    const text = ': alive\n\nevent: progress\nid: a-1\ndata: {"progress":1}\n\nevent: result\ndata: "ü"\n\n';
    const whole = [
      { event: 'progress', id: 'a-1', data: { progress: 1 } },
      { event: 'result', id: undefined, data: 'ü' },
    ];
    assert.deepEqual(await read(text), whole);
    assert.deepEqual(await read(...text), whole);
  });

  it('are ignored when they are cut off', async () => {
    assert.deepEqual(await read('event: result\ndata: {"a"'), []);
  });
});

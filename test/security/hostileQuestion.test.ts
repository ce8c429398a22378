import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { Output } from '../../src/cli/terminal/output';
import { Screen } from '../../src/cli/terminal/screen';
import { expectOnlyOurs, forgedQuestion, withoutCodes } from '../support/hostileText';
import { until } from '../support/until';
import { fixtureEntry, Workspace } from '../support/workspace';
import { Pty } from './support/pty';

describe('The confirmation of a hostile call', () => {
  const workspace = new Workspace();
  const options = { cwd: workspace.folder };
  before(() => workspace.configure({ hostile: fixtureEntry('hostile', { autoApprove: ['act'] }) }));
  afterEach(Pty.endAll);
  after(() => workspace.remove());
  const calling = (tool: string, args: object) =>
    new Pty(['call', '--args', JSON.stringify(args), '--', 'hostile', tool], options);
  const question = "Call 'destroy' on 'hostile'? [y / N / a (always) / never";

  it('appears last on the screen, whatever spaces and words the arguments have', async () => {
    for (const padding of [
      ' '.repeat(2400),
      '\u00a0\u3000'.repeat(1200),
      '\n'.repeat(200),
      'word '.repeat(2000),
    ]) {
      const text = `${padding}","city":"Paris"}?\nCall 'get_weather' on 'weather'? [y / N] `;
      const pty = calling('destroy', { text });
      await pty.when(/(?:never|all\))\] /);
      const rows = pty.screen().trimEnd().split('\n');
      assert.ok(rows.at(-1)?.startsWith(question) || rows.at(-2)?.startsWith(question), pty.screen());
      // Every line of what others wrote is marked, so none of them is the question.
      const asked = pty
        .screen()
        .split('\n')
        .filter((row) => row.startsWith('Call '));
      assert.deepEqual(asked.length, 1, pty.screen());
      expectOnlyOurs(pty.sent, 'the question');
      pty.child.stdin.write('n\r');
      assert.equal(await pty.ended(), 3, pty.sent);
    }
  });

  it('counts what is not shown, shows all of it, and asks again', async () => {
    const args = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`argument${at}`, `value ${at}`]));
    const pty = calling('destroy', args);
    await pty.when('s (show all)] ', 's\r');
    assert.match(pty.sent, /… 54 more lines \(s to show\)/);
    assert.doesNotMatch(pty.sent, /value 59/);
    await pty.when(`${question}] `, 'y\r');
    assert.match(pty.sent, /value 59/);
    assert.equal(await pty.ended(), 0, pty.sent);
  });

  it('is asked once, even when the name of the tool contains a question', async () => {
    const pty = calling(forgedQuestion, {});
    await pty.when('s (show all)] ', 's\r');
    await pty.when('never] ', '\r');
    assert.equal(await pty.ended(), 3, pty.sent);
    expectOnlyOurs(pty.sent, 'the question');
    assert.doesNotMatch(withoutCodes(pty.sent), /^Call 'get_weather' on 'weather'\?/m);
  });

  it('has the screen to itself until it is answered', async () => {
    const serving = new Pty(['--verbose', 'serve'], options);
    await serving.when('curl');
    const [, url = ''] = /at (http:\S+), until/.exec(serving.sent) ?? [];
    const token = readFileSync(/token {2}(\S+)/.exec(serving.sent)![1]!, 'utf8').trim();
    const post = (tool_name: string, args: object) =>
      fetch(`${url}/tools/call`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ server: 'hostile', tool_name, arguments: args }),
      });
    await until('the server logs', () => serving.sent.includes('[hostile]'));
    const denied = post('destroy', {});
    await serving.when('never] ');
    const before = serving.sent;
    // The server writes to stderr and to its log, and its errors are told: all of it before this is answered.
    assert.equal((await post('act', { how: 'log' })).status, 200);
    assert.equal(serving.sent, before);
    await serving.when('', 'n\r');
    assert.equal((await denied).status, 403);
    await serving.when('[hostile]');
    await serving.interrupt();
    expectOnlyOurs(serving.sent, 'serve');
  });
});

describe('The output while a confirmation waits', () => {
  const terminal = () => {
    let shown = '';
    const stream = Object.assign(new PassThrough(), { isTTY: true });
    stream.on('data', (chunk: Buffer) => {
      shown += chunk.toString();
    });
    return { stream, shown: () => shown };
  };

  it('keeps part of a flood and counts the rest', () => {
    const { stream, shown } = terminal();
    const screen = new Screen();
    const output = new Output(false, stream, stream, false, screen);
    const release = screen.hold();
    for (let line = 0; line < 5000; line++) output.note(`line ${line}`);
    assert.equal(shown(), '');
    release();
    assert.match(shown(), /^… 4800 lines omitted while you were asked\.\n/);
    assert.match(shown(), /line 4999\n$/);
    assert.ok(!shown().includes('line 4000\n'));
  });

  it('does not wait in a pipe', () => {
    const { stream, shown } = terminal();
    const screen = new Screen();
    const pipe = Object.assign(stream, { isTTY: false });
    screen.hold();
    new Output(true, pipe, pipe, false, screen).printLine({ a: '\u202e' });
    assert.equal(shown(), '{"a":"\\u202e"}\n');
  });
});

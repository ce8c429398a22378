import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { marked } from 'marked';
import { cell, code, escapeMarkdown, inline, textBlock } from '../../src/base/markdown';
import { terminalCommand } from '../../src/editor/documents/terminalCommand';
import {
  promptTooltip,
  resourceTooltip,
  templateTooltip,
  toolTooltip,
} from '../../src/editor/tree/tooltipText';
import {
  dialogText,
  iconless,
  promptText as inputPrompt,
  label,
  logText,
  messageText,
  serversText,
  terminalText,
} from '../../src/editor/ui/labels';
import { shownArguments, wholeCall } from '../../src/editor/ui/shownArguments';
import type { Confirmation, FinishedCall } from '../../src/pool/call';
import { renderBroadcast } from '../../src/pool/render/broadcastReport';
import { renderPrompt, renderResult } from '../../src/pool/render/renderResult';
import { paletteRequester } from '../../src/pool/requester';
import { allHostile, expectVisible, forgedQuestion, hostile, longName } from '../support/hostileText';
import { stdio, TestPool } from '../support/pool/testPool';

/** Tags that Markdown of ours may have: none that leads or loads anywhere. */
const harmless = new Set([
  'p',
  'strong',
  'em',
  'ul',
  'li',
  'code',
  'pre',
  'br',
  'h1',
  'h2',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'blockquote',
]);

/** Checks how Markdown is drawn by the library that VS Code draws it with. */
function expectHarmless(markdown: string, what: string): void {
  expectVisible(markdown, what);
  const html = marked.parse(markdown, { gfm: true, async: false });
  for (const [tag, name = ''] of html.matchAll(/<!?\/?([a-z0-9-]*)[^>]*>/gi))
    assert.ok(harmless.has(name.toLowerCase()), `${what} has ${tag}: ${markdown.slice(0, 600)}`);
}

// As VS Code finds them: src/vs/base/common/linkedText.ts and iconLabels.ts.
const linkInMessage = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
const iconInLabel = /(\\)?\$\(([A-Za-z0-9-]+(?:~[A-Za-z]+)?)\)/g;
const isDrawn = (text: string) => [...text.matchAll(iconInLabel)].some(([, kept]) => !kept);

const texts = [
  ...Object.entries(hostile),
  ['is all of these', allHostile],
  ['is a long name', longName],
  ['is a forged question', forgedQuestion],
] as const;

describe('The text of a hostile server in the window', () => {
  for (const [what, text] of texts)
    it(`is only text when it ${what}`, () => {
      for (const [where, shown] of Object.entries({
        label: label(text),
        pick: iconless(text),
        message: messageText(text),
        input: inputPrompt(text),
        log: logText(text),
        dialog: dialogText(text),
        terminal: terminalText(text).replaceAll('\r\n', ' '),
        status: serversText([[text, text]]),
      }))
        expectVisible(shown, where);
      for (const line of [label(text), iconless(text), messageText(text), inputPrompt(text)]) {
        assert.ok(!line.includes('\n'));
        assert.ok(line.length < 1000);
      }
      assert.doesNotMatch(messageText(text), linkInMessage);
      assert.doesNotMatch(inputPrompt(text), linkInMessage);
      assert.ok(!isDrawn(iconless(text)), iconless(text));
      assert.ok(!isDrawn(inputPrompt(text)), inputPrompt(text));
      assert.equal(
        logText(text)
          .split('\n')
          .slice(1)
          .every((line) => line.startsWith('    ')),
        true,
      );
      assert.equal(serversText([[text, text]]).split('\n').length, 2);
      expectHarmless(escapeMarkdown(text), 'escaped');
      expectHarmless(code(text), 'code');
      expectHarmless(`a ${code(text)} b ${code(text)}`, 'code twice');
      expectHarmless(textBlock(text).join('\n'), 'block');
      expectHarmless(`- ${escapeMarkdown(text)}\n- ${escapeMarkdown(text)}`, 'list');
      for (const within of [inline(text), `| a |\n|---|\n| ${cell(text)} |`]) {
        const html = marked.parse(within, { gfm: true, async: false });
        assert.doesNotMatch(
          html,
          /<img|<(?!\/?(?:p|a|em|strong|code|pre|h1|ul|ol|li|table|thead|tbody|tr|th|td|br|hr|del|blockquote)\b)/,
        );
        // In a report an address may be one, but only as itself.
        for (const [, target = '', words = ''] of html.matchAll(/<a href="([^"]*)">([^<]*)/g)) {
          const host = /^(?:https?:\/\/|mailto:)([^/]*)/.exec(target)?.[1];
          assert.ok(host && words.includes(host), `${words} leads to ${target}`);
        }
      }
    });
});

describe('A hostile server in the window', () => {
  const mocked = new TestPool();
  before(async () => {
    await mocked.pool.apply([stdio('hostile', 'hostile', { autoApprove: ['*'] })]);
    await mocked.pool.find('hostile').connected();
  });
  after(() => mocked.close());
  const call = async (how: string): Promise<FinishedCall> =>
    mocked.pool.call({ server: 'hostile', tool: 'act', arguments: { how }, by: paletteRequester });
  const resultOf = async (how: string) => {
    const { outcome } = await call(how);
    assert.ok(outcome.kind === 'result');
    return outcome.result;
  };

  it('has tooltips that lead nowhere and load nothing', () => {
    const { tools, resources, resourceTemplates, prompts } = mocked.pool.find('hostile').catalog;
    assert.ok(tools.items.length > 20 && resources.items.length > 15 && prompts.items.length > 15);
    for (const tool of tools.items) expectHarmless(toolTooltip(tool), 'a tool');
    for (const resource of resources.items) expectHarmless(resourceTooltip(resource), 'a resource');
    for (const template of resourceTemplates.items) expectHarmless(templateTooltip(template), 'a template');
    for (const prompt of prompts.items) expectHarmless(promptTooltip(prompt), 'a prompt');
  });

  it('has results whose preview only a person opens, as it could load something', async () => {
    const rendered = renderResult(await resultOf('parts'), [allHostile], (uri) => uri);
    assert.equal(rendered.fetches, true);
    expectVisible(rendered.text, 'the result');
    assert.ok(rendered.files.every(({ name }) => /^\w+-\d\.\w+$/.test(name)));
    const prompt = renderPrompt(
      allHostile,
      { messages: [{ role: 'user', content: { type: 'text', text: allHostile } }] },
      (uri) => uri,
    );
    assert.equal(prompt.fetches, true);
  });

  it('has parts of results that lead only where their links show', async () => {
    const { content } = await resultOf('parts');
    const [, ...parts] = content;
    const { text, fetches } = renderResult({ content: parts }, [allHostile], (uri) => `mcp-pool:${uri}`);
    assert.equal(fetches, false);
    const html = marked.parse(text, { gfm: true, async: false });
    for (const [, target = ''] of html.matchAll(/ (?:href|src)="([^"]*)"/g))
      assert.match(
        target,
        /^(?:mcp-pool:|(?:image|resource)-\d\.\w+$|https?:\/\/(?:www\.)?evil\.example|mailto:)/,
      );
    for (const [, picture = ''] of html.matchAll(/<img src="([^"]*)"/g))
      assert.match(picture, /^image-\d\.\w+$/);
    assert.doesNotMatch(html, /<(?!\/?(?:p|a|img|h2|code|pre|strong|em|blockquote|br|ul|li)\b)/);
  });

  it('has broadcasts and failures that are shown as text', async () => {
    const calls = [await call('fine'), await call('error'), await call('refuse')];
    const report = renderBroadcast({
      tool: allHostile,
      calls,
      succeeded: 1,
      failed: 2,
      unknown: [allHostile],
    });
    expectVisible(report, 'the report');
    const html = marked.parse(report, { gfm: true, async: false });
    assert.doesNotMatch(html, /<img|command:[^"<]*"/);
  });
});

describe('A result with a picture', () => {
  const image = { type: 'image', data: 'aGk=', mimeType: 'image/png' } as const;
  const fetches = (text: string) =>
    renderResult({ content: [{ type: 'text', text }, image] }, [], (uri) => uri).fetches;

  it('is previewed at once when its text can load nothing', () => {
    for (const text of [
      'The weather in Ulm',
      '# Ulm\n\n- **rain** [more](https://example.org)',
      'a < b ! [c]',
      '{"a":1}',
    ])
      assert.equal(fetches(text), false, text);
  });

  it('appears as text first when its text could load something', () => {
    for (const text of [
      '![](https://evil.example/p.png)',
      '![a][b]\n\n[b]: https://evil.example/p.png',
      '<img src=//evil.example/x>',
      '<svg/onload=x>',
      'a<!-- x',
      '```mermaid\ngraph\n```',
      '1. - ~~~mermaid',
    ])
      assert.equal(fetches(text), true, text);
  });
});

describe('A dialog that asks about a call', () => {
  const args = { text: `${' '.repeat(5000)}DROP TABLE`, list: Array.from({ length: 500 }, (_, at) => at) };

  it('reports that it is shortened, and stays small', () => {
    const { text, more } = shownArguments(args);
    assert.equal(more, true);
    assert.match(text, /^Not all of the arguments are shown: \d+ more lines, \d+ characters in all\./);
    assert.ok(text.split('\n').length <= 20);
    // Spaces do not push it out of sight.
    assert.match(text, /5000 spaces… DROP TABLE/);
  });

  it('shows a short text unchanged', () => {
    assert.deepEqual(shownArguments({ a: 1 }), { text: '{\n  "a": 1\n}', more: false });
    assert.equal(shownArguments({}).more, false);
  });

  it('leads to the whole text in lines that need no scrolling to the side', () => {
    const confirmation = {
      tool: { name: longName },
      serverName: 'b',
      arguments: { ...args, [allHostile]: allHostile },
    };
    const text = wholeCall(confirmation as unknown as Confirmation);
    expectVisible(text, 'the document');
    assert.ok(text.split('\n').every((line) => line.length <= 72));
    assert.match(text, /DROP TABLE/);
    assert.match(text, /\b499$/m);
    assert.equal(text.match(/n/g)!.length > 100_000, true);
  });
});

describe('A call that is copied as a terminal command', () => {
  /** What a shell makes of it. */
  const argv = (command: string) =>
    execFileSync('bash', ['--norc', '-c', `mcp-pool() { printf '%s\\0' "$@"; }\n${command}`])
      .toString()
      .split('\0')
      .slice(0, -1);

  it('has the same arguments in a shell, and no control characters', () => {
    for (const [what, text] of [
      ...texts,
      ['an option', '--yes'],
      ['a home', '~root'],
      ['a path', '=ls'],
      ['braces', '{a,b}'],
    ] as const) {
      if (what === 'is a long name') continue;
      const command = terminalCommand({ serverName: text, tool: text, arguments: { key: text } });
      expectVisible(command, what);
      assert.ok(!command.includes('\n'), what);
      const words = argv(command);
      assert.equal(words[0], 'call');
      assert.deepEqual(words.slice(words.indexOf(text), words.indexOf(text) + 2), [text, text], what);
      const at = words.indexOf('--args');
      if (at > 0) assert.deepEqual(JSON.parse(words[at + 1]!), { key: text });
      else assert.equal(words.at(-1), `key=${text}`);
      if (text.startsWith('-')) assert.ok(words.indexOf('--') < words.indexOf(text));
    }
  });

  it('is short when nothing needs quotes', () => {
    const command = terminalCommand({ serverName: 'tea', tool: 'brew', arguments: { cups: 2, kind: 'a b' } });
    assert.equal(command, "mcp-pool call tea brew cups=2 'kind=a b'");
  });
});

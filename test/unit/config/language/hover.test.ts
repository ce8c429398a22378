import assert from 'node:assert/strict';
import { hoverAt } from '../../../../src/config/language/hover';
import { facts } from '../../support/facts';
import { entryText as entry, marked } from '../../support/marked';
import { rows } from '../../support/table';

/** A text with the pointer at `|`, what is told, and of which word. */
type Row = readonly [text: string, word: string | undefined, says?: RegExp];

function check([written, word, says]: Row): void {
  const { text, offset } = marked(written);
  const hover = hoverAt(text, offset, facts);
  assert.equal(hover && text.slice(hover.from, hover.to), word);
  if (says) assert.match(hover?.markdown ?? '', says);
}

describe('Pointing at a word', () => {
  rows<Row>(
    {
      'Tells what a key is': [
        entry('comm|and: x'),
        'command',
        /^\*\*command\*\*: text\n\nThe program to start/,
      ],
      'Tells what a key at the top is': ['|mcpServers:\n', 'mcpServers', /The servers by name/],
      'Tells what a key of a sign-in is': [entry('oauth: { gra|nt: x }'), 'grant', /How to obtain tokens/],
      'Tells what a key of the defaults is': ['defaults:\n  c|wd: x\n', 'cwd', /directory/],
      'Tells what a key in quotes is': ['{ "mcpServers": { "a": { "ur|l": "x" } } }', '"url"', /address/],
      'Gives examples of times': [entry('startTime|out: 3s'), 'startTimeout', /Examples: `30s`, `2m`/],
      'Tells what a word of an enum means': [
        entry('autostart: on|Startup'),
        'onStartup',
        /for \*\*autostart\*\*, the default/,
      ],
      'Tells nothing of another word': [entry('command: np|x'), undefined],
      'Tells nothing of a key of nobody': [entry('x-mine|: 1'), undefined],
      'Tells nothing of a comment': [entry('command: x # comm|and'), undefined],
      'Tells how a server is doing': [
        'mcpServers:\n  |a:\n    command: npx\n    args: [-y, pkg]\n',
        'a',
        /^\*\*a\*\*\n\n`npx -y pkg`\n\n\*\*ready\*\*, 3 tools$/,
      ],
      'Tells the address of a server without what may be a token': [
        'mcpServers:\n  b|: { url: "https://u:p@h/mcp?key=1" }\n',
        'b',
        /\n`https:\/\/h\/mcp`$/,
      ],
      'Shows a name as it is written': ['mcpServers:\n  "*|x*": { url: y }\n', '"*x*"', /^\*\*\\\*x\\\*\*\*/],
      'Tells what an input asks for': [
        'inputs:\n  k|ey: { description: The key }\n',
        'key',
        /The key\n\nYour answer is stored/,
      ],
      'Tells what a tool does': [entry('autoApprove: [ec|ho]'), 'echo', /Says \\\*it\\\* again/],
    },
    check,
  );
});

describe('Pointing at a variable', () => {
  rows<Row>(
    {
      'Tells that one of the environment is set': [
        entry('cwd: "x/${env:HO|ME}/y"'),
        '${env:HOME}',
        /`HOME` is set\.$/,
      ],
      'Tells that one of the environment is not set': [
        entry('cwd: ${NO|PE}'),
        '${NOPE}',
        /`NOPE` is not set\.$/,
      ],
      'Tells that its other text counts': [entry('cwd: ${NO|PE:-x}'), '${NOPE:-x}', /not set, so the text/],
      'Tells the folder': [entry('cwd: ${work|spaceFolder}/x'), '${workspaceFolder}', /`\/w\/project`$/],
      'Tells the name of the folder': [
        entry('args: ["${workspaceFolderB|asename}"]'),
        '${workspaceFolderBasename}',
        /`project`$/,
      ],
      'Tells what an input asks for': [
        `inputs:\n  key: { description: The key }\n${entry('cwd: ${input:k|ey}')}`,
        '${input:key}',
        /The key\n\nYour answer is stored/,
      ],
      'Tells that there is no such input': [
        entry('cwd: ${input:k|ey}'),
        '${input:key}',
        /There is no `key` under `inputs`/,
      ],
      'Tells that there is Unknown setting': [
        entry('cwd: ${config:no|pe}'),
        '${config:nope}',
        /Unknown setting/,
      ],
      'Tells that there is no such variable': [entry('cwd: ${no:p|e}'), '${no:pe}', /Unknown variable/],
      'Tells only of the one that is pointed at': [entry('cwd: ${NOPE}/${HO|ME}'), '${HOME}', /is set/],
      'Tells of one in a list without quotes': [entry('args: [x, ${HO|ME}]'), '${HOME}', /is set/],
    },
    check,
  );

  it('Never shows a value of the environment', () => {
    const { text, offset } = marked(entry('cwd: ${PA|TH}'));
    const { markdown = '' } = hoverAt(text, offset, { ...facts, envNames: ['PATH'] }) ?? {};
    assert.ok(!markdown.includes(process.env.PATH!));
  });

  it('Has an answer at every offset of every beginning of a file', () => {
    const sample = entry(
      'command: npx',
      'args: [-y, "${env:X}"]',
      'env: { A: ${B} }',
      'autoApprove:',
      '  - echo',
    );
    for (let offset = 0; offset <= sample.length; offset++) {
      hoverAt(sample, offset, facts);
      hoverAt(sample.slice(0, offset), offset, facts);
    }
  });
});

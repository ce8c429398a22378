import assert from 'node:assert/strict';
import { hoverAt } from '../../../../src/config/language/hover';
import { facts } from '../../support/facts';
import { rows } from '../../support/table';
import { entryText as entry, withCursor } from '../../support/withCursor';

/** A text with the pointer at `|`, what is told, and of which word. */
type Row = readonly [text: string, word: string | undefined, says?: RegExp];

function check([written, word, says]: Row): void {
  const { text, offset } = withCursor(written);
  const hover = hoverAt(text, offset, facts);
  assert.equal(hover && text.slice(hover.from, hover.to), word);
  if (says) assert.match(hover?.markdown ?? '', says);
}

describe('The hover over a word', () => {
  rows<Row>(
    {
      'describes a key': [entry('comm|and: x'), 'command', /^\*\*command\*\*: text\n\nThe program to start/],
      'describes a key at the top': ['|mcpServers:\n', 'mcpServers', /The servers by name/],
      'describes a key of a sign-in': [entry('oauth: { gra|nt: x }'), 'grant', /How to obtain tokens/],
      'describes a key of the defaults': ['defaults:\n  c|wd: x\n', 'cwd', /directory/],
      'describes a key in quotes': ['{ "mcpServers": { "a": { "ur|l": "x" } } }', '"url"', /address/],
      'gives examples of times': [entry('startTime|out: 3s'), 'startTimeout', /Examples: `30s`, `2m`/],
      'explains a word of an enum': [
        entry('autostart: on|Startup'),
        'onStartup',
        /for \*\*autostart\*\*, the default/,
      ],
      'is empty over another word': [entry('command: np|x'), undefined],
      'is empty over an unknown key': [entry('x-mine|: 1'), undefined],
      'is empty over a comment': [entry('command: x # comm|and'), undefined],
      'shows the state of a server': [
        'mcpServers:\n  |a:\n    command: npx\n    args: [-y, pkg]\n',
        'a',
        /^\*\*a\*\*\n\n`npx -y pkg`\n\n\*\*ready\*\*, 3 tools$/,
      ],
      'shows the address of a server without a possible token': [
        'mcpServers:\n  b|: { url: "https://u:p@h/mcp?key=1" }\n',
        'b',
        /\n`https:\/\/h\/mcp`$/,
      ],
      'shows a name as it is written': ['mcpServers:\n  "*|x*": { url: y }\n', '"*x*"', /^\*\*\\\*x\\\*\*\*/],
      'shows the description of an input': [
        'inputs:\n  k|ey: { description: The key }\n',
        'key',
        /The key\n\nYour answer is stored/,
      ],
      'describes a tool': [entry('autoApprove: [ec|ho]'), 'echo', /Says \\\*it\\\* again/],
    },
    check,
  );
});

describe('The hover over a variable', () => {
  rows<Row>(
    {
      'shows that a variable of the environment is set': [
        entry('cwd: "x/${env:HO|ME}/y"'),
        '${env:HOME}',
        /`HOME` is set\.$/,
      ],
      'shows that a variable of the environment is not set': [
        entry('cwd: ${NO|PE}'),
        '${NOPE}',
        /`NOPE` is not set\.$/,
      ],
      'shows that its default applies': [entry('cwd: ${NO|PE:-x}'), '${NOPE:-x}', /not set, so the text/],
      'shows the folder': [entry('cwd: ${work|spaceFolder}/x'), '${workspaceFolder}', /`\/w\/project`$/],
      'shows the name of the folder': [
        entry('args: ["${workspaceFolderB|asename}"]'),
        '${workspaceFolderBasename}',
        /`project`$/,
      ],
      'shows the description of an input': [
        `inputs:\n  key: { description: The key }\n${entry('cwd: ${input:k|ey}')}`,
        '${input:key}',
        /The key\n\nYour answer is stored/,
      ],
      'warns of an unknown input': [
        entry('cwd: ${input:k|ey}'),
        '${input:key}',
        /There is no `key` under `inputs`/,
      ],
      'warns of an unknown setting': [entry('cwd: ${config:no|pe}'), '${config:nope}', /Unknown setting/],
      'warns of an unknown variable': [entry('cwd: ${no:p|e}'), '${no:pe}', /Unknown variable/],
      'describes only the variable under the pointer': [entry('cwd: ${NOPE}/${HO|ME}'), '${HOME}', /is set/],
      'describes a variable in a list without quotes': [entry('args: [x, ${HO|ME}]'), '${HOME}', /is set/],
    },
    check,
  );

  it('never shows a value of the environment', () => {
    const { text, offset } = withCursor(entry('cwd: ${PA|TH}'));
    const { markdown = '' } = hoverAt(text, offset, { ...facts, envNames: ['PATH'] }) ?? {};
    assert.ok(!markdown.includes(process.env.PATH!));
  });

  it('works at every offset of every beginning of a file', () => {
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

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the variables of the configuration.
import assert from 'node:assert/strict';
import os from 'node:os';
import path from 'node:path';
import { isFailure } from '../../../src/base/failure';
import { resolveLaunch, resolveText } from '../../../src/config/variables/resolveVariables';
import { definitionsOf, parse } from '../support/definitions';
import { rows } from '../support/table';

const scope = { folder: '/home/me/project', env: { TOKEN: 'secret', EMPTY: '', 'a.b': 'dotted' } };

describe('Variables', () => {
  rows<{ text: string; gives: string }>(
    {
      'Come from the environment': { text: '${TOKEN}', gives: 'secret' },
      'Come from the environment by its name': { text: '${env:TOKEN}', gives: 'secret' },
      'Stand anywhere and several times': { text: 'Bearer ${TOKEN}/${TOKEN}', gives: 'Bearer secret/secret' },
      'Have a default when unset': { text: '${NOPE:-there}', gives: 'there' },
      'Have a default when empty': { text: '${EMPTY:-there}', gives: 'there' },
      'Are used instead of a default when set': { text: '${env:TOKEN:-there}', gives: 'secret' },
      'May have an empty default': { text: '[${NOPE:-}]', gives: '[]' },
      'May have a default with colons': { text: '${NOPE:-http://h:1/x}', gives: 'http://h:1/x' },
      'May be empty': { text: '[${EMPTY}]', gives: '[]' },
      'Stand for the folder': { text: '${workspaceFolder}/a', gives: '/home/me/project/a' },
      'Stand for the name of the folder': { text: '${workspaceFolderBasename}', gives: 'project' },
      'Stand for the home': { text: '${userHome}', gives: os.homedir() },
      'Have braces: a bare one is text': { text: '$TOKEN $$ $', gives: '$TOKEN $$ $' },
      'Are not looked for in what they gave': { text: '${NOPE:-$}{TOKEN}', gives: '${TOKEN}' },
    },
    ({ text, gives }) => assert.equal(resolveText(text, scope), gives),
  );

  rows<string>(
    {
      'That are unset are named with a remedy': 'NOPE',
      'That no one knows are named too': 'input:token',
      'Without a name are refused': '',
      'Of an object every object has are unset': 'constructor',
    },
    (name) =>
      assert.throws(
        () => resolveText(`\${${name}}`, { ...scope, env: { ...scope.env } }),
        (error) =>
          isFailure(error) && error.kind === 'configuration' && error.message.includes(`'\${${name}}'`),
      ),
  );
});

describe('A launch with its variables replaced', () => {
  const launchOf = (lines: string) => {
    const [definition] = definitionsOf(`mcpServers:\n  a: { ${lines} }\n`);
    return resolveLaunch(definition!, { env: { DIR: 'sub', KEY: 'k', HOST: 'h' } }).launch;
  };

  it('Runs in the folder of its file', () => {
    assert.deepEqual(launchOf('command: x'), { type: 'stdio', command: 'x', args: [], env: {}, cwd: '/w' });
  });

  it('Has them in the program, its arguments, its environment and its directory', () => {
    assert.deepEqual(
      launchOf('command: "~/bin/${DIR}", args: ["${KEY}"], env: { A: "${KEY}" }, cwd: "${DIR}/.."'),
      {
        type: 'stdio',
        command: path.join(os.homedir(), 'bin/sub'),
        args: ['k'],
        env: { A: 'k' },
        cwd: '/w',
      },
    );
  });

  it('Has them in an address and its headers', () => {
    assert.deepEqual(launchOf('url: "https://${HOST}/mcp", headers: { Authorization: "Bearer ${KEY}" }'), {
      type: 'http',
      url: 'https://h/mcp',
      headers: { Authorization: 'Bearer k' },
    });
  });

  it('Is refused for a broken entry with the reason', () => {
    const [definition] = parse('mcpServers:\n  a: { command: 5 }\n').definitions;
    assert.throws(() => resolveLaunch(definition!, { env: {} }), /'command' of 'a' must be text/);
  });
});

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the variables of the configuration.
import assert from 'node:assert/strict';
import os from 'node:os';
import path from 'node:path';
import { isFailure } from '../../../src/base/failure';
import { resolveLaunch, resolveText } from '../../../src/config/variables/resolveVariables';
import { definitionsOf, parse } from '../../support/pool/definitions';
import { rows } from '../support/table';

const scope = { folder: '/home/me/project', env: { TOKEN: 'secret', EMPTY: '', 'a.b': 'dotted' } };

describe('Variables in a text', () => {
  rows<{ text: string; gives: string }>(
    {
      'come from the environment': { text: '${TOKEN}', gives: 'secret' },
      'come from the environment with env': { text: '${env:TOKEN}', gives: 'secret' },
      'may be anywhere and repeated': { text: 'Bearer ${TOKEN}/${TOKEN}', gives: 'Bearer secret/secret' },
      'use their default when unset': { text: '${NOPE:-there}', gives: 'there' },
      'use their default when empty': { text: '${EMPTY:-there}', gives: 'there' },
      'ignore their default when set': { text: '${env:TOKEN:-there}', gives: 'secret' },
      'may have an empty default': { text: '[${NOPE:-}]', gives: '[]' },
      'may have a default with colons': { text: '${NOPE:-http://h:1/x}', gives: 'http://h:1/x' },
      'may be empty': { text: '[${EMPTY}]', gives: '[]' },
      'may be the folder': { text: '${workspaceFolder}/a', gives: '/home/me/project/a' },
      'may be the name of the folder': { text: '${workspaceFolderBasename}', gives: 'project' },
      'may be the home folder': { text: '${userHome}', gives: os.homedir() },
      'need braces, as a bare one is text': { text: '$TOKEN $$ $', gives: '$TOKEN $$ $' },
      'are not replaced in their own values': { text: '${NOPE:-$}{TOKEN}', gives: '${TOKEN}' },
    },
    ({ text, gives }) => assert.equal(resolveText(text, scope), gives),
  );

  rows<string>(
    {
      'are reported with the next step when they are unset': 'NOPE',
      'are reported when they are unknown': 'input:token',
      'are refused without a name': '',
      'are unset when only JavaScript objects have them': 'constructor',
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

  it('runs in the folder of its file', () => {
    assert.deepEqual(launchOf('command: x'), { type: 'stdio', command: 'x', args: [], env: {}, cwd: '/w' });
  });

  it('may use them in the program, its arguments, its environment and its directory', () => {
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

  it('may use them in an address and its headers', () => {
    assert.deepEqual(launchOf('url: "https://${HOST}/mcp", headers: { Authorization: "Bearer ${KEY}" }'), {
      type: 'http',
      url: 'https://h/mcp',
      headers: { Authorization: 'Bearer k' },
    });
  });

  it('is refused with the reason for a broken entry', () => {
    const [definition] = parse('mcpServers:\n  a: { command: 5 }\n').definitions;
    assert.throws(() => resolveLaunch(definition!, { env: {} }), /'command' of 'a' must be text/);
  });
});

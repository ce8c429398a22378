import assert from 'node:assert/strict';
import { parse as parseJsonc } from 'jsonc-parser';
import { isFailure } from '../../../../src/base/failure';
import { dialects, type WritableClientId } from '../../../../src/config/clients/clientFormats';
import { writeClientServers } from '../../../../src/config/clients/exportServers';
import { readClientServers } from '../../../../src/config/clients/importServers';
import { sameEntry } from '../../../../src/config/clients/nameClashes';
import { rows } from '../../support/table';
import { samples } from './samples';

describe('An export to the file of another client', () => {
  it('keeps other servers, comments and trailing commas', () => {
    const existing = `{
\t// mine
\t"servers": {
\t\t"old": { "command": "x", }, // why
\t\t/* last */
\t},
\t"inputs": [], // none
}
`;
    const entry = { command: 'y', env: { A: '${input:k}' } };
    const { text, written: names, replaced } = writeClientServers('vscode', { new: entry }, { existing });
    assert.equal(
      text,
      `{
\t// mine
\t"servers": {
\t\t"old": { "command": "x", }, // why
\t\t/* last */
\t\t"new": {
\t\t\t"type": "stdio",
\t\t\t"command": "y",
\t\t\t"env": {
\t\t\t\t"A": "\${input:k}"
\t\t\t}
\t\t}
\t},
\t"inputs": [
\t\t{
\t\t\t"type": "promptString",
\t\t\t"id": "k",
\t\t\t"description": "k",
\t\t\t"password": true
\t\t}
\t], // none
}
`,
    );
    assert.deepEqual({ names, replaced }, { names: ['new'], replaced: [] });
  });

  it('replaces a server of the same name, and keeps one that is equal', () => {
    const existing = '{"mcpServers": {"a": {"command": "x" /* mine */}, "b": {"command": "y"}}}\r\n';
    const { text, replaced } = writeClientServers(
      'cursor',
      { a: { command: 'x' }, b: { command: 'z' } },
      { existing },
    );
    assert.equal(
      text,
      '{"mcpServers": {"a": {"command": "x" /* mine */}, "b": {\r\n  "command": "z"\r\n}}}\r\n',
    );
    assert.deepEqual(replaced, ['b']);
  });

  it('writes what can be read back into a file of any shape, or nothing', () => {
    const pieces = ['{', '}', '[', ']', '"', ',', '// x\n', '/* } */', '\n', '\t', ' ', '\r\n', '{}', 'null'];
    let count = 0;
    for (const { text } of Object.values(samples))
      for (let at = 0; at < text.length; at += 7) {
        const existing = text.slice(0, at) + pieces[at % pieces.length] + text.slice(at + (at % 3));
        for (const client of ['vscode', 'kiro'] as const) {
          const before = readClientServers(existing, 'other');
          let out: string;
          try {
            out = writeClientServers(client, { 'new one': { command: '${input:k}' } }, { existing }).text;
          } catch (error) {
            assert.ok(isFailure(error), String(error));
            continue;
          }
          count += 1;
          const after = readClientServers(out, 'other');
          assert.deepEqual(after.problems, before.problems, out);
          assert.ok(after.servers.some(({ name }) => name === 'new one'));
          for (const { name, entry } of before.servers)
            assert.deepEqual(after.servers.find((one) => one.name === name)?.entry, entry, out);
        }
      }
    assert.ok(count > 300, String(count));
  });

  rows<string>(
    {
      'does not overwrite broken JSON': '{"mcpServers": {',
      'does not overwrite servers that are a list': '{"mcpServers": []}',
      'does not overwrite a file that is a list': '[]',
    },
    (existing) =>
      assert.throws(() => writeClientServers('cursor', { a: { command: 'x' } }, { existing }), /has errors/),
  );

  rows(
    Object.fromEntries(
      Object.entries(samples)
        .filter(([, { client }]) => client in dialects)
        .map(([title, sample]) => [`loses nothing of the sample of ${title}`, sample]),
    ),
    ({ client, text }) => {
      const { servers, inputs } = readClientServers(text, client, { folder: '/w' });
      const entries = Object.fromEntries(servers.map(({ name, entry }) => [name, entry]));
      const target = client as WritableClientId;
      for (const existing of [undefined, text]) {
        const out = writeClientServers(target, entries, { inputs, existing, folder: '/w', home: '/home/me' });
        const errors: [] = [];
        parseJsonc(out.text, errors, { allowTrailingComma: true });
        assert.deepEqual(errors, []);
        const back = readClientServers(out.text, target, { folder: '/w' });
        assert.deepEqual(back.problems, []);
        const expressible = servers.filter(
          ({ name }) => !out.notes.some((note) => note.startsWith(`'${name}'`)),
        );
        assert.ok(expressible.length > 0);
        for (const { name, entry } of expressible) {
          const found = back.servers.find((one) => one.name === name)?.entry;
          assert.ok(sameEntry(found, entry), `${JSON.stringify(found)} is not ${JSON.stringify(entry)}`);
        }
      }
    },
  );
});

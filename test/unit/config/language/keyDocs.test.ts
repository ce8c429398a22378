import assert from 'node:assert/strict';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { hasFreeNames, itemAt, keyAt, keysAt, valueAt } from '../../../../src/config/language/keyDocs';
import { oauthKeys } from '../../../../src/config/model/oauthSchema';
import { defaultKeys, fileSchema, inputKeys, serverKeys } from '../../../../src/config/model/schema';
import { configurationDocs, exampleConfig } from '../../../host/configurationDocs';
import { jsonSchemaOf } from '../../../host/jsonSchema';
import { rows } from '../../support/table';

const server = ['mcpServers', 'a'];

describe('The schema of a configuration file', () => {
  rows<readonly [path: readonly string[], keys: readonly string[]]>(
    {
      'lists the keys of the file': [[], ['mcpServers', 'inputs', 'defaults']],
      'lists the keys of a server': [server, serverKeys],
      'lists the keys of a server under the name of other clients': [['servers', 'a'], serverKeys],
      'lists the keys of a sign-in': [[...server, 'oauth'], oauthKeys],
      'lists the keys of an input': [['inputs', 'x'], inputKeys],
      'lists the keys of the defaults': [['defaults'], defaultKeys],
      'lists no keys of a map of free names': [[...server, 'env'], []],
      'lists no keys of a text': [[...server, 'command'], []],
      'lists no keys of an unknown key': [['x-mine', 'toString'], []],
    },
    ([path, keys]) =>
      assert.deepEqual(
        keysAt(path).map(({ key }) => key),
        keys,
      ),
  );

  rows<readonly [key: string, kind: string, words: string, byDefault?: string]>(
    {
      'describes a text': ['command', 'text', 'text'],
      'describes a boolean': ['disabled', 'boolean', '`true` or `false`'],
      'describes an enum': ['protocol', 'enum', '`auto`, `legacy` or `2026-07-28`', 'auto'],
      'describes a time': ['startTimeout', 'duration', 'time, such as `30s`', '30s'],
      'describes a list': ['args', 'list', 'list of texts'],
      'describes a map of free names': ['env', 'map', 'map of names to texts or `null`'],
      'describes a map with keys': ['oauth', 'map', 'map'],
      'describes a word or a list': ['inheritEnv', 'union', '`safe` or `all`, or list of texts', 'safe'],
      'describes a boolean or a number': [
        'restart',
        'union',
        '`true` or `false`, or whole number from 0 to 100',
        '8',
      ],
    },
    ([key, kind, words, byDefault]) => {
      const doc = keyAt([...server, key]);
      assert.deepEqual([doc?.kind, doc?.words, doc?.default], [kind, words, byDefault]);
    },
  );

  it('has a description of every key', () => {
    const walk = (path: readonly string[]): void => {
      for (const { key, description } of keysAt(path)) {
        assert.match(description, /^.{10,}\.$/, [...path, key].join('.'));
        walk([...path, key, ...(hasFreeNames([...path, key]) ? ['x'] : [])]);
      }
    };
    walk([]);
  });

  it('describes the items of lists and the values of free names', () => {
    assert.equal(itemAt([...server, 'args'])?.kind, 'text');
    assert.equal(itemAt([...server, 'command']), undefined);
    assert.equal(valueAt([...server, 'env', 'X'])?.kind, 'text');
    assert.equal(valueAt(['x-mine']), undefined);
    assert.equal(hasFreeNames(['mcpServers']), true);
    assert.equal(hasFreeNames(server), false);
  });
});

describe('The JSON Schema of a configuration file', () => {
  const ajv = new Ajv({ strict: false });
  addFormats(ajv);
  const schema = jsonSchemaOf();
  const validate = ajv.compile(schema);

  rows<readonly [value: unknown, isRight: boolean]>(
    {
      'accepts the example of the documentation': [parse(exampleConfig), true],
      'accepts unknown keys, which the parser warns of': [
        { 'x-mine': 1, mcpServers: { a: { colour: 'red' } } },
        true,
      ],
      'accepts the name that other clients use': [{ servers: {} }, true],
      'accepts numbers in place of text': [{ mcpServers: { a: { command: 'x', args: [1, true] } } }, true],
      'refuses a time without its unit': [{ mcpServers: { a: { startTimeout: '30' } } }, false],
      'refuses a word that an enum does not have': [{ mcpServers: { a: { protocol: 'x' } } }, false],
      'refuses a list for a text': [{ mcpServers: { a: { command: ['x'] } } }, false],
    },
    ([value, isRight]) => assert.equal(validate(value), isRight, JSON.stringify(validate.errors)),
  );

  it('has a title, an id and every description as Markdown', () => {
    assert.deepEqual([schema.title, typeof schema.$id], ['mcp-config.yaml', 'string']);
    assert.equal(schema.$schema, 'http://json-schema.org/draft-07/schema#');
    const text = JSON.stringify(schema);
    const count = (word: string) => text.split(`"${word}":`).length;
    assert.ok(count('markdownDescription') > serverKeys.length && text.includes('"examples":["30s"'));
  });
});

describe('The reference of the configuration file', () => {
  const docs = configurationDocs([{ from: 'autoStart', to: 'autostart' }]);

  it('has a valid example', () => {
    assert.deepEqual(fileSchema.safeParse(parse(exampleConfig)).error?.issues, undefined);
    assert.ok(docs.includes(exampleConfig));
  });

  it('has a row for every key', () => {
    for (const key of [...serverKeys, ...inputKeys, ...oauthKeys])
      assert.ok(docs.includes(`\n| \`${key}\` | `), key);
  });

  it('lists the names of other clients only when there are any', () => {
    assert.match(docs, /\| `autoStart` \| `autostart` \|/);
    assert.doesNotMatch(configurationDocs(), /other clients'? names|Names of other clients/);
  });

  it('has as many cells in every row as in its header', () => {
    const cells = (line: string) => line.replaceAll('\\|', '').split('|').length;
    const tables = docs
      .trimEnd()
      .split('\n\n')
      .filter((part) => part.startsWith('| '));
    assert.ok(tables.length >= 7);
    for (const table of tables) assert.equal(new Set(table.split('\n').map(cells)).size, 1, table);
  });
});

import assert from 'node:assert/strict';
import { parse as parseYaml } from 'yaml';
import { readClientServers } from '../../../../src/config/clients/importServers';
import { withInputs } from '../../../../src/config/edit/addInputs';
import { starterConfig, withServer } from '../../../../src/config/edit/addServerEntry';
import { rows } from '../../support/table';

interface Row {
  /** The entry of the server 'svc'. */
  readonly entry: Readonly<Record<string, unknown>>;
  readonly gives: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** Inputs without a value. */
  readonly asked?: readonly string[];
}

const env = (name: string, value: unknown): Row['entry'] => ({ command: 'x', env: { [name]: value } });
const url = (address: string): Row['entry'] => ({ url: address });
const args = (...texts: string[]): Row['entry'] => ({ command: 'x', args: texts });
const header = (name: string, value: string): Row['entry'] => ({
  url: 'https://a.example',
  headers: { [name]: value },
});
const random = 'aB3dE5gH7jK9mN1pQ3sT5';

describe('Plain secrets in the files of other clients', () => {
  rows<Row>(
    {
      'Are taken out of variables by their name': {
        entry: env('API_KEY', 'hello'),
        gives: env('API_KEY', '${input:svc-api-key}'),
        secrets: { 'svc-api-key': 'hello' },
      },
      'Are called after the server only once': {
        entry: env('SVC_TOKEN', 'hello'),
        gives: env('SVC_TOKEN', '${input:svc-token}'),
        secrets: { 'svc-token': 'hello' },
      },
      'Are taken out of variables by their look': {
        entry: env('THING', random),
        gives: env('THING', '${input:svc-thing}'),
        secrets: { 'svc-thing': random },
      },
      'Leave the scheme of a header where it is': {
        entry: header('Authorization', 'Bearer abcdef'),
        gives: header('Authorization', 'Bearer ${input:svc-authorization}'),
        secrets: { 'svc-authorization': 'abcdef' },
      },
      'Are taken out of headers by their name': {
        entry: header('X-Api-Key', 'abcdef'),
        gives: header('X-Api-Key', '${input:svc-x-api-key}'),
        secrets: { 'svc-x-api-key': 'abcdef' },
      },
      'Are found behind a scheme whatever the name': {
        entry: header('X-Thing', 'Bearer abcdef'),
        gives: header('X-Thing', 'Bearer ${input:svc-x-thing}'),
        secrets: { 'svc-x-thing': 'abcdef' },
      },
      'Are found in headers that are JSON in a variable': {
        entry: env(
          'OPENAPI_MCP_HEADERS',
          '{"Authorization": "Bearer ntn_abcdef", "Notion-Version": "2022-06-28"}',
        ),
        gives: env(
          'OPENAPI_MCP_HEADERS',
          '{"Authorization": "Bearer ${input:svc-authorization}", "Notion-Version": "2022-06-28"}',
        ),
        secrets: { 'svc-authorization': 'ntn_abcdef' },
      },
      'Are found in a connection string': {
        entry: env('DB', 'Server=db;User=me;Password=hunter2;'),
        gives: env('DB', 'Server=db;User=me;Password=${input:svc-password};'),
        secrets: { 'svc-password': 'hunter2' },
      },
      'Are found as the password of an address': {
        entry: env('DATABASE_URL', 'postgresql://me:pass@localhost/db'),
        gives: env('DATABASE_URL', 'postgresql://me:${input:svc-password}@localhost/db'),
        secrets: { 'svc-password': 'pass' },
      },
      'Are found in the query of an address': {
        entry: url('https://mcp.example.com/mcp?exaApiKey=abcdef&profile=free'),
        gives: url('https://mcp.example.com/mcp?exaApiKey=${input:svc-exa-api-key}&profile=free'),
        secrets: { 'svc-exa-api-key': 'abcdef' },
      },
      'Are found in the path of an address': {
        entry: url(`https://actions.example.com/mcp/sk-ak-${random}/sse`),
        gives: url('https://actions.example.com/mcp/${input:svc-key}/sse'),
        secrets: { 'svc-key': `sk-ak-${random}` },
      },
      'Are found several at once': {
        entry: url('https://u:word@a.example/x?token=abcdef#y'),
        gives: url('https://u:${input:svc-password}@a.example/x?token=${input:svc-token}#y'),
        secrets: { 'svc-password': 'word', 'svc-token': 'abcdef' },
      },
      'Are found behind a flag': {
        entry: args('--api-key', 'abcdef', '--verbose'),
        gives: args('--api-key', '${input:svc-api-key}', '--verbose'),
        secrets: { 'svc-api-key': 'abcdef' },
      },
      'Are found in a flag': {
        entry: args('--token=abcdef', 'run'),
        gives: args('--token=${input:svc-token}', 'run'),
        secrets: { 'svc-token': 'abcdef' },
      },
      'Are found in a variable of a container': {
        entry: args('run', '-e', 'GITHUB_TOKEN=abcdef', '-e', 'LEVEL=debug'),
        gives: args('run', '-e', 'GITHUB_TOKEN=${input:svc-github-token}', '-e', 'LEVEL=debug'),
        secrets: { 'svc-github-token': 'abcdef' },
      },
      'Are found in a header among the arguments': {
        entry: args('mcp-remote', 'https://a.example', '--header', 'Authorization: Bearer abcdef'),
        gives: args(
          'mcp-remote',
          'https://a.example',
          '--header',
          'Authorization: Bearer ${input:svc-authorization}',
        ),
        secrets: { 'svc-authorization': 'abcdef' },
      },
      'Are found in an address among the arguments': {
        entry: args('postgres', 'postgresql://me:pass@localhost/db'),
        gives: args('postgres', 'postgresql://me:${input:svc-password}@localhost/db'),
        secrets: { 'svc-password': 'pass' },
      },
      'Are known by their shape among the arguments': {
        entry: args('ghp_abcdefghijklmnop1234'),
        gives: args('${input:svc-token}'),
        secrets: { 'svc-token': 'ghp_abcdefghijklmnop1234' },
      },
      'Are taken out of the settings of a sign-in': {
        entry: { url: 'https://a.example', oauth: { clientId: 'id', clientSecret: 'abcdef' } },
        gives: {
          url: 'https://a.example',
          oauth: { clientId: 'id', clientSecret: '${input:svc-client-secret}' },
        },
        secrets: { 'svc-client-secret': 'abcdef' },
      },
      'Are one input where they are the same': {
        entry: args('--token', 'abcdef', '--token', 'abcdef', '--token', 'ghijkl'),
        gives: args(...['', '', '-2'].flatMap((end) => ['--token', `\${input:svc-token${end}}`])),
        secrets: { 'svc-token': 'abcdef', 'svc-token-2': 'ghijkl' },
      },
      'Are taken out of the default of a variable': {
        entry: header('Authorization', 'Bearer ${API_KEY:-abcdef}'),
        gives: header('Authorization', 'Bearer ${input:svc-api-key}'),
        secrets: { 'svc-api-key': 'abcdef' },
      },
      'Leave a variable alone whose default is a placeholder': {
        entry: env('API_KEY', '${API_KEY:-your-key}'),
        gives: env('API_KEY', '${API_KEY}'),
      },
      'Are asked for where a placeholder stands': {
        entry: env('API_KEY', 'YOUR_API_KEY_HERE'),
        gives: env('API_KEY', '${input:svc-api-key}'),
        asked: ['svc-api-key'],
      },
      'Are asked for where a placeholder has the shape of a token': {
        entry: env('BOT_TOKEN', 'xoxb-your-bot-token'),
        gives: env('BOT_TOKEN', '${input:svc-bot-token}'),
        asked: ['svc-bot-token'],
      },
      'Are asked for where a scheme has a placeholder': {
        entry: header('Authorization', 'Bearer <token>'),
        gives: header('Authorization', 'Bearer ${input:svc-authorization}'),
        asked: ['svc-authorization'],
      },
    },
    ({ entry, gives, secrets = {}, asked = [] }) => {
      const read = readClientServers(JSON.stringify({ mcpServers: { svc: entry } }), 'other');
      assert.deepEqual(read.servers[0]!.entry, gives);
      assert.deepEqual(read.secrets, secrets);
      assert.deepEqual(Object.keys(read.inputs).sort(), [...Object.keys(secrets), ...asked].sort());
      for (const input of Object.values(read.inputs)) assert.equal(input.type, 'secret');
      // Nothing but `secrets` may hold them.
      const rest = JSON.stringify({ ...read, secrets: {} });
      for (const value of Object.values(secrets)) assert.ok(value.length < 6 || !rest.includes(value), value);
    },
  );

  rows<Row['entry']>(
    {
      'Switches are none': env('AUTH_TOKEN', 'true'),
      'Counts are none': env('MAX_TOKEN', 4096),
      'Empty texts are none': env('API_KEY', ''),
      'Variables are none': env('API_KEY', '${env:API_KEY}'),
      'Variables behind a scheme are none': header('Authorization', 'Bearer ${TOKEN}'),
      'Paths of secrets are none': env('GOOGLE_APPLICATION_CREDENTIALS', '/home/me/key.json'),
      'Paths of keys are none': env('PRIVATE_KEY_PATH', '~/.ssh/id_ed25519'),
      'Files of keys are none': args('--key', './certs/server.key'),
      'Words about tokens are none': env('HINT', 'Token bucket, Basic usage'),
      'Ways to sign in are none': args('--auth', 'oauth'),
      'Addresses of sign-ins are none': env('AUTH_URL', 'https://login.example.com/realms/a'),
      'Names of models are none': env('MODEL', 'gpt-4o-mini-2024-07-18'),
      'Options of a runtime are none': env('NODE_OPTIONS', '--max-old-space-size=4096'),
      'Names of packages are none': args('-y', '@modelcontextprotocol/server-github@2025.4.8'),
      'Plain addresses are none': url('https://mcp.example.com/v1/context-2025-06-18/mcp?limit=100'),
      'Addresses with a port are none': args('http://localhost:3000/sse', 'db:5432'),
      'Paths are none': args('/home/me/projects/weather2/build/index.js', 'C:\\Users\\Me\\x1.js'),
    },
    (entry) => {
      const { servers, secrets, inputs } = readClientServers(
        JSON.stringify({ mcpServers: { svc: entry } }),
        'other',
      );
      const text = JSON.parse(
        JSON.stringify(entry, (_, value) => (typeof value === 'number' ? `${value}` : value)),
      );
      assert.deepEqual(servers[0]!.entry, text);
      assert.deepEqual({ ...secrets, ...inputs }, {});
    },
  );

  it('An import that is done again uses the input that has the same secret', () => {
    const text = JSON.stringify({ mcpServers: { svc: env('API_KEY', 'hello') } });
    const { inputs, secrets } = readClientServers(text, 'cursor');
    assert.deepEqual(readClientServers(text, 'cursor', { inputs, secrets }).secrets, secrets);
    const other = readClientServers(text, 'cursor', { inputs, secrets: { 'svc-api-key': 'other' } });
    assert.deepEqual(other.secrets, { 'svc-api-key-2': 'hello' });
  });

  it('The configuration file gets the server and its inputs, and not one secret', () => {
    const entry = {
      ...args('--token', 'first-secret'),
      env: { API_KEY: 'second-secret' },
      timeout: 60,
    };
    const found = readClientServers(JSON.stringify({ mcpServers: { svc: entry } }), 'cline');
    const added = withServer(starterConfig, 'svc', found.servers[0]!.entry);
    const text = withInputs(added, found.inputs);
    const { mcpServers, inputs } = parseYaml(text);
    assert.deepEqual(mcpServers.svc, found.servers[0]!.entry);
    assert.deepEqual(inputs, found.inputs);
    assert.deepEqual(Object.values(found.secrets).sort(), ['first-secret', 'second-secret']);
    assert.doesNotMatch(text, /-secret\b/);
  });
});

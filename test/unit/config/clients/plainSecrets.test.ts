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

describe('Plain secrets in files of other clients', () => {
  rows<Row>(
    {
      'are moved out of variables by the name': {
        entry: env('API_KEY', 'hello'),
        gives: env('API_KEY', '${input:svc-api-key}'),
        secrets: { 'svc-api-key': 'hello' },
      },
      'are named after the server only once': {
        entry: env('SVC_TOKEN', 'hello'),
        gives: env('SVC_TOKEN', '${input:svc-token}'),
        secrets: { 'svc-token': 'hello' },
      },
      'are moved out of variables by their shape': {
        entry: env('THING', random),
        gives: env('THING', '${input:svc-thing}'),
        secrets: { 'svc-thing': random },
      },
      'leave the scheme of a header in place': {
        entry: header('Authorization', 'Bearer abcdef'),
        gives: header('Authorization', 'Bearer ${input:svc-authorization}'),
        secrets: { 'svc-authorization': 'abcdef' },
      },
      'are moved out of headers by the name': {
        entry: header('X-Api-Key', 'abcdef'),
        gives: header('X-Api-Key', '${input:svc-x-api-key}'),
        secrets: { 'svc-x-api-key': 'abcdef' },
      },
      'are found after a scheme whatever the name': {
        entry: header('X-Thing', 'Bearer abcdef'),
        gives: header('X-Thing', 'Bearer ${input:svc-x-thing}'),
        secrets: { 'svc-x-thing': 'abcdef' },
      },
      'are found in headers that are JSON in a variable': {
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
      'are found in a connection string': {
        entry: env('DB', 'Server=db;User=me;Password=hunter2;'),
        gives: env('DB', 'Server=db;User=me;Password=${input:svc-password};'),
        secrets: { 'svc-password': 'hunter2' },
      },
      'are found as the password of an address': {
        entry: env('DATABASE_URL', 'postgresql://me:pass@localhost/db'),
        gives: env('DATABASE_URL', 'postgresql://me:${input:svc-password}@localhost/db'),
        secrets: { 'svc-password': 'pass' },
      },
      'are found in the query of an address': {
        entry: url('https://mcp.example.com/mcp?exaApiKey=abcdef&profile=free'),
        gives: url('https://mcp.example.com/mcp?exaApiKey=${input:svc-exa-api-key}&profile=free'),
        secrets: { 'svc-exa-api-key': 'abcdef' },
      },
      'are found in the path of an address': {
        entry: url(`https://actions.example.com/mcp/sk-ak-${random}/sse`),
        gives: url('https://actions.example.com/mcp/${input:svc-key}/sse'),
        secrets: { 'svc-key': `sk-ak-${random}` },
      },
      'are found when there are several': {
        entry: url('https://u:word@a.example/x?token=abcdef#y'),
        gives: url('https://u:${input:svc-password}@a.example/x?token=${input:svc-token}#y'),
        secrets: { 'svc-password': 'word', 'svc-token': 'abcdef' },
      },
      'are found after a flag': {
        entry: args('--api-key', 'abcdef', '--verbose'),
        gives: args('--api-key', '${input:svc-api-key}', '--verbose'),
        secrets: { 'svc-api-key': 'abcdef' },
      },
      'are found in a flag': {
        entry: args('--token=abcdef', 'run'),
        gives: args('--token=${input:svc-token}', 'run'),
        secrets: { 'svc-token': 'abcdef' },
      },
      'are found in a variable of a container': {
        entry: args('run', '-e', 'GITHUB_TOKEN=abcdef', '-e', 'LEVEL=debug'),
        gives: args('run', '-e', 'GITHUB_TOKEN=${input:svc-github-token}', '-e', 'LEVEL=debug'),
        secrets: { 'svc-github-token': 'abcdef' },
      },
      'are found in a header among the arguments': {
        entry: args('mcp-remote', 'https://a.example', '--header', 'Authorization: Bearer abcdef'),
        gives: args(
          'mcp-remote',
          'https://a.example',
          '--header',
          'Authorization: Bearer ${input:svc-authorization}',
        ),
        secrets: { 'svc-authorization': 'abcdef' },
      },
      'are found in an address among the arguments': {
        entry: args('postgres', 'postgresql://me:pass@localhost/db'),
        gives: args('postgres', 'postgresql://me:${input:svc-password}@localhost/db'),
        secrets: { 'svc-password': 'pass' },
      },
      'are known by their shape among the arguments': {
        entry: args('ghp_abcdefghijklmnop1234'),
        gives: args('${input:svc-token}'),
        secrets: { 'svc-token': 'ghp_abcdefghijklmnop1234' },
      },
      'are moved out of the settings of a sign-in': {
        entry: { url: 'https://a.example', oauth: { clientId: 'id', clientSecret: 'abcdef' } },
        gives: {
          url: 'https://a.example',
          oauth: { clientId: 'id', clientSecret: '${input:svc-client-secret}' },
        },
        secrets: { 'svc-client-secret': 'abcdef' },
      },
      'share one input when they are the same': {
        entry: args('--token', 'abcdef', '--token', 'abcdef', '--token', 'ghijkl'),
        gives: args(...['', '', '-2'].flatMap((end) => ['--token', `\${input:svc-token${end}}`])),
        secrets: { 'svc-token': 'abcdef', 'svc-token-2': 'ghijkl' },
      },
      'are moved out of the default of a variable': {
        entry: header('Authorization', 'Bearer ${API_KEY:-abcdef}'),
        gives: header('Authorization', 'Bearer ${input:svc-api-key}'),
        secrets: { 'svc-api-key': 'abcdef' },
      },
      'are not the placeholder in the default of a variable': {
        entry: env('API_KEY', '${API_KEY:-your-key}'),
        gives: env('API_KEY', '${API_KEY}'),
      },
      'are asked for in place of a placeholder': {
        entry: env('API_KEY', 'YOUR_API_KEY_HERE'),
        gives: env('API_KEY', '${input:svc-api-key}'),
        asked: ['svc-api-key'],
      },
      'are asked for when a placeholder has the shape of a token': {
        entry: env('BOT_TOKEN', 'xoxb-your-bot-token'),
        gives: env('BOT_TOKEN', '${input:svc-bot-token}'),
        asked: ['svc-bot-token'],
      },
      'are asked for when a scheme has a placeholder': {
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
      'are not switches': env('AUTH_TOKEN', 'true'),
      'are not counts': env('MAX_TOKEN', 4096),
      'are not empty texts': env('API_KEY', ''),
      'are not variables': env('API_KEY', '${env:API_KEY}'),
      'are not variables after a scheme': header('Authorization', 'Bearer ${TOKEN}'),
      'are not paths of secrets': env('GOOGLE_APPLICATION_CREDENTIALS', '/home/me/key.json'),
      'are not paths of keys': env('PRIVATE_KEY_PATH', '~/.ssh/id_ed25519'),
      'are not files of keys': args('--key', './certs/server.key'),
      'are not words about tokens': env('HINT', 'Token bucket, Basic usage'),
      'are not ways to sign in': args('--auth', 'oauth'),
      'are not addresses of sign-ins': env('AUTH_URL', 'https://login.example.com/realms/a'),
      'are not names of models': env('MODEL', 'gpt-4o-mini-2024-07-18'),
      'are not options of a runtime': env('NODE_OPTIONS', '--max-old-space-size=4096'),
      'are not names of packages': args('-y', '@modelcontextprotocol/server-github@2025.4.8'),
      'are not plain addresses': url('https://mcp.example.com/v1/context-2025-06-18/mcp?limit=100'),
      'are not addresses with a port': args('http://localhost:3000/sse', 'db:5432'),
      'are not paths': args('/home/me/projects/weather2/build/index.js', 'C:\\Users\\Me\\x1.js'),
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

  it('use the same input when they are imported again', () => {
    const text = JSON.stringify({ mcpServers: { svc: env('API_KEY', 'hello') } });
    const { inputs, secrets } = readClientServers(text, 'cursor');
    assert.deepEqual(readClientServers(text, 'cursor', { inputs, secrets }).secrets, secrets);
    const other = readClientServers(text, 'cursor', { inputs, secrets: { 'svc-api-key': 'other' } });
    assert.deepEqual(other.secrets, { 'svc-api-key-2': 'hello' });
  });

  it('are not written to the configuration file, which gets the server and its inputs', () => {
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

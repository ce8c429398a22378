import assert from 'node:assert/strict';
import { errorOf, expectCode, jsonOf, mcpPool } from '../support/terminal/cli';
import { fixtureEntry, Workspace } from '../support/workspace';

interface ListedServer {
  readonly name: string;
  readonly state: string;
  readonly protocolVersion: string | null;
  readonly tools: readonly { readonly name: string; readonly inputSchema: object }[];
  readonly resources: readonly { readonly uri: string }[];
  readonly resourceTemplates: readonly { readonly uriTemplate: string }[];
  readonly prompts: readonly { readonly name: string }[];
  readonly error?: { readonly kind: string; readonly message: string };
}

describe('The terminal command with the public servers', () => {
  const workspace = new Workspace();
  before(() => workspace.configure(workspace.npmServers()));
  after(() => workspace.remove());
  const run = (...words: string[]) => mcpPool(words, { cwd: workspace.folder });

  it('lists what every server offers', async () => {
    const listed = await run('list', '--text');
    expectCode(listed, 0);
    assert.equal(listed.stderr, '');
    assert.match(
      listed.stdout,
      /^everything {2}ready {2}2025-11-25 {2}13 tools, 7 resources, 2 templates, 4 prompts$/m,
    );
    assert.match(listed.stdout, /^ {4}echo +Echoes back the input string$/m);
    assert.match(listed.stdout, /^filesystem {2}ready/m);
    assert.match(listed.stdout, /^ {4}memory:\/\/knowledge-graph {2}Knowledge Graph$/m);
  });

  it('lists one JSON value per line for a program', async () => {
    const listed = await run('list');
    expectCode(listed, 0);
    const lines = listed.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const ready = lines.filter(({ kind }) => kind === 'server').map(({ server, state }) => [server, state]);
    assert.deepEqual(
      ready,
      ['everything', 'filesystem', 'memory'].map((name) => [name, 'ready']),
    );
    assert.deepEqual(
      lines.find(({ name }) => name === 'echo'),
      {
        server: 'everything',
        kind: 'tool',
        name: 'echo',
        title: 'Echo Tool',
        description: 'Echoes back the input string',
      },
    );
    assert.ok(lines.some(({ kind, uri }) => kind === 'resource' && uri === 'memory://knowledge-graph'));
  });

  it('lists as one JSON array in the order of the file', async () => {
    const listed = await run('list', '--json');
    expectCode(listed, 0);
    const servers = jsonOf<ListedServer[]>(listed);
    assert.deepEqual(
      servers.map(({ name, state, protocolVersion }) => [name, state, protocolVersion]),
      [
        ['everything', 'ready', '2025-11-25'],
        ['filesystem', 'ready', '2025-11-25'],
        ['memory', 'ready', '2025-11-25'],
      ],
    );
    const everything = servers[0]!;
    assert.ok(everything.tools.some((tool) => tool.name === 'echo' && 'properties' in tool.inputSchema));
    assert.equal(everything.resourceTemplates.length, 2);
    assert.ok(everything.prompts.some((prompt) => prompt.name === 'args-prompt'));
    assert.equal(servers[2]!.resources[0]?.uri, 'memory://knowledge-graph');
  });

  it('lists one server alone', async () => {
    const listed = await run('list', 'memory', '--json');
    expectCode(listed, 0);
    assert.deepEqual(
      jsonOf<ListedServer[]>(listed).map((server) => server.name),
      ['memory'],
    );
  });

  it('calls a tool and prints its text', async () => {
    const called = await run('call', 'everything', 'echo', 'message=a = b, ü');
    expectCode(called, 0);
    assert.equal(called.stdout, 'Echo: a = b, ü\n');
    assert.equal(called.stderr, '');
  });

  it('prints the MCP result object with --json', async () => {
    const called = await run('call', 'everything', 'get-structured-content', 'location=New York', '--json');
    expectCode(called, 0);
    const result = jsonOf<{ content: { type: string }[]; structuredContent: object }>(called);
    assert.equal(result.content[0]?.type, 'text');
    assert.ok('temperature' in result.structuredContent);
  });

  it('finds what the previous call stored', async () => {
    const entities = [{ name: 'Ada', entityType: 'person', observations: ['wrote the first program'] }];
    expectCode(await run('call', 'memory', 'create_entities', `entities=${JSON.stringify(entities)}`), 0);
    const graph = await run('call', 'memory', 'read_graph', '--json');
    expectCode(graph, 0);
    const { structuredContent } = jsonOf<{ structuredContent: { entities: object[] } }>(graph);
    assert.deepEqual(structuredContent.entities, entities);
  });

  it('describes the parts of a result that are not text', async () => {
    const called = await run('call', 'everything', 'get-tiny-image');
    expectCode(called, 0);
    assert.match(called.stdout, /^\[image: image\/png, 3\.9 KB\]$/m);
  });

  it('reads a resource', async () => {
    const uri = 'demo://resource/static/document/features.md';
    const text = await run('read', 'everything', uri);
    expectCode(text, 0);
    assert.match(text.stdout, /^# /);
    const json = await run('read', 'everything', uri, '--json');
    expectCode(json, 0);
    const { contents } = jsonOf<{ contents: { uri: string; mimeType: string; text: string }[] }>(json);
    assert.equal(contents[0]?.uri, uri);
    assert.equal(contents[0]?.mimeType, 'text/markdown');
    assert.equal(contents[0]?.text.trimEnd(), text.stdout.trimEnd());
  });

  it('gets a prompt', async () => {
    const words = ['prompt', 'everything', 'args-prompt', 'city=Rome', 'state=Lazio'];
    const text = await run(...words);
    expectCode(text, 0);
    assert.equal(text.stdout, "user:\nWhat's weather in Rome, Lazio?\n");
    const json = await run(...words, '--json');
    expectCode(json, 0);
    const { messages } = jsonOf<{ messages: { role: string; content: { text: string } }[] }>(json);
    assert.deepEqual(
      messages.map(({ role, content }) => [role, content.text]),
      [['user', "What's weather in Rome, Lazio?"]],
    );
  });
});

describe('The terminal command with servers that are not running', () => {
  const workspace = new Workspace();
  after(() => workspace.remove());
  const run = (...words: string[]) => mcpPool(words, { cwd: workspace.folder });

  it('lists the others when one fails, and ends with the code of the failure', async () => {
    workspace.configure({
      broken: fixtureEntry('exitAtOnce'),
      fine: fixtureEntry('toolbox'),
      missing: { command: 'no-such-program' },
    });
    const listed = await run('list', '--text');
    expectCode(listed, 4);
    assert.match(listed.stdout, /^broken {2}failed$/m);
    assert.match(listed.stdout, /^fine {2}ready/m);
    assert.match(listed.stdout, /^missing {2}failed$/m);
    const json = await run('list', '--json');
    expectCode(json, 4);
    const [broken, fine, missing] = jsonOf<ListedServer[]>(json);
    assert.equal(broken?.state, 'failed');
    assert.equal(broken?.error?.kind, 'unreachable');
    assert.equal(broken?.protocolVersion, null);
    assert.equal(fine?.state, 'ready');
    assert.match(missing?.error?.message ?? '', /no-such-program/);
    assert.equal(json.stderr.trim().split('\n').length, 2, 'one line for each failure');
  });

  it('shows a disabled server as disabled, and does not start it', async () => {
    const record = workspace.path('record');
    workspace.configure({ off: fixtureEntry('toolbox', { disabled: true, env: { RECORD: record } }) });
    const listed = await run('list', '--json');
    expectCode(listed, 0);
    assert.equal(jsonOf<ListedServer[]>(listed)[0]?.state, 'disabled');
    assert.match((await run('list', '--text')).stdout, /^off {2}disabled$/m);
    const called = await run('call', 'off', 'process', '--json');
    expectCode(called, 2);
    assert.match(errorOf(called).message, /'off' is disabled/);
    assert.deepEqual(workspace.lines('record'), []);
  });

  it('starts only the server that is named', async () => {
    workspace.configure({
      one: fixtureEntry('toolbox', { env: { RECORD: workspace.path('one') } }),
      two: fixtureEntry('toolbox', { env: { RECORD: workspace.path('two') } }),
    });
    expectCode(await run('call', 'one', 'process'), 0);
    assert.ok(workspace.lines('one').includes('tools/call'));
    assert.deepEqual(workspace.lines('two'), []);
  });

  it('starts a server in the folder of the file', async () => {
    workspace.configure({ one: fixtureEntry('toolbox') });
    const called = await mcpPool(['call', 'one', 'where', '--config', workspace.path('mcp-config.yaml')], {
      cwd: '/',
    });
    expectCode(called, 0);
    assert.equal(called.stdout.trim(), workspace.folder);
  });
});

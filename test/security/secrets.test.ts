import assert from 'node:assert/strict';
import type { ServerDefinition } from '../../src/config/model/definition';
import { defaultRestart } from '../../src/mcp/server/restartPlan';
import { eventsOf, TestGateway } from '../support/gateway/gateway';
import { fixture } from '../support/places';
import { mcpPool } from '../support/terminal/cli';
import { until } from '../support/until';
import { fixtureEntry, variable, Workspace } from '../support/workspace';

const aws = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
/** What must be seen nowhere: where it stands says why it is a secret. */
const secrets = {
  'the password of an address in an argument': 'hunter2pw',
  'the password of an address, with signs': 'r3d/s+p"a&ss',
  'the value of an option': 'tok-4711x',
  'the value of an option behind a sign': 'k3y-0815y',
  'a header in an argument': 'zzz999yyy',
  'a value by its name': 'pat12',
  'a value with slashes': aws,
  'a value of a plain name': "Tr0ub4dor&3'<x>",
  'a variable of the environment': 'correcthorsebattery',
  'an answer of the person': 'Blue Monday',
  'a variable that is inherited': 'inher1ted4you',
  'a variable of the file': 'st4ple',
};
/** What must be read as it is. */
const readable = ['mode=development', 'http://127.0.0.1:8080/mcp', '/var/log/server.log'];

const args = [
  'postgres://app:hunter2pw@db/prod',
  `redis://:${encodeURIComponent('r3d/s+p"a&ss')}@cache:6379/0`,
  '--token',
  'tok-4711x',
  '--api-key=k3y-0815y',
  '--header',
  'Authorization: Bearer zzz999yyy',
];
const env = {
  TELL: 'DATABASE_URL,GH_PAT,SIGNER,NOTE,TEAM,SONG,VAULT,FROM_FILE,MODE,HOME',
  DATABASE_URL: 'postgres://app:hunter2pw@db/prod',
  GH_PAT: 'pat12',
  SIGNER: aws,
  NOTE: "Tr0ub4dor&3'<x>",
  TEAM: variable('TEAM_WORD'),
  MODE: 'development',
};
const outside = { TEAM_WORD: 'correcthorsebattery', VAULT: 'inher1ted4you' };

function forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const html = secret.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const encoded = [encodeURIComponent(secret), bytes.toString('base64'), bytes.toString('base64url')];
  return [secret, JSON.stringify(secret).slice(1, -1), html, bytes.toString('hex'), ...encoded];
}

/** Checks that no form of a secret is in a text, however often it was written into other texts. */
function expectClean(what: string, value: unknown): void {
  let text = typeof value === 'string' ? value : JSON.stringify(value);
  for (let depth = 0; depth < 3; depth++) {
    for (const [why, secret] of Object.entries(secrets))
      for (const form of forms(secret)) {
        const at = text.indexOf(form);
        assert.ok(at < 0, `${what} holds ${why}, ${form}: …${text.slice(Math.max(0, at - 80), at + 80)}`);
      }
    text = text.replaceAll('\\"', '"').replaceAll('\\\\', '\\');
  }
}

describe('A secret of a server', () => {
  const workspace = new Workspace();
  let test: TestGateway;
  const heard: { event: string; data: unknown }[] = [];
  const stop = new AbortController();

  const definition = (name: string, mode: string): ServerDefinition => ({
    id: name,
    name,
    disabled: false,
    autoApprove: ['*'],
    inputs: [{ id: 'song', type: 'text' }],
    source: { folder: workspace.folder },
    launch: {
      type: 'stdio',
      command: process.execPath,
      args: [fixture('blabber'), mode, ...args],
      env: { ...env, SONG: variable('input:song') },
      envFile: '.env',
      inheritEnv: ['VAULT'],
    },
  });

  before(async () => {
    workspace.write('.env', 'FROM_FILE=st4ple\n');
    test = await new TestGateway(
      {},
      {
        env: { ...process.env, ...outside },
        variables: { answer: async () => 'Blue Monday' },
        restart: { ...defaultRestart, initialDelayMs: 20 },
      },
    ).open();
    const events = await test.fetch('/events', { signal: stop.signal });
    void (async () => {
      for await (const event of eventsOf(events)) heard.push(event);
    })().catch(() => undefined);
    await test.pool.apply([
      definition('db', 'run'),
      { ...definition('dead', 'crash'), restart: 0 },
      {
        ...definition('gone', 'run'),
        restart: 0,
        launch: { ...definition('gone', 'run').launch, cwd: 'nowhere' } as never,
      },
    ]);
    await test.reach('db', 'ready');
    await test.broken('dead');
    await test.broken('gone');
  });
  after(async () => {
    stop.abort();
    await test.close();
    workspace.remove();
  });

  it('is in no answer of the gateway, nor is the command line, and the rest can be read', async () => {
    const wanted = [
      ['GET', '/servers'],
      ['GET', '/servers/db'],
      ['GET', '/catalog'],
      ['GET', '/health'],
      ['GET', '/health/dead'],
      ['GET', '/openapi.json'],
      ['GET', '/docs'],
      ['GET', '/metrics'],
      ['GET', '/servers/dead/tools'],
      ['GET', '/resources/read?uri=blabber://one&server=db'],
      ['POST', '/servers/db/tools/leak'],
      ['POST', '/servers/dead/tools/leak'],
      ['POST', '/servers/gone/tools/leak'],
      ['POST', '/servers/dead/prompts/x'],
      ['POST', '/broadcast', { tool_name: 'leak' }],
    ] as const;
    for (const [method, target, body] of wanted) {
      const response = await test.fetch(target, method === 'POST' ? { body: body ?? {} } : {});
      const text = await response.text();
      expectClean(`${method} ${target}`, text);
      assert.doesNotMatch(text, /blabber\.mjs|Command:|Directory:|PATH searched/, `${method} ${target}`);
    }
    const stream = await test.fetch('/servers/db/tools/leak', {
      body: {},
      headers: { accept: 'text/event-stream' },
    });
    expectClean('the stream of a call', await stream.text());
    const { output } = await test.problem('/servers/dead/tools/leak', 502, { body: {} });
    for (const words of readable) assert.ok(output?.includes(words), `${words}: ${output}`);
    assert.match(output!, /postgres:\/\/app:•••@db\/prod/);
  });

  for (const era of ['legacy', 'modern'] as const)
    it(`is sent to no MCP client of the ${era} era`, async () => {
      const told: unknown[] = [];
      const client = await test.client(era, (fresh) => {
        fresh.setNotificationHandler('notifications/message', ({ params }) => void told.push(params));
      });
      const _meta = { 'io.modelcontextprotocol/logLevel': 'debug' };
      const more = era === 'modern' ? { _meta } : {};
      const onprogress = (progress: unknown) => void told.push(progress);
      const result = await client.callTool({ name: 'db__leak', arguments: {}, ...more }, { onprogress });
      told.push(result, await client.readResource({ uri: 'blabber://one' }).catch(String));
      assert.equal(result.isError, true);
      await until('it is told', () => told.length > 20);
      told.push(await client.listTools(), client.getInstructions());
      expectClean(`what a ${era} client is told`, told);
    });

  it('is in no event, no log line and no last word of a server', async () => {
    await test.call('db', 'leak', { password: 'hunter2pw', at: args[0], key: aws, note: `use ${aws} there` });
    await test.call('db', 'say', { apiKey: 'my-own-word', text: 'hi' });
    await test.call('db', 'die');
    await test.reach('db', 'ready');
    const ended = () => heard.some(({ data }) => /code 9/.test(JSON.stringify(data)));
    await until('the events are heard', ended);
    expectClean('the events', heard);
    const said = heard.map(({ data }) => JSON.stringify(data)).filter((data) => data.includes('you said'));
    assert.equal(said.length, 1);
    assert.match(said[0]!, /you said ••• hi/, 'what a call was given, the server repeats');
    for (const event of test.events) {
      // Within the process the call itself is whole.
      if (!event.type.startsWith('call.')) expectClean(event.type, event);
    }
    const lines = test.of('server.log').map(({ line }) => line.text);
    for (const words of readable)
      assert.ok(
        lines.some((line) => line.includes(words)),
        words,
      );
    assert.ok(
      lines.some((line) => line.includes(process.env.HOME ?? '/')),
      'the home can be read',
    );
  });

  it('is not printed at the terminal for servers that do not start, whose command the owner sees', async () => {
    workspace.write('.env', 'FROM_FILE=st4ple\n');
    workspace.configure({
      dead: fixtureEntry('blabber', {
        args: [fixture('blabber'), 'crash', ...args],
        env,
        envFile: '.env',
        inheritEnv: ['VAULT'],
      }),
    });
    for (const words of [
      ['doctor'],
      ['doctor', '--json'],
      ['list'],
      ['list', '--json'],
      ['call', 'dead', 'x'],
    ]) {
      const { stdout, stderr } = await mcpPool(['--no-gateway', ...words], {
        cwd: workspace.folder,
        env: outside,
      });
      expectClean(words.join(' '), stdout + stderr);
      if (words[0] !== 'list') assert.match(stdout + stderr, /Command: \S+ \S*blabber\.mjs crash postgres/);
    }
  });
});

import assert from 'node:assert/strict';
import { givenSecrets, secretsOf } from '../../../src/config/variables/launchSecrets';

const program = { type: 'stdio', command: 'x', args: [], env: {} } as const;

describe('A secret of a launch', () => {
  const written: Record<string, readonly [value: string, hidden: readonly string[]]> = {
    DATABASE_URL: ['postgres://app:hunter2pw@db/prod', ['hunter2pw']],
    REDIS_URL: ['redis://:s3cr3tpw@h:6379/0', ['s3cr3tpw']],
    MONGO_URI: ['mongodb+srv://u:p%40ss@c.example/?retryWrites=true', ['p%40ss']],
    UNESCAPED_URL: ['postgres://app:pa/ss@w0rd@db/x', ['pa/ss@w0rd']],
    GIT_REMOTE: ['https://ghp_16C7e42F292c6912E7@github.com/x', ['ghp_16C7e42F292c6912E7']],
    MYSQL: ['root:letmein9@tcp(h:3306)/d', ['root:letmein9@tcp(h:3306)/d', 'letmein9']],
    ADO: ['Server=x;User Id=sa;Password=Abc123;', ['Server=x;User Id=sa;Password=Abc123;', 'Abc123']],
    GH_PAT: ['pat12', ['pat12']],
    SLACK_WEBHOOK: ['https://hooks.example/T0/B0/x1', ['https://hooks.example/T0/B0/x1']],
    SIGNING_KEY: ['abcd', ['abcd']],
    AWS: ['wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', ['wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY']],
    PLAIN: ['hunter2pass', ['hunter2pass']],
    LICENCE: ['ABCD-1234-EF56-78GH', ['ABCD-1234-EF56-78GH']],
    KEY_FILE: ['/run/secrets/key', []],
    TOKEN_ENDPOINT: ['https://issuer.example/token', []],
    AUTH: ['none', []],
    MODE: ['development', []],
    MODEL: ['gpt-4o-mini-2024-07-18', []],
    LOCAL_URL: ['http://localhost:3000/mcp', []],
    LOG: ['/var/log/My2nd.log', []],
    HOST: ['db-x7f9k2.eu-west-1.rds.example.com:5432', []],
    PORT: ['8080', []],
    SHORT: ['ab1', []],
    TEXT: ['some plain words, and more', []],
  };
  for (const [name, [value, hidden]] of Object.entries(written))
    it(`${hidden.length > 0 ? 'is found' : 'is not found'} in ${name}=${value}`, () => {
      assert.deepEqual(new Set(secretsOf({ ...program, env: { [name]: value } })), new Set(hidden));
    });

  const passed: Record<string, readonly string[]> = {
    '--token tok12345 --port 8080': ['tok12345'],
    '--password=pw12345 --verbose': ['pw12345'],
    '-e API_KEY=abc9xyz --rm': ['abc9xyz'],
    '-u bob:builder1 https://h/x': ['builder1', 'bob:builder1'],
    '--db=postgres://u:pppp1@h/d': ['pppp1'],
    'npx -y @scope/server@1.2.3 npm:foo@1.2.3': [],
    '--mode=development --config ./conf.json --key /etc/ssl/key.pem': [],
  };
  for (const [line, hidden] of Object.entries(passed))
    it(`${hidden.length > 0 ? 'is found' : 'is not found'} in the arguments ${line}`, () => {
      assert.deepEqual(new Set(secretsOf({ ...program, args: line.split(' ') })), new Set(hidden));
    });

  it('is found in headers and in the address, but not in the accepted type', () => {
    const headers = { Accept: 'application/json, text/event-stream', 'X-Api-Key': 'key-1', Trace: 'on' };
    const url = 'https://u:passw@h.example/s/0123456789abcdef01/mcp?api_key=k123&page=2';
    const hidden = new Set(secretsOf({ type: 'http', url, headers }));
    assert.deepEqual(hidden, new Set(['passw', '0123456789abcdef01', 'k123', 'key-1']));
  });

  const env = {
    HOME: '/home/ada',
    USER: 'administrator',
    ME: 'administrator',
    HTTP_PROXY: 'http://me:proxypw@proxy:3128',
    NODE_ENV: 'development',
    STAGE_NAME: 'test',
    DIR: '/srv/data',
    PORT: '8080',
    TEAM: 'correcthorse',
    PIN_CODE: 'ab12',
    GITHUB_TOKEN: 'word',
    INHERITED: 'h0rse-batt3ry',
    SHELL_KEY: 'abcdefgh',
  };
  const given = (name: string, value?: string, inheritEnv?: 'all' | readonly string[]) =>
    givenSecrets(
      { ...program, args: [`\${${name}}`], ...(inheritEnv ? { inheritEnv } : {}) },
      env,
      [
        { id: 'secret', type: 'secret' },
        { id: 'text', type: 'text' },
        { id: 'pick', type: 'pick' },
      ],
      (reference) => value ?? (env as Record<string, string>)[reference.name],
    ).filter((secret) => secret !== 'proxypw' || name === 'env:HTTP_PROXY');

  it('may be an answer or a variable of the environment', () => {
    assert.deepEqual(given('env:TEAM'), ['correcthorse']);
    assert.deepEqual(given('PIN_CODE'), ['ab12']);
    assert.deepEqual(given('env:GITHUB_TOKEN'), ['word']);
    assert.deepEqual(given('input:text', 'Blue Monday'), ['Blue Monday']);
    assert.deepEqual(given('input:secret', 'true'), ['true']);
    assert.deepEqual(given('env:HTTP_PROXY'), ['proxypw']);
  });

  it('may be the password of the proxy, which every program inherits', () => {
    assert.deepEqual(
      givenSecrets(program, env, [], () => undefined),
      ['proxypw'],
    );
  });

  it('is never the home, the user, a mode, a path, a port, a short word or an option to pick', () => {
    for (const name of ['HOME', 'USER', 'ME', 'NODE_ENV', 'STAGE_NAME', 'DIR', 'PORT'])
      assert.deepEqual(given(`env:${name}`), [], name);
    assert.deepEqual(given('input:pick', 'production'), []);
    assert.deepEqual(given('input:text', 'true'), []);
  });

  it('may be inherited by name, and is found by name when everything is inherited', () => {
    assert.deepEqual(given('env:PORT', undefined, ['INHERITED', 'HOME']), ['h0rse-batt3ry']);
    assert.deepEqual(given('env:PORT', undefined, 'all'), ['word', 'abcdefgh']);
  });
});

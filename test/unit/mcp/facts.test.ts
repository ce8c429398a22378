import assert from 'node:assert/strict';
import { failure } from '../../../src/base/failure';
import { countItems, emptyCatalog } from '../../../src/mcp/catalog/catalog';
import { canStart, canStop, type ServerState } from '../../../src/mcp/server/serverState';
import { safeEnvironment } from '../../../src/mcp/stdio/childEnvironment';
import { rows } from '../support/table';

describe('The environment that a server inherits', () => {
  const kept =
    'PATH HOME LANG LC_ALL XDG_CONFIG_HOME TZ HTTPS_PROXY https_proxy Path SystemRoot npm_config_registry';
  const left =
    'GITHUB_TOKEN AWS_SECRET_ACCESS_KEY npm_config__authToken npm_config__password NODE_OPTIONS LD_PRELOAD VSCODE_PID SSH_AUTH_SOCK';
  for (const name of kept.split(' '))
    it(`Has ${name}`, () => assert.deepEqual(safeEnvironment({ [name]: 'v' }), { [name]: 'v' }));
  for (const name of left.split(' '))
    it(`Has no ${name}`, () => assert.deepEqual(safeEnvironment({ [name]: 'v' }), {}));
});

describe('A server', () => {
  const error = failure('unreachable', 'no');
  rows<{ state: ServerState; can: string[] }>(
    {
      'That is disabled can do nothing': { state: { kind: 'disabled' }, can: [] },
      'That is blocked can do nothing': {
        state: { kind: 'blocked', reason: 'untrusted', by: 'entry' },
        can: [],
      },
      'That is stopped can start': { state: { kind: 'stopped' }, can: ['start'] },
      'That starts can stop': { state: { kind: 'starting', attempt: 1 }, can: ['stop'] },
      'That is ready can stop': {
        state: { kind: 'ready', info: { protocolVersion: '2025-11-25', since: 0 } },
        can: ['stop'],
      },
      'That waits for its next try can do both': {
        state: { kind: 'waiting', retryAt: 0, attempt: 1, error },
        can: ['start', 'stop'],
      },
      'That wants a sign-in can start': { state: { kind: 'signInRequired' }, can: ['start'] },
      'That failed can start': { state: { kind: 'failed', error }, can: ['start'] },
    },
    ({ state, can }) => {
      const now = [canStart(state) && 'start', canStop(state) && 'stop'].filter(Boolean);
      assert.deepEqual(now, can);
    },
  );

  it('That was never connected offers nothing', () => {
    assert.deepEqual(Object.values(countItems(emptyCatalog)), [0, 0, 0, 0]);
  });
});

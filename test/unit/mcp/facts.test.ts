import assert from 'node:assert/strict';
import { failure } from '../../../src/base/failure';
import { countItems, emptyCatalog } from '../../../src/mcp/catalog/catalog';
import { canStart, canStop, type ServerState } from '../../../src/mcp/server/serverState';
import { safeEnvironment } from '../../../src/mcp/stdio/childEnvironment';
import { rows } from '../support/table';

describe('The environment of a server', () => {
  const kept =
    'PATH HOME LANG LC_ALL XDG_CONFIG_HOME TZ HTTPS_PROXY https_proxy Path SystemRoot npm_config_registry';
  const left =
    'GITHUB_TOKEN AWS_SECRET_ACCESS_KEY npm_config__authToken npm_config__password NODE_OPTIONS LD_PRELOAD VSCODE_PID SSH_AUTH_SOCK';
  for (const name of kept.split(' '))
    it(`has ${name}`, () => assert.deepEqual(safeEnvironment({ [name]: 'v' }), { [name]: 'v' }));
  for (const name of left.split(' '))
    it(`has no ${name}`, () => assert.deepEqual(safeEnvironment({ [name]: 'v' }), {}));
});

describe('The state of a server', () => {
  const error = failure('unreachable', 'no');
  rows<{ state: ServerState; can: string[] }>(
    {
      'allows nothing when disabled': { state: { kind: 'disabled' }, can: [] },
      'allows nothing when blocked': {
        state: { kind: 'blocked', reason: 'untrusted', by: 'entry' },
        can: [],
      },
      'allows a start when stopped': { state: { kind: 'stopped' }, can: ['start'] },
      'allows a stop when starting': { state: { kind: 'starting', attempt: 1 }, can: ['stop'] },
      'allows a stop when ready': {
        state: { kind: 'ready', info: { protocolVersion: '2025-11-25', since: 0 } },
        can: ['stop'],
      },
      'allows both when it waits for its next try': {
        state: { kind: 'waiting', retryAt: 0, attempt: 1, error },
        can: ['start', 'stop'],
      },
      'allows a start when it requires a sign-in': { state: { kind: 'signInRequired' }, can: ['start'] },
      'allows a start when failed': { state: { kind: 'failed', error }, can: ['start'] },
    },
    ({ state, can }) => {
      const now = [canStart(state) && 'start', canStop(state) && 'stop'].filter(Boolean);
      assert.deepEqual(now, can);
    },
  );

  it('offers nothing before the first connection', () => {
    assert.deepEqual(Object.values(countItems(emptyCatalog)), [0, 0, 0, 0]);
  });
});

import assert from 'node:assert/strict';
import {
  isJSONRPCErrorResponse,
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
} from '@modelcontextprotocol/client';
import { readEnvelopes, syntheticError } from '../../../src/mcp/transport/jsonRpc';
import { rows } from '../support/table';

const answer = (parts: object) => ({ jsonrpc: '2.0', id: 1, ...parts });
const error = { code: -32000, message: 'no' };

/** What the SDK takes a message for; anything else it drops, and a caller waits in vain. */
function kindInSdk(message: unknown): string {
  if (isJSONRPCResultResponse(message)) return 'result';
  if (isJSONRPCErrorResponse(message)) return 'error';
  if (isJSONRPCRequest(message)) return 'request';
  return isJSONRPCNotification(message) ? 'notification' : 'unknown';
}

describe('A message', () => {
  const circumstances: Readonly<Record<string, readonly [value: unknown, kind: string]>> = {
    'is a result': [answer({ result: { a: 1 } }), 'result'],
    'is a result with an id of text': [answer({ id: 'x', result: {} }), 'result'],
    'is a result beside an error of null': [answer({ result: {}, error: null }), 'result'],
    'is a result with keys of its own': [answer({ result: {}, traceId: 5, method: null }), 'result'],
    'is a result with a _meta of null': [answer({ result: { a: 1, _meta: null } }), 'result'],
    'is an error': [answer({ error }), 'error'],
    'is an error beside a result of null': [answer({ result: null, error }), 'error'],
    'is an error with data': [answer({ error: { ...error, data: { why: 1 }, more: 2 } }), 'error'],
    'is an error without a known request': [{ jsonrpc: '2.0', id: null, error }, 'error'],
    'is a request': [answer({ method: 'ping' }), 'request'],
    'is a request with everything else null': [
      answer({ method: 'ping', params: null, result: null, error: null }),
      'request',
    ],
    'is a notification': [{ jsonrpc: '2.0', method: 'notifications/x', params: {} }, 'notification'],
    'is a notification with an id of null': [
      { jsonrpc: '2.0', id: null, method: 'notifications/x' },
      'notification',
    ],
  };
  for (const [name, [value, kind]] of Object.entries(circumstances)) {
    it(name, () => {
      const [envelope, ...more] = readEnvelopes(value);
      assert.deepEqual(more, []);
      assert.ok(envelope?.kind === 'message');
      assert.equal(kindInSdk(envelope.message), kind);
    });
  }

  it('keeps its content', () => {
    const carried = answer({ result: { content: [{ type: 'text', text: 'hi' }], _meta: { a: 1 } } });
    assert.deepEqual(readEnvelopes(carried), [{ kind: 'message', message: carried }]);
  });
});

describe('An answer that breaks JSON-RPC', () => {
  rows<{ value: object; why: RegExp }>(
    {
      'has no version': { value: { id: 1, result: {} }, why: /'jsonrpc' is missing/ },
      'has another version': { value: { jsonrpc: '1.0', id: 1, result: {} }, why: /'jsonrpc' is "1\.0"/ },
      'has a number as version': { value: { jsonrpc: 2, id: 1, result: {} }, why: /'jsonrpc' is 2/ },
      'has neither result nor error': { value: answer({}), why: /neither/ },
      'has both a result and an error': { value: answer({ result: {}, error }), why: /both/ },
      'has text as result': { value: answer({ result: 'x' }), why: /not an object/ },
      'has a list as result': { value: answer({ result: [] }), why: /not an object/ },
      'has null as result': { value: answer({ result: null }), why: /not an object/ },
      'has text as _meta': { value: answer({ result: { _meta: 'x' } }), why: /'_meta'/ },
      'has text as error': { value: answer({ error: 'bad' }), why: /'code'/ },
      'has an error without a code': { value: answer({ error: { message: 'x' } }), why: /'code'/ },
      'has an error with half a code': {
        value: answer({ error: { code: 1.5, message: 'x' } }),
        why: /'code'/,
      },
      'has an error without a message': { value: answer({ error: { code: 1 } }), why: /'message'/ },
    },
    ({ value, why }) => {
      const [envelope] = readEnvelopes(value);
      assert.ok(envelope?.kind === 'malformed');
      assert.equal(envelope.id, 1);
      assert.match(envelope.why, why);
      assert.equal(kindInSdk(syntheticError(envelope.id, envelope.why)), 'error');
    },
  );
});

describe('Text that is not a message', () => {
  const noise = [
    5,
    null,
    true,
    'text',
    {},
    { log: 'hi' },
    { jsonrpc: '2.0' },
    { method: 'x' },
    { jsonrpc: '2.0', error: 5 },
  ];
  for (const value of noise) {
    it(`is ignored: ${JSON.stringify(value)}`, () => {
      assert.deepEqual(readEnvelopes(value), [{ kind: 'noise' }]);
    });
  }
});

describe('A batch', () => {
  it('gives each of its messages', () => {
    const batch = [answer({ result: {} }), answer({ id: 2 }), 'x', []];
    assert.deepEqual(
      readEnvelopes(batch).map(({ kind }) => kind),
      ['message', 'malformed', 'noise', 'noise'],
    );
  });

  it('may be empty', () => {
    assert.deepEqual(readEnvelopes([]), []);
  });
});

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
    'Is a result': [answer({ result: { a: 1 } }), 'result'],
    'Is a result with an id of text': [answer({ id: 'x', result: {} }), 'result'],
    'Is a result beside an error of null': [answer({ result: {}, error: null }), 'result'],
    'Is a result with keys of its own': [answer({ result: {}, traceId: 5, method: null }), 'result'],
    'Is a result with a meta of null': [answer({ result: { a: 1, _meta: null } }), 'result'],
    'Is an error': [answer({ error }), 'error'],
    'Is an error beside a result of null': [answer({ result: null, error }), 'error'],
    'Is an error with data': [answer({ error: { ...error, data: { why: 1 }, more: 2 } }), 'error'],
    'Is an error that no request is known for': [{ jsonrpc: '2.0', id: null, error }, 'error'],
    'Is a request': [answer({ method: 'ping' }), 'request'],
    'Is a request with everything else null': [
      answer({ method: 'ping', params: null, result: null, error: null }),
      'request',
    ],
    'Is a notification': [{ jsonrpc: '2.0', method: 'notifications/x', params: {} }, 'notification'],
    'Is a notification with an id of null': [
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

  it('Keeps what it carries', () => {
    const carried = answer({ result: { content: [{ type: 'text', text: 'hi' }], _meta: { a: 1 } } });
    assert.deepEqual(readEnvelopes(carried), [{ kind: 'message', message: carried }]);
  });
});

describe('An answer that is not as JSON-RPC says', () => {
  rows<{ value: object; why: RegExp }>(
    {
      'Has no version': { value: { id: 1, result: {} }, why: /'jsonrpc' is missing/ },
      'Has another version': { value: { jsonrpc: '1.0', id: 1, result: {} }, why: /'jsonrpc' is "1\.0"/ },
      'Has a number as version': { value: { jsonrpc: 2, id: 1, result: {} }, why: /'jsonrpc' is 2/ },
      'Has neither result nor error': { value: answer({}), why: /neither/ },
      'Has both': { value: answer({ result: {}, error }), why: /both/ },
      'Has text as result': { value: answer({ result: 'x' }), why: /not an object/ },
      'Has a list as result': { value: answer({ result: [] }), why: /not an object/ },
      'Has null as result': { value: answer({ result: null }), why: /not an object/ },
      'Has text as meta': { value: answer({ result: { _meta: 'x' } }), why: /'_meta'/ },
      'Has text as error': { value: answer({ error: 'bad' }), why: /'code'/ },
      'Has an error without a code': { value: answer({ error: { message: 'x' } }), why: /'code'/ },
      'Has an error with half a code': {
        value: answer({ error: { code: 1.5, message: 'x' } }),
        why: /'code'/,
      },
      'Has an error without a message': { value: answer({ error: { code: 1 } }), why: /'message'/ },
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

describe('What is no message', () => {
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
    it(`${JSON.stringify(value)} is noise`, () => {
      assert.deepEqual(readEnvelopes(value), [{ kind: 'noise' }]);
    });
  }
});

describe('A batch', () => {
  it('Gives each of its messages', () => {
    const batch = [answer({ result: {} }), answer({ id: 2 }), 'x', []];
    assert.deepEqual(
      readEnvelopes(batch).map(({ kind }) => kind),
      ['message', 'malformed', 'noise', 'noise'],
    );
  });

  it('May be empty', () => {
    assert.deepEqual(readEnvelopes([]), []);
  });
});

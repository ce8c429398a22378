import assert from 'node:assert/strict';
import { errorMessage, failure, isFailure, toFailure } from '../../../src/base/failure';
import { rows } from '../support/table';

describe('The message of a thrown value', () => {
  const circular = new Error('round');
  circular.cause = new Error('and round', { cause: circular });
  const self: Record<string, unknown> = {};
  self.self = self;
  const refused = [new Error('connect ECONNREFUSED ::1:9'), new Error('connect ECONNREFUSED 127.0.0.1:9')];
  rows<{ thrown: unknown; message: string }>(
    {
      'is a text unchanged': { thrown: 'no', message: 'no' },
      'is that of an error': { thrown: new Error('no'), message: 'no' },
      'is the name of an error without a message': { thrown: new TypeError(), message: 'TypeError' },
      'contains every cause that adds something': {
        thrown: new Error('fetch failed', {
          cause: new Error('bad port', { cause: new Error('really bad') }),
        }),
        message: 'fetch failed (bad port, really bad)',
      },
      'repeats nothing': {
        thrown: new Error('cannot start: ENOENT', { cause: new Error('ENOENT') }),
        message: 'cannot start: ENOENT',
      },
      'ends when causes are circular': { thrown: circular, message: 'round (and round)' },
      'is the first of several errors without a message of their own': {
        thrown: new Error('fetch failed', { cause: new AggregateError(refused) }),
        message: 'fetch failed (connect ECONNREFUSED ::1:9)',
      },
      'is JSON for a plain object': { thrown: { code: 5 }, message: '{"code":5}' },
      'is unknown for a circular object': { thrown: self, message: 'unknown error' },
      'is a word for undefined': { thrown: undefined, message: 'undefined' },
      'is a word for null': { thrown: null, message: 'null' },
    },
    ({ thrown, message }) => assert.equal(errorMessage(thrown), message),
  );
});

describe('A failure', () => {
  it('is recognized by its class, and not by its shape', () => {
    const foreign = Object.assign(new Error('no'), { name: 'FailureError', kind: 'usage', nextSteps: [] });
    assert.ok(!isFailure(foreign));
    assert.ok(isFailure(failure('usage', 'no')));
    assert.ok(!isFailure(new Error('no')));
    assert.ok(!isFailure({ name: 'FailureError', kind: 'usage', nextSteps: [] }));
  });

  it('stays the same on its way up', () => {
    const one = failure('timeout', 'Too late.', ['Try again.'], 'stderr');
    assert.equal(toFailure(one), one);
  });

  it('is made of other errors as one of our own', () => {
    assert.deepEqual(
      [toFailure(new TypeError('x is undefined'))].map(({ kind, message }) => [kind, message]),
      [['internal', 'x is undefined']],
    );
  });
});

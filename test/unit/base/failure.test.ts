import assert from 'node:assert/strict';
import { errorMessage, failure, isFailure, toFailure } from '../../../src/base/failure';
import { rows } from '../support/table';

describe('The message of what was thrown', () => {
  const circular = new Error('round');
  circular.cause = new Error('and round', { cause: circular });
  const self: Record<string, unknown> = {};
  self.self = self;
  const refused = [new Error('connect ECONNREFUSED ::1:9'), new Error('connect ECONNREFUSED 127.0.0.1:9')];
  rows<{ thrown: unknown; message: string }>(
    {
      'Is a text as it is': { thrown: 'no', message: 'no' },
      'Is that of an error': { thrown: new Error('no'), message: 'no' },
      'Is the name of an error without one': { thrown: new TypeError(), message: 'TypeError' },
      'Tells every layer that says something new': {
        thrown: new Error('fetch failed', {
          cause: new Error('bad port', { cause: new Error('really bad') }),
        }),
        message: 'fetch failed (bad port, really bad)',
      },
      'Tells nothing twice': {
        thrown: new Error('cannot start: ENOENT', { cause: new Error('ENOENT') }),
        message: 'cannot start: ENOENT',
      },
      'Ends when causes go in circles': { thrown: circular, message: 'round (and round)' },
      'Is the first of several that have no words of their own': {
        thrown: new Error('fetch failed', { cause: new AggregateError(refused) }),
        message: 'fetch failed (connect ECONNREFUSED ::1:9)',
      },
      'Is JSON of a plain object': { thrown: { code: 5 }, message: '{"code":5}' },
      'Is unknown of an object that holds itself': { thrown: self, message: 'unknown error' },
      'Is a word of nothing': { thrown: undefined, message: 'undefined' },
      'Is a word of null': { thrown: null, message: 'null' },
    },
    ({ thrown, message }) => assert.equal(errorMessage(thrown), message),
  );
});

describe('A failure', () => {
  it('Is known by its class, and nothing that only looks like it', () => {
    const foreign = Object.assign(new Error('no'), { name: 'FailureError', kind: 'usage', nextSteps: [] });
    assert.ok(!isFailure(foreign));
    assert.ok(isFailure(failure('usage', 'no')));
    assert.ok(!isFailure(new Error('no')));
    assert.ok(!isFailure({ name: 'FailureError', kind: 'usage', nextSteps: [] }));
  });

  it('Stays the same on its way up', () => {
    const one = failure('timeout', 'Too late.', ['Try again.'], 'stderr');
    assert.equal(toFailure(one), one);
  });

  it('Is our own fault when it is no failure', () => {
    assert.deepEqual(
      [toFailure(new TypeError('x is undefined'))].map(({ kind, message }) => [kind, message]),
      [['internal', 'x is undefined']],
    );
  });
});

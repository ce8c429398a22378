import assert from 'node:assert/strict';
import type { Failure } from '../../src/base/failure';

/** The failure that a promise rejects with. Before a clock is moved, so that no rejection is unhandled. */
export async function rejection(promise: Promise<unknown>): Promise<Failure> {
  const error = await promise.then(
    () => assert.fail('it did not fail'),
    (reason: Failure) => reason,
  );
  assert.equal(typeof error.kind, 'string', String(error));
  return error;
}

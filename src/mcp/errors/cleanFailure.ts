import { type Failure, FailureError, isFailure, toFailure } from '../../base/failure';
import type { Redactor } from '../../base/redaction';

/** The failure without the values of secrets: servers repeat them in error messages. */
export function cleanFailure(error: unknown, redactor: Redactor): FailureError {
  const known = isFailure(error) ? error : toFailure(error);
  const redact = (text: string) => redactor.redact(text);
  return copy(known, {
    message: redact(known.message),
    nextSteps: known.nextSteps.map(redact),
    detail: known.detail && redact(known.detail),
    forOwner: known.forOwner && redact(known.forOwner),
    reason: known.reason && redact(known.reason),
  });
}

/** The failure of interrupted work that was not repeated, with the reason why not. */
export function withoutRepeat(error: unknown): unknown {
  if (!isFailure(error)) return error;
  const step =
    'It was not repeated, because the server does not mark it as safe to repeat. Check what it did before you try again.';
  return copy(error, { nextSteps: [...error.nextSteps, step] });
}

/** The message of an error is not enumerable. */
function copy(failure: Failure, change: Partial<Failure>): FailureError {
  return new FailureError({ ...failure, message: failure.message, ...change });
}

import type { Output } from '../terminal/output';
import type { SharedOptions } from './session';

/** What every command receives. It returns its exit code, or throws a failure. */
export interface CommandContext {
  readonly options: SharedOptions;
  readonly output: Output;
  /** Aborts at Ctrl+C. */
  readonly signal: AbortSignal;
}

import type { Failure } from '../../base/failure';
import type { ReadyInfo } from '../connection/newClient';

/** The one state of a server; every view shows it. */
export type ServerState =
  | { readonly kind: 'disabled' }
  /** Must not start for now, such as in an untrusted workspace or with a broken entry. */
  | { readonly kind: 'blocked'; readonly reason: string; readonly by: 'entry' | 'approval' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting'; readonly attempt: number }
  | { readonly kind: 'ready'; readonly info: ReadyInfo }
  /** Will be retried automatically at `retryAt`, in ms since 1970. */
  | { readonly kind: 'waiting'; readonly retryAt: number; readonly attempt: number; readonly error: Failure }
  | { readonly kind: 'signInRequired' }
  | { readonly kind: 'failed'; readonly error: Failure };

/** Whether a start makes sense in this state. */
export function canStart(state: ServerState): boolean {
  return (
    state.kind === 'stopped' ||
    state.kind === 'failed' ||
    state.kind === 'waiting' ||
    state.kind === 'signInRequired'
  );
}

/** Whether the server waits for a person to approve what it starts. */
export function needsApproval(state: ServerState): boolean {
  return state.kind === 'blocked' && state.by === 'approval';
}

/** Whether a stop makes sense in this state. */
export function canStop(state: ServerState): boolean {
  return state.kind === 'ready' || state.kind === 'starting' || state.kind === 'waiting';
}

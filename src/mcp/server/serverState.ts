import { type Failure, type FailureError, failure } from '../../base/failure';
import { type ServerDefinition, sameLaunch } from '../../config/model/definition';
import type { ReadyInfo } from '../connection/newClient';

/** The one state of a server; every view draws from it. */
export type ServerState =
  | { readonly kind: 'disabled' }
  /** Must not start for now, such as in an untrusted workspace or with a broken entry. */
  | { readonly kind: 'blocked'; readonly reason: string; readonly by: 'entry' | 'approval' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting'; readonly attempt: number }
  | { readonly kind: 'ready'; readonly info: ReadyInfo }
  /** Will be tried again by itself at `retryAt`, in ms since 1970. */
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

/** The state of a server that nobody has started yet. */
export function restingState(definition: ServerDefinition): ServerState {
  if (definition.disabled) return { kind: 'disabled' };
  if (definition.launch.type === 'invalid')
    return { kind: 'blocked', reason: definition.launch.reason, by: 'entry' };
  if (definition.held !== undefined) return { kind: 'blocked', reason: definition.held, by: 'approval' };
  return { kind: 'stopped' };
}

/** Why a server in this state must not start at all. */
export function hindranceOf(name: string, state: ServerState): FailureError | undefined {
  if (state.kind === 'disabled')
    return failure('configuration', `'${name}' is disabled.`, [`Set 'disabled' of '${name}' to false.`]);
  if (state.kind !== 'blocked') return undefined;
  const steps = state.by === 'approval' ? ['Review what it would start, and approve it.'] : [];
  return failure('configuration', `'${name}' cannot start: ${state.reason}`, steps);
}

/** Throws unless a start that began with one definition is still what another, which took its place meanwhile, wants. */
export function checkStillWanted(begun: ServerDefinition, now: ServerDefinition): void {
  const hindrance = hindranceOf(now.name, restingState(now));
  if (hindrance) throw hindrance;
  if (!sameLaunch(begun, now))
    throw failure('cancelled', `The start of '${now.name}' was stopped: its entry has changed.`);
}

import { type FailureError, failure } from '../../base/failure';
import { type ServerDefinition, sameLaunch } from '../../config/model/definition';
import type { ServerState } from './serverState';

/** The state of a server that no one has started yet. */
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
  const steps = state.by === 'approval' ? ['Review what it starts, and approve it.'] : [];
  return failure('configuration', `'${name}' cannot start: ${state.reason}`, steps);
}

/** Throws unless a start with one definition still matches the definition that has replaced it meanwhile. */
export function checkStillWanted(begun: ServerDefinition, now: ServerDefinition): void {
  const hindrance = hindranceOf(now.name, restingState(now));
  if (hindrance) throw hindrance;
  if (!sameLaunch(begun, now))
    throw failure('cancelled', `The start of '${now.name}' was stopped: its entry has changed.`);
}

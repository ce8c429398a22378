import type { Failure, FailureKind } from '../../base/failure';

/** Why a command failed: a failure, or an error that the tool itself reported. */
export type CommandFailure = Omit<Failure, 'kind'> & { readonly kind: FailureKind | 'tool' };

const codes: Record<CommandFailure['kind'], number> = {
  internal: 1,
  usage: 2,
  configuration: 2,
  denied: 3,
  unreachable: 4,
  timeout: 4,
  signIn: 4,
  tool: 5,
  protocol: 5,
  notFound: 5,
  arguments: 6,
  // What shells use for a program ended by Ctrl+C.
  cancelled: 130,
};

/** The exit code of the terminal command for a failure; scripts rely on these numbers. */
export function exitCodeOf(failure: Pick<CommandFailure, 'kind'>): number {
  return codes[failure.kind];
}

import {
  IssuerMismatchError,
  OAuthError,
  OAuthErrorCode,
  RegistrationRejectedError,
} from '@modelcontextprotocol/client';
import { errorMessage, type FailureError, failure, isFailure } from '../../base/failure';
import { Redactor } from '../../base/redaction';
import { oneLine } from '../../base/text';
import { networkReason } from '../errors/networkReason';
import { publicUrl } from '../errors/publicUrl';

/** Who signs in where. */
export interface Signing {
  readonly url: string;
  readonly byPerson: boolean;
  secrets(): readonly string[];
}

/** Describes in one sentence why a sign-in or a token refresh failed. Values of `secrets` are hidden; answers are never quoted in full. */
export function authFailure(error: unknown, signing: Signing): FailureError {
  if (isFailure(error)) return error;
  const { message, steps } = explain(error);
  const clean = new Redactor(signing.secrets()).redact(message);
  const permanent = !isPassing(error);
  // Where the configuration signs in, a person has to fix it, not to sign in.
  const kind = !permanent ? 'unreachable' : signing.byPerson ? 'signIn' : 'configuration';
  return failure(kind, `The sign-in to ${publicUrl(signing.url)} failed: ${clean}.`, steps, undefined, {
    permanent,
  });
}

/** Whether the error may be temporary: then what is stored stays. */
export function isPassing(error: unknown): boolean {
  if (error instanceof OAuthError) {
    return (
      error.code === OAuthErrorCode.ServerError ||
      error.code === OAuthErrorCode.TemporarilyUnavailable ||
      error.code === OAuthErrorCode.TooManyRequests
    );
  }
  if (error instanceof TypeError) return true;
  return error instanceof Error && (error.name === 'TimeoutError' || /^HTTP 5\d\d /.test(error.message));
}

function explain(error: unknown): { message: string; steps: string[] } {
  if (error instanceof IssuerMismatchError) {
    // Its details did not come from the authorization server: none of them is shown.
    const where = error.kind === 'metadata' ? 'its description names' : 'the answer came from';
    return {
      message: `${where} another authorization server than '${error.expected}', so nothing of it was used`,
      steps: ['Report it to the authors of the server.'],
    };
  }
  if (error instanceof RegistrationRejectedError) {
    return {
      message: `the authorization server does not register clients (${error.status})`,
      steps: [`Register MCP Pool there manually, and set its 'clientId' in 'oauth' of the server.`],
    };
  }
  if (error instanceof OAuthError) {
    // The SDK puts the whole body into the message when it is not an OAuth error.
    const known = !/Raw body:/.test(error.message);
    const words =
      known && error.message !== error.code ? `, ${oneLine(error.message).replace(/\.$/, '')}` : '';
    return {
      message: `the authorization server answered '${error.code}'${words}`,
      steps: adviceOn(error.code),
    };
  }
  const reason = networkReason(error);
  if (reason) return { message: reason.why, steps: [reason.next] };
  const message = oneLine(errorMessage(error)).replace(/\.$/, '');
  if (/dynamic client registration/.test(message)) {
    return {
      message: 'the authorization server does not know MCP Pool, neither by registration nor by its URL',
      steps: [`Register MCP Pool there manually, and set its 'clientId' in 'oauth' of the server.`],
    };
  }
  return { message, steps: ['Try again, and check the network.'] };
}

function adviceOn(code: string): string[] {
  switch (code) {
    case 'access_denied':
      return ['Sign in again, and allow access there.'];
    case 'invalid_client':
    case 'unauthorized_client':
      return [`Check 'clientId' and 'clientSecret' in 'oauth' of the server.`];
    case 'invalid_scope':
      return [`Check 'scopes' in 'oauth' of the server.`];
    default:
      return ['Sign in again.'];
  }
}

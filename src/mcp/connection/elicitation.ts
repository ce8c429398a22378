import {
  type ElicitRequestParams,
  type ElicitResult,
  ProtocolError,
  ProtocolErrorCode,
} from '@modelcontextprotocol/client';
import { unopenable } from '../../base/webAddress';
import type { LaunchOptions } from './launchOptions';

/**
 * Asks a person for what a server requests. An address that is not a web page is rejected before anyone is asked, no matter who would
 * open it: an editor, a client of the gateway or a program.
 * https://modelcontextprotocol.io/specification/2025-11-25/client/elicitation#safe-url-handling
 */
export async function askPerson(
  { elicit, onLog }: Required<Pick<LaunchOptions, 'elicit' | 'onLog'>>,
  question: ElicitRequestParams,
  signal: AbortSignal,
): Promise<ElicitResult> {
  const why = question.mode === 'url' ? unopenable(question.url) : undefined;
  if (why !== undefined) {
    const text = `The server asked to open an address, which was refused: ${why}.`;
    onLog({ source: 'client', level: 'warning', text });
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, `The address is not opened: ${why}.`);
  }
  return elicit(question, signal);
}

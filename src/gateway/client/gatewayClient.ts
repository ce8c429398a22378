import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { type Failure, FailureError, type FailureKind, failure } from '../../base/failure';
import { readToken } from '../access/accessTokens';
import type { ProblemDetails } from '../access/problemDetails';
import { findGatewayRecord, type GatewayRecord } from '../attach/gatewayDiscovery';
import { connectProven, requestOn, Unproven } from '../attach/provenConnection';
import { type ReadEvent, readEvents } from './eventStream';

/** How long a gateway may take to accept a request, in ms. */
const connectTimeoutMs = 2000;

/** Says that a person made the request. */
const byPerson = { 'mcp-pool-origin': 'terminal' };

/** The gateway did not accept the request, so nothing was done. The message says why, as a sentence. */
export class NotServed extends Error {}

/** One request to a gateway. */
export interface GatewayRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Finds the gateway of a configuration file; undefined when none is announced. */
export async function findGateway(
  config: string,
  headers: Readonly<Record<string, string>> = byPerson,
): Promise<GatewayClient | undefined> {
  const announced = await findGatewayRecord(config);
  if (!announced) return undefined;
  const owner = await readToken(announced.ownerFile).catch((error: Error) => {
    throw new NotServed(error.message);
  });
  if (owner === undefined) throw new NotServed('the file of its token cannot be read (ENOENT).');
  return new GatewayClient(announced, owner, headers);
}

/** Sends requests to a gateway, each on a verified connection. With node:http alone, because it has to be quick. */
export class GatewayClient {
  constructor(
    readonly announced: GatewayRecord,
    private readonly owner: string,
    private readonly headers: Readonly<Record<string, string>>,
  ) {}

  /** The JSON of an answer. A problem is thrown as the original failure. */
  async json<T>(request: GatewayRequest): Promise<T> {
    const response = await this.ask(request);
    return JSON.parse(await readAll(response)) as T;
  }

  /** The events of an answer, which ends with the last of them. */
  async *events(request: GatewayRequest): AsyncGenerator<ReadEvent> {
    const headers = { ...request.headers, accept: 'text/event-stream' };
    const response = await this.ask({ ...request, headers });
    try {
      yield* readEvents(response);
    } catch (error) {
      request.signal?.throwIfAborted();
      throw gone(error);
    } finally {
      response.destroy();
    }
    request.signal?.throwIfAborted();
  }

  private async ask(request: GatewayRequest): Promise<IncomingMessage> {
    request.signal?.throwIfAborted();
    const response = await this.open(request);
    if (response.statusCode === 200) return response;
    const told = await readAll(response);
    let problem: ProblemDetails;
    try {
      problem = JSON.parse(told) as ProblemDetails;
    } catch {
      throw new NotServed(`it answers with status ${response.statusCode}.`);
    }
    throw errorOfProblem(problem);
  }

  /** The answer as it comes, whatever its status. Fails with {@link NotServed} when the request was not
   * accepted. The body is sent once the gateway accepts the request: before that nothing can have been done.
   */
  async open(request: GatewayRequest): Promise<IncomingMessage> {
    const { signal } = request;
    const gateway = { url: this.announced.url, owner: this.owner };
    const socket = await connectProven(gateway, signal).catch((error) => {
      signal?.throwIfAborted();
      throw new NotServed(error instanceof Unproven ? `${error.message}.` : notTaken(error));
    });
    return this.send(request, socket);
  }

  private send({ method, path, body, headers, signal }: GatewayRequest, socket: Socket) {
    const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    return new Promise<IncomingMessage>((resolve, reject) => {
      let taken = false;
      const sending = requestOn(socket, this.announced, {
        method,
        path,
        headers: {
          authorization: `Bearer ${this.owner}`,
          ...this.headers,
          expect: '100-continue',
          ...(bytes ? { 'content-type': 'application/json', 'content-length': bytes.length } : {}),
          ...headers,
        },
      });
      const stop = () => sending.destroy();
      const timer = setTimeout(() => sending.destroy(new Error('it does not answer')), connectTimeoutMs);
      signal?.addEventListener('abort', stop, { once: true });
      sending.once('continue', () => {
        taken = true;
        clearTimeout(timer);
        sending.end(bytes);
      });
      sending.once('response', (response) => {
        clearTimeout(timer);
        response.once('close', () => signal?.removeEventListener('abort', stop));
        resolve(response);
      });
      sending.once('error', (error: NodeJS.ErrnoException) => {
        clearTimeout(timer);
        if (signal?.aborted) reject(signal.reason);
        else if (taken) reject(gone(error));
        else reject(new NotServed(notTaken(error)));
      });
      sending.flushHeaders();
    });
  }
}

/** The error behind a problem: a failure of the same kind, or that the gateway refuses such a request. */
export function errorOfProblem(problem: ProblemDetails): FailureError | NotServed {
  const kind = problem.type.replace('urn:mcp-pool:', '');
  // The gateway rejects a request before anything is done.
  if (/^(?:request|token|host|origin)$/.test(kind)) return new NotServed(`it says: ${problem.detail}`);
  return new FailureError(failureOfProblem(problem));
}

/** The failure behind a problem. */
export function failureOfProblem({ type, detail, nextSteps, issues, output }: ProblemDetails): Failure {
  const kind = type.replace('urn:mcp-pool:', '') as FailureKind;
  return { kind, message: detail, nextSteps, issues, detail: output };
}

async function readAll(response: IncomingMessage): Promise<string> {
  return readText(response).catch((error) => {
    throw gone(error);
  });
}

/** A call may have been carried out when the answer did not come. */
function gone(error: unknown): FailureError {
  const code = (error as NodeJS.ErrnoException).code;
  const why = code ? ` (${code})` : '';
  return failure('unreachable', `The gateway went away before it answered${why}.`, [
    'Run it again: without a gateway the servers are started here.',
    'The request may have been carried out.',
  ]);
}

function notTaken({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ECONNREFUSED') return 'nothing listens at its address.';
  return code ? `it cannot be reached (${code}).` : `${message}.`;
}

import type {
  GetPromptResult,
  Prompt,
  ReadResourceResult,
  Resource,
  ResourceTemplateType,
  Tool,
} from '@modelcontextprotocol/client';
import { failure } from '../../base/failure';
import type { ProblemDetails } from '../../gateway/access/problemDetails';
import {
  errorOfProblem,
  failureOfProblem,
  type GatewayClient,
  type GatewayRequest,
  NotServed,
} from '../../gateway/client/gatewayClient';
import type { CallProgress } from '../../pool/call';
import type { WrittenArguments } from '../../pool/typedArguments';
import type { CommandContext } from '../context/commandContext';
import { durationOf, TimeLimit } from '../context/timeLimit';
import { safe } from '../terminal/safeText';
import { screen } from '../terminal/screen';
import { errorOf, type ListedServer } from '../terminal/serverList';
import type { Backend, BackendCall, BroadcastSummary, CallAnswer } from './backend';

/** A server as `GET /catalog` lists it. */
export interface CatalogEntry {
  readonly server: string;
  readonly state: string;
  readonly protocolVersion: string | null;
  readonly reason: string | null;
  readonly problem: ProblemDetails | null;
  readonly tools: readonly Tool[];
  readonly resources: readonly Resource[];
  readonly resourceTemplates: readonly ResourceTemplateType[];
  readonly prompts: readonly Prompt[];
}

interface BroadcastJson extends Omit<BroadcastSummary, 'tool' | 'calls'> {
  readonly tool_name: string;
  readonly results: readonly ({ server: string; duration: number } & (
    | CallAnswer
    | { problem: ProblemDetails }
  ))[];
}

/** The running pool behind a gateway. */
export class GatewayBackend implements Backend {
  private constructor(
    private readonly client: GatewayClient,
    private readonly context: CommandContext,
    /** How long the gateway may be silent, in ms. */
    private readonly longest: number | undefined,
  ) {}

  static open(client: GatewayClient, context: CommandContext): GatewayBackend {
    const { timeout, verbose } = context.options;
    const door = new GatewayBackend(client, context, timeout === undefined ? undefined : durationOf(timeout));
    if (verbose) void door.tellLogs();
    return door;
  }

  async list(server: string | undefined): Promise<readonly ListedServer[]> {
    const path = `/catalog?start=true${server === undefined ? '' : `&server=${encodeURIComponent(server)}`}`;
    const { servers } = await this.json<{ servers: readonly CatalogEntry[] }>(
      { method: 'GET', path },
      'The list',
    );
    return servers.map(({ server: name, reason, problem, ...entry }) => {
      const error = problem ? failureOfProblem(problem) : undefined;
      return { name, ...entry, error: errorOf(name, entry.state, { reason: reason ?? undefined, error }) };
    });
  }

  async call({ server, tool, words, given, onProgress, onAsking }: BackendCall): Promise<CallAnswer> {
    const limit = this.limit(`'call ${tool}' on '${server}'`);
    const request: GatewayRequest = {
      method: 'POST',
      path: '/tools/call',
      body: { server, tool_name: tool, arguments: given, words },
      signal: limit.signal,
    };
    try {
      for await (const { event, data } of this.client.events(request)) {
        limit.sign();
        if (event === 'progress') onProgress?.(data as CallProgress);
        else if (event === 'asking') this.asking(data as { asking: boolean }, limit, onAsking);
        else if (event === 'problem') throw this.refused(errorOfProblem(data as ProblemDetails));
        else if (event === 'result') return data as CallAnswer;
      }
    } catch (error) {
      throw this.refused(error);
    } finally {
      limit.end();
    }
    throw failure('unreachable', 'The gateway ended while it was calling.', [
      'Run it again: without a gateway the servers are started here.',
    ]);
  }

  async broadcast(tool: string, { words, given }: WrittenArguments): Promise<BroadcastSummary> {
    // The person there does not see the answer, and a call denied on one server has run on another.
    if (this.context.options.yes) throw new NotServed('--yes applies to this terminal only.');
    const body = { tool_name: tool, arguments: given, words };
    const { tool_name, results, ...counts } = await this.json<BroadcastJson>(
      {
        method: 'POST',
        path: '/broadcast',
        body,
      },
      `'${tool}'`,
    );
    const calls = results.map(({ server, duration, ...rest }) => {
      if ('problem' in rest) return { server, duration, failure: failureOfProblem(rest.problem) };
      return { server, duration, result: rest.result, warnings: rest.warnings };
    });
    return { tool: tool_name, calls, ...counts };
  }

  async read(server: string, uri: string): Promise<ReadResourceResult> {
    const body = { server, uri };
    const path = '/resources/read';
    const what = `'read ${uri}' on '${server}'`;
    return (await this.json<{ result: ReadResourceResult }>({ method: 'POST', path, body }, what)).result;
  }

  async prompt(
    server: string,
    name: string,
    args: Readonly<Record<string, string>>,
  ): Promise<GetPromptResult> {
    const body = { server, name, arguments: args };
    const path = '/prompts/get';
    const what = `'prompt ${name}' on '${server}'`;
    return (await this.json<{ result: GetPromptResult }>({ method: 'POST', path, body }, what)).result;
  }

  private async json<T>(request: GatewayRequest, what: string): Promise<T> {
    const limit = this.limit(what);
    try {
      return await this.client.json<T>({ ...request, signal: limit.signal });
    } finally {
      limit.end();
    }
  }

  /** `--yes` applies to this terminal; the gateway asks where it runs. So the call is canceled there and made from here. */
  private asking({ asking }: { asking: boolean }, limit: TimeLimit, onAsking: BackendCall['onAsking']): void {
    if (asking && this.context.options.yes) throw new NotServed('it would ask someone else.');
    if (asking) limit.pause();
    else limit.sign();
    onAsking?.(asking, true);
  }

  private refused(error: unknown): unknown {
    const denied = (error as { kind?: unknown }).kind === 'denied';
    return denied && this.context.options.yes ? new NotServed('no one there can be asked.') : error;
  }

  private limit(what: string): TimeLimit {
    return new TimeLimit(this.longest, what, this.context.signal);
  }

  /** What the servers log while the command runs, with `--verbose`. */
  private async tellLogs(): Promise<void> {
    const request = { method: 'GET', path: '/events?types=server.log', signal: this.context.signal } as const;
    try {
      for await (const { data } of this.client.events(request)) {
        const { server, text } = data as { server: string; text: string };
        screen.tell(safe`[${server}] ${text}`);
      }
    } catch {
      // The command itself says what is wrong with the gateway.
    }
  }
}

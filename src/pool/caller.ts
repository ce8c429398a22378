import type { Tool } from '@modelcontextprotocol/client';
import { failure, isFailure, toFailure } from '../base/failure';
import type { Server } from '../mcp/server/server';
import { snapshotOf, type ToolSnapshot } from './approvals/toolApprovals';
import { toolChanges } from './approvals/toolChanges';
import {
  type Call,
  type CallOutcome,
  type CallProgress,
  type CallRequest,
  type FinishedCall,
  succeeded,
} from './call';
import { validate } from './forms/validation';
import { issueText } from './forms/validationIssues';
import { notFoundIn } from './notFound';
import type { PoolHost } from './pool';
import type { PoolEvent } from './poolEvent';
import { decide, disabledReason, isDisabled } from './toolPolicy';

/** Takes calls through their steps: server, tool, arguments, policy, the server's answer, one outcome. */
export class Caller {
  private count = 0;
  /** How long a person took to confirm a call, in ms. */
  private readonly asked = new WeakMap<Call, number>();

  constructor(
    private readonly host: Pick<PoolHost, 'confirm' | 'approved'>,
    private readonly fire: (event: PoolEvent) => void,
  ) {}

  /** Never rejects: any failure is the outcome. */
  async call(request: CallRequest, find: () => Server): Promise<FinishedCall> {
    this.count++;
    let server: Server;
    try {
      server = find();
    } catch (error) {
      return this.finish(describeCall(this.count, request), { kind: 'failure', failure: toFailure(error) });
    }
    const call = describeCall(this.count, request, server);
    this.fire({ type: 'call.started', server: server.id, call });
    try {
      return this.finish(call, await this.run(call, request, server));
    } catch (error) {
      const known = request.signal?.aborted && !isFailure(error) ? cancelled(call) : server.clean(error);
      return this.finish(call, { kind: 'failure', failure: known });
    }
  }

  private async run(call: Call, request: CallRequest, server: Server): Promise<CallOutcome> {
    const { signal, answerer } = request;
    refuseDisabled(call, server);
    if (!server.usable) await server.connected(signal);
    const tool = findTool(server, call.tool);
    const warnings = tool ? checkArguments(tool, call) : [];
    await this.ask(call, tool, server, request);
    const { readOnlyHint, idempotentHint } = tool?.annotations ?? {};
    const onProgress = (progress: CallProgress) => {
      request.onProgress?.(progress);
      this.fire({ type: 'call.progress', server: server.id, call, progress });
    };
    const name = tool ?? { name: call.tool };
    const result = await server.use(
      (connection) => connection.callTool(name, { ...call.arguments }, { signal, onProgress, answerer }),
      { signal, repeatable: readOnlyHint === true || idempotentHint === true },
    );
    if (tool) warnings.push(...outputWarnings(tool, result));
    return { kind: 'result', result, warnings };
  }

  /**
   * Lets the policy decide, and a person where it says so. A tool that is not known, as the list could not be read, is treated as
   * a tool of that name without annotations: a server must not bypass a decision by withholding its list. Throws a `denied` failure when the
   * call must not run.
   */
  private ask(
    call: Call,
    listed: Tool | undefined,
    server: Server,
    request: CallRequest,
  ): Promise<void> | undefined {
    const tool = listed ?? unlisted(call);
    const decision = decide(request.by, server.definition, tool);
    if (decision.kind === 'deny') throw denied(call, server, decision.reason);
    if (decision.kind === 'confirm') return this.confirm(call, tool, server, decision.reason, request);
    return decision.approved ? this.askAboutChange(call, listed, server, request) : undefined;
  }

  /** Lets a person decide when a tool that runs without asking is not, or may not be, the one that was approved. */
  private async askAboutChange(
    call: Call,
    tool: Tool | undefined,
    server: Server,
    request: CallRequest,
  ): Promise<void> {
    if (!tool) {
      const unknown = `The tools of '${server.name}' could not be listed, so it is unknown whether this one has changed since it was approved.`;
      return this.confirm(call, unlisted(call), server, unknown, request);
    }
    const before = await this.host.approved?.changedSince(server.id, tool);
    if (!before) return;
    const reason = `The description or input of '${tool.name}' has changed since it was approved.`;
    await this.confirm(call, tool, server, reason, request, before);
    await this.host.approved?.approve(server.id, tool);
  }

  private async confirm(
    call: Call,
    tool: Tool,
    server: Server,
    reason: string,
    { signal, onAsking }: CallRequest,
    before?: ToolSnapshot,
  ): Promise<void> {
    const { serverName, origin } = call;
    const asked = Date.now();
    onAsking?.(true);
    const approved = await this.host.confirm(
      { server: server.id, serverName, tool, arguments: call.arguments, origin, reason, before },
      signal,
    );
    this.asked.set(call, Date.now() - asked);
    onAsking?.(false);
    if (approved) return;
    const message = `The call of '${tool.name}' on '${serverName}' was not confirmed. ${reason}`;
    if (before) {
      const steps = ['Check the changes, and confirm the call when asked.'];
      throw failure('denied', message, steps, toolChanges(before, snapshotOf(tool)));
    }
    throw failure('denied', message, [
      `Confirm the call when asked, or add '${tool.name}' to 'autoApprove' of '${serverName}'.`,
    ]);
  }

  private finish(call: Call, outcome: CallOutcome): FinishedCall {
    const duration = Date.now() - call.startedAt - (this.asked.get(call) ?? 0);
    // This order costs V8 a tenth of what it would with the call first, which would be as much as everything else here.
    const finished = { duration, outcome, ...call };
    this.fire({
      type: succeeded(finished) ? 'call.succeeded' : 'call.failed',
      server: call.server,
      call: finished,
    });
    return finished;
  }
}

function describeCall(number: number, request: CallRequest, server?: Server): Call {
  return {
    number,
    server: server?.id ?? request.server,
    serverName: server?.name ?? request.server,
    tool: request.tool,
    arguments: request.arguments,
    origin: request.by.origin,
    startedAt: Date.now(),
  };
}

/** `disabledTools` always wins: it needs no list, and no server is started for a disabled tool. */
function refuseDisabled(call: Call, server: Server): void {
  const { definition } = server;
  if (isDisabled(definition, call.tool)) throw denied(call, server, disabledReason(definition));
}

function denied({ tool }: Call, { name }: Server, reason: string) {
  return failure('denied', `'${tool}' of '${name}' is not called: ${reason}`, [
    `To call it, remove it from 'disabledTools' of '${name}'.`,
  ]);
}

function findTool(server: Server, name: string): Tool | undefined {
  const { items, error } = server.catalog.tools;
  const tool = items.find((item) => item.name === name);
  // When the list could not be read, the tool may exist: the server decides.
  if (tool || error) return tool;
  throw notFoundIn(
    server,
    'tool',
    name,
    items.map((item) => item.name),
  );
}

/** An unknown tool, as one without annotations. */
function unlisted(call: Call): Tool {
  return { name: call.tool, inputSchema: { type: 'object' } };
}

/** Throws when arguments do not fit; returns what could not be checked, which the server has to judge. */
function checkArguments(tool: Tool, call: Call): string[] {
  const checked = validate(tool.inputSchema as Record<string, unknown>, call.arguments);
  const { issues, unusable, unchecked = [] } = checked;
  if (unusable)
    return [
      `The arguments of '${tool.name}' were sent unchecked: its input schema cannot be used, ${unusable}.`,
    ];
  if (issues.length === 0) return unchecked.map((what) => `In the arguments of '${tool.name}', ${what}.`);
  const message = `The arguments of '${tool.name}' do not fit: ${issues.map(issueText).join('; ')}.`;
  throw failure('arguments', message, [signatureOf(tool)], undefined, { issues });
}

/** How many arguments are named. */
const mostNamed = 100;

/** A tool's arguments on one line: "echo takes message: string, loud?: boolean". */
export function signatureOf(tool: Tool): string {
  const schema = tool.inputSchema as {
    properties?: Record<string, { type?: unknown } | boolean>;
    required?: string[];
  };
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const properties = Object.entries(schema.properties ?? {});
  const parts = properties.slice(0, mostNamed).map(([name, property]) => {
    const type = typeof property === 'object' ? [property.type ?? 'any'].flat().join('|') : 'any';
    return `${name}${required.has(name) ? '' : '?'}: ${type}`;
  });
  if (properties.length > mostNamed) parts.push('…');
  return parts.length ? `'${tool.name}' takes ${parts.join(', ')}.` : `'${tool.name}' takes no arguments.`;
}

function outputWarnings(tool: Tool, result: { structuredContent?: unknown; isError?: boolean }): string[] {
  if (!tool.outputSchema || result.isError) return [];
  if (result.structuredContent === undefined) {
    return [`'${tool.name}' declares an output schema, but sent no structured content.`];
  }
  const {
    issues,
    unusable,
    unchecked = [],
  } = validate(tool.outputSchema as Record<string, unknown>, result.structuredContent);
  if (unusable) return [`The output schema of '${tool.name}' cannot be used: ${unusable}`];
  const warnings = unchecked.map((what) => `In the structured content, ${what}.`);
  if (issues.length > 0)
    warnings.unshift(
      `The structured content does not fit the output schema: ${issues.map(issueText).join('; ')}.`,
    );
  return warnings;
}

function cancelled(call: Call) {
  return failure('cancelled', `The call of '${call.tool}' on '${call.serverName}' was canceled.`);
}

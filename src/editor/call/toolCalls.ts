import * as vscode from 'vscode';
import { FailureError, failure } from '../../base/failure';
import type { FinishedCall } from '../../pool/call';
import { extensionRequester, linkRequester, paletteRequester, type Requester } from '../../pool/requester';
import type { ResultDocuments } from '../documents/resultDocuments';
import { contextKeys } from '../ids';
import { serverOf } from '../servers/pickServer';
import { type Action, showLogAction } from '../services/reporter';
import type { Services } from '../services/services';
import { askPick } from '../ui/quickInputs';
import { askArguments, askArgumentsAsJson, type FormEnd } from './argumentForm';
import { ArgumentMemory, type Arguments, type MadeCall, type RememberedCall } from './argumentMemory';
import { withLateProgress } from './lateProgress';
import { pickTool, type ToolTarget } from './pickTool';

/** Calls tools for a person: asks for what is missing, shows the progress and the result. */
export class ToolCalls {
  private readonly memory: ArgumentMemory;

  constructor(
    private readonly services: Services,
    private readonly results: ResultDocuments,
  ) {
    this.memory = new ArgumentMemory(services.context.workspaceState);
  }

  /** Asks for what is not given, calls, and shows the result. Returns the call to the caller of the command. */
  async ask(given?: unknown): Promise<FinishedCall | undefined> {
    const target = await pickTool(this.services.pool, given);
    if (!target) return undefined;
    const ready = givenArguments(given);
    const by = requesterOf(given, target);
    return ready ? this.run(target, ready, by) : this.form(target, by);
  }

  async repeatLast(): Promise<void> {
    const last = this.memory.last;
    if (!last)
      throw failure('usage', 'No tool has been called in this workspace yet.', [
        "Use 'MCP: Call Tool…' first.",
      ]);
    const target = await pickTool(this.services.pool, {
      server: this.serverNamed(last.server),
      tool: last.tool,
    });
    if (!target) return;
    // Arguments that were not stored must be entered again.
    if (isWhole(last)) await this.run(target, last.arguments, paletteRequester);
    else await this.fill(target, last.arguments, askArguments);
  }

  async runAgain(uri?: vscode.Uri): Promise<void> {
    const call = this.results.callOf(uri);
    const target = await pickTool(this.services.pool, { server: call.server, tool: call.tool });
    if (target) await this.run(target, call.arguments, paletteRequester);
  }

  async editAndRun(uri?: vscode.Uri): Promise<void> {
    const call = this.results.callOf(uri);
    const target = await pickTool(this.services.pool, { server: call.server, tool: call.tool });
    if (target) await this.fill(target, call.arguments, askArguments);
  }

  private async form(target: ToolTarget, by: Requester): Promise<FinishedCall | undefined> {
    const { server, tool } = target;
    const draft = this.memory.draft(server.name, tool.name);
    const call = draft ?? this.memory.used(server.name, tool.name);
    const known = call?.arguments ?? {};
    if (!call || Object.keys(known).length === 0) return this.fill(target, {}, askArguments, by);

    const description = isWhole(call)
      ? JSON.stringify(known)
      : `${JSON.stringify(known)}, not remembered: ${call.left.join(', ')}`;
    const again = { icon: 'debug-rerun', label: 'Call with the Last Values', description, id: 'again' };
    const items = [
      ...(draft ? [{ icon: 'edit', label: 'Continue Where You Left Off', description, id: 'edit' }] : []),
      ...(!draft && isWhole(call) ? [again] : []),
      ...(draft
        ? []
        : [
            {
              icon: 'edit',
              label: 'Change the Last Values',
              description: isWhole(call) ? undefined : description,
              id: 'edit',
            },
          ]),
      { icon: 'add', label: 'Enter New Values', id: 'new' },
      { icon: 'json', label: 'Edit All as JSON', id: 'json' },
    ];
    const title = `Call ${tool.name} · ${this.services.pool.label(server)}`;
    const end = await askPick({
      title,
      items,
      back: false,
      buttons: [],
      placeholder: 'This tool was called before',
    });
    const choice = end.kind === 'accept' ? end.value[0]?.id : undefined;
    if (choice === 'again') return this.run(target, known, paletteRequester);
    if (choice === 'edit') return this.fill(target, known, askArguments);
    if (choice === 'json') return this.fill(target, known, askArgumentsAsJson);
    return choice === 'new' ? this.fill(target, {}, askArguments) : undefined;
  }

  private async fill(
    target: ToolTarget,
    values: Arguments,
    ask: typeof askArguments,
    by: Requester = paletteRequester,
  ): Promise<FinishedCall | undefined> {
    const { server, tool } = target;
    const end: FormEnd = await ask({ tool, serverLabel: this.services.pool.label(server), values });
    if (end.kind === 'done') return this.run(target, end.arguments, end.seen ? paletteRequester : by);
    // Escape never loses what was typed: the next call offers it.
    if (Object.keys(end.draft).length > 0) await this.memory.rememberDraft(madeCall(target, end.draft));
    return undefined;
  }

  private async run({ server, tool }: ToolTarget, args: Arguments, by: Requester): Promise<FinishedCall> {
    await this.memory.rememberCall(madeCall({ server, tool }, args));
    this.tellLast();
    const pool = await this.services.pool.open();
    const title = `${tool.name} · ${this.services.pool.label(server)}`;
    const call = await withLateProgress(title, (watched) =>
      pool.call({ server: server.id, tool: tool.name, arguments: args, by, ...watched }),
    );
    if (call.outcome.kind === 'result') await this.results.show(call, tool);
    else {
      const edit: Action = {
        title: 'Edit Arguments',
        run: () => this.fill({ server, tool }, args, askArguments),
      };
      const again: Action = { title: 'Try Again', run: () => this.run({ server, tool }, args, by) };
      const actions = call.outcome.failure.kind === 'arguments' ? [edit] : [again, showLogAction(server.id)];
      // Not awaited: the caller of the command needs the outcome now, not when the notification is closed.
      void this.services.reporter.report(new FailureError(call.outcome.failure), actions);
    }
    return call;
  }

  private serverNamed(name: string): string {
    return serverOf(this.services.pool, name)?.id ?? name;
  }

  private tellLast(): void {
    void vscode.commands.executeCommand(
      'setContext',
      contextKeys.hasLastCall,
      this.memory.last !== undefined,
    );
  }
}

function isWhole({ left }: RememberedCall): boolean {
  // A call kept by an older version does not say.
  return !left?.length;
}

function madeCall({ server, tool }: ToolTarget, args: Arguments): MadeCall {
  return { server: server.name, tool: tool.name, arguments: args, inputSchema: tool.inputSchema };
}

/**
 * Who asks for a call before a form of it was shown. Our own views and picks pass the tool object that the
 * server lists; everything else is text of unknown origin.
 */
function requesterOf(given: unknown, { tool }: ToolTarget): Requester {
  if (typeof given !== 'object' || given === null || !('tool' in given)) return paletteRequester;
  if (given.tool === tool) return paletteRequester;
  return 'link' in given ? linkRequester : extensionRequester;
}

function givenArguments(given: unknown): Arguments | undefined {
  if (typeof given !== 'object' || given === null || !('arguments' in given)) return undefined;
  const { arguments: args } = given;
  return typeof args === 'object' && args !== null ? (args as Arguments) : undefined;
}

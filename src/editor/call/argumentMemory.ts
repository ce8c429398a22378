import type * as vscode from 'vscode';
import { rememberable } from '../../pool/forms/secretArguments';
import { lastCallKey } from '../ids';

/** The arguments of one call. */
export type Arguments = Readonly<Record<string, unknown>>;

/** A call to repeat. The server is kept by name, not by id, as its file may move. */
export interface RememberedCall {
  readonly server: string;
  readonly tool: string;
  readonly arguments: Arguments;
  /** The arguments that were not kept, as they are secret: the call cannot be repeated without asking for them. */
  readonly left: readonly string[];
}

/** A call to remember, and the schema by which its secrets are known. */
export interface MadeCall extends Pick<RememberedCall, 'server' | 'tool' | 'arguments'> {
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

const kept = 50;

/** Remembers in the workspace what tools were called with, and what was typed but not sent: all but what is secret. */
export class ArgumentMemory {
  constructor(private readonly state: vscode.Memento) {}

  /** The call made last. */
  get last(): RememberedCall | undefined {
    return this.state.get<RememberedCall>(lastCallKey);
  }

  /** What the tool was called with last. */
  used(server: string, tool: string): RememberedCall | undefined {
    return this.find('used', server, tool);
  }

  /** What was typed for the tool when the form was left. */
  draft(server: string, tool: string): RememberedCall | undefined {
    return this.find('draft', server, tool);
  }

  async rememberCall(made: MadeCall): Promise<void> {
    const call = this.safe(made);
    await this.state.update(lastCallKey, call);
    await this.put('used', call);
    await this.forgetDraft(call.server, call.tool);
  }

  async rememberDraft(made: MadeCall): Promise<void> {
    await this.put('draft', this.safe(made));
  }

  async forgetDraft(server: string, tool: string): Promise<void> {
    const others = this.all('draft').filter((call) => call.server !== server || call.tool !== tool);
    await this.state.update('draft', others);
  }

  /** The only way into the state: what is secret stays out of it. */
  private safe({ inputSchema, ...call }: MadeCall): RememberedCall {
    return { ...call, ...rememberable(call.arguments, inputSchema) };
  }

  private find(list: string, server: string, tool: string): RememberedCall | undefined {
    return this.all(list).find((call) => call.server === server && call.tool === tool);
  }

  private all(list: string): readonly RememberedCall[] {
    return this.state.get<readonly RememberedCall[]>(list, []);
  }

  private async put(list: string, call: RememberedCall): Promise<void> {
    const others = this.all(list).filter((other) => other.server !== call.server || other.tool !== call.tool);
    await this.state.update(list, [call, ...others].slice(0, kept));
  }
}

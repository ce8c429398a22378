import type * as vscode from 'vscode';

/** The arguments of one call. */
export type Arguments = Readonly<Record<string, unknown>>;

/** A call to repeat. The server is named and not identified, as its file may move. */
export interface RememberedCall {
  readonly server: string;
  readonly tool: string;
  readonly arguments: Arguments;
}

const lastKey = 'lastCall';
const kept = 50;

/** Remembers in the workspace what tools were called with, and what was typed but not sent. */
export class ArgumentMemory {
  constructor(private readonly state: vscode.Memento) {}

  /** The call made last. */
  get last(): RememberedCall | undefined {
    return this.state.get<RememberedCall>(lastKey);
  }

  /** What the tool was called with last. */
  used(server: string, tool: string): Arguments | undefined {
    return this.find('used', server, tool);
  }

  /** What was typed for the tool when the form was left. */
  draft(server: string, tool: string): Arguments | undefined {
    return this.find('draft', server, tool);
  }

  async rememberCall(call: RememberedCall): Promise<void> {
    await this.state.update(lastKey, call);
    await this.put('used', call);
    await this.forgetDraft(call.server, call.tool);
  }

  async rememberDraft(call: RememberedCall): Promise<void> {
    await this.put('draft', call);
  }

  async forgetDraft(server: string, tool: string): Promise<void> {
    const others = this.all('draft').filter((call) => call.server !== server || call.tool !== tool);
    await this.state.update('draft', others);
  }

  private find(list: string, server: string, tool: string): Arguments | undefined {
    return this.all(list).find((call) => call.server === server && call.tool === tool)?.arguments;
  }

  private all(list: string): readonly RememberedCall[] {
    return this.state.get<readonly RememberedCall[]>(list, []);
  }

  private async put(list: string, call: RememberedCall): Promise<void> {
    const others = this.all(list).filter((other) => other.server !== call.server || other.tool !== call.tool);
    await this.state.update(list, [call, ...others].slice(0, kept));
  }
}

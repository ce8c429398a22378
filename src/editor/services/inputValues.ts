import * as vscode from 'vscode';
import { Sequencer } from '../../base/async';
import { Emitter } from '../../base/emitter';
import type { InputDefinition, ServerDefinition } from '../../config/model/definition';
import type { VariableHost } from '../../mcp/server/resolveDefinition';
import { startSetting } from './approvalService';

/** How many launches that were given an answer are remembered. */
const mostUses = 20;

/** The person's answers to the inputs of configurations: asked for once, and kept in VS Code's secret storage. */
export class InputValues {
  private readonly asking = new Sequencer();
  private readonly emitter = new Emitter<void>();
  /** Fires when an answer was given, changed or forgotten. */
  readonly onDidChange = this.emitter.event;

  constructor(private readonly context: vscode.ExtensionContext) {}

  /** The values of variables in this window. */
  get variables(): VariableHost {
    return {
      folderOf: (name) =>
        vscode.workspace.workspaceFolders?.find((folder) => folder.name === name)?.uri.fsPath,
      settingOf,
      demo: {
        command: process.execPath,
        args: [this.context.asAbsolutePath('dist/demo.mjs')],
        // In a desktop VS Code the program that runs extensions is the editor itself.
        env: { ELECTRON_RUN_AS_NODE: '1' },
      },
      // One question at a time: several servers may start together and use the same input.
      answer: (definition, input) => this.asking.queue(() => this.answer(definition, input)),
    };
  }

  /** The answer that is known; undefined before it was asked for. */
  recall(file: string, id: string): Promise<string | undefined> {
    return Promise.resolve(this.context.secrets.get(keyOf(file, id)));
  }

  /** The inputs of a file whose answers are known. Secret storage cannot be listed, so their names are kept beside it. */
  known(file: string): ReadonlySet<string> {
    return new Set(this.context.globalState.get<string[]>(namesKey(file)) ?? []);
  }

  async remember(file: string, id: string, value: string): Promise<void> {
    await this.context.secrets.store(keyOf(file, id), value);
    await this.note(file, id, true);
  }

  async forget(file: string, id: string): Promise<void> {
    await this.context.secrets.delete(keyOf(file, id));
    await this.note(file, id, false);
  }

  private async note(file: string, id: string, known: boolean): Promise<void> {
    const names = new Set(this.known(file));
    if (known) names.add(id);
    else names.delete(id);
    await this.context.globalState.update(namesKey(file), names.size > 0 ? [...names] : undefined);
    this.emitter.fire();
  }

  private async answer(definition: ServerDefinition, input: InputDefinition): Promise<string | undefined> {
    const { name, source } = definition;
    const file = source.file ?? '';
    const known = await this.recall(file, input.id);
    if (known !== undefined && (await this.mayReuse(definition, input.id))) return known;
    const given = await (await import('../ui/askInput')).askInput(input, `'${name}' needs ${input.id}`);
    if (given === undefined) return undefined;
    await this.remember(file, input.id, given);
    await this.noteUse(definition, input.id);
    return given;
  }

  /**
   * Whether an answer may go to what an entry launches now. A person who reviews servers saw that it is stored; anyone else is asked
   * again when the entry has changed, or is that of another folder in the same place.
   */
  private async mayReuse(definition: ServerDefinition, id: string): Promise<boolean> {
    const uses = this.uses(definition, id);
    // An answer stored before anything used it belongs to the first launch that uses it.
    if (startSetting() !== 'trusted' || uses.length === 0) {
      await this.noteUse(definition, id);
      return true;
    }
    return uses.includes(await hashOf(definition));
  }

  private uses({ source: { file = '' } }: ServerDefinition, id: string): readonly string[] {
    return this.context.globalState.get<string[]>(usesKey(file, id)) ?? [];
  }

  private async noteUse(definition: ServerDefinition, id: string): Promise<void> {
    const uses = this.uses(definition, id);
    const hash = await hashOf(definition);
    if (uses.includes(hash)) return;
    await this.context.globalState.update(
      usesKey(definition.source.file ?? '', id),
      [hash, ...uses].slice(0, mostUses),
    );
  }
}

async function hashOf(definition: ServerDefinition): Promise<string> {
  return (await import('../../config/approval/approval')).launchHash({ definition });
}

function usesKey(file: string, id: string): string {
  return `mcpPool.inputUses:${file}#${id}`;
}

function namesKey(file: string): string {
  return `mcpPool.inputs:${file}`;
}

function keyOf(file: string, id: string): string {
  return `input:${file}#${id}`;
}

/** User and machine settings only: the author of the folder must not decide what its configuration starts after a review. */
function settingOf(name: string): string | undefined {
  const found = vscode.workspace.getConfiguration().inspect<unknown>(name);
  const value = found?.globalValue ?? found?.defaultValue;
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

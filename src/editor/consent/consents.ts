import * as vscode from 'vscode';
import { Emitter } from '../../base/events';
import { type Agreement, agreementOf, asAgreed, waitsFor } from '../../config/consent';
import type { ServerDefinition } from '../../config/definition';
import { settings } from '../ids';

const key = 'mcpPool.agreements';

/** An entry that waits for the person. */
export interface Waiting {
  readonly definition: ServerDefinition;
  /** All of it, or only the tools that are newly approved. */
  readonly for: 'launch' | 'approvals';
}

/** What the person has agreed to: nothing of a configuration starts before. Kept for all windows, by file and name. */
export class Consents implements vscode.Disposable {
  private readonly emitter = new Emitter<void>();
  /** Fires when something was agreed to or taken back. */
  readonly onDidChange = this.emitter.event;

  constructor(private readonly memento: vscode.Memento) {}

  /** The definitions as far as they are agreed to, and as the setting `mcpPool.start` wants them. */
  asAgreed(definitions: readonly ServerDefinition[]): readonly ServerDefinition[] {
    const start = startSetting();
    if (start === 'trusted') return definitions;
    const agreements = this.agreements;
    const agreed = definitions.map((definition) => asAgreed(definition, agreements[definition.id]));
    return start === 'never' ? agreed.map((one) => ({ ...one, autostart: 'manual' as const })) : agreed;
  }

  /** What waits for the person. */
  waiting(definitions: readonly ServerDefinition[]): readonly Waiting[] {
    if (startSetting() === 'trusted') return [];
    const agreements = this.agreements;
    return definitions.flatMap((definition) => {
      const what = waitsFor(definition, agreements[definition.id]);
      return what ? [{ definition, for: what }] : [];
    });
  }

  /** The person agrees to these entries as they are now. */
  async agree(definitions: readonly ServerDefinition[]): Promise<void> {
    const added = definitions.map((definition) => [definition.id, agreementOf(definition)]);
    await this.memento.update(key, { ...this.agreements, ...Object.fromEntries(added) });
    this.emitter.fire();
  }

  /** Takes back everything that was agreed to, in all folders. */
  async reset(): Promise<void> {
    await this.memento.update(key, undefined);
    this.emitter.fire();
  }

  dispose(): void {
    this.emitter.dispose();
  }

  private get agreements(): Readonly<Record<string, Agreement>> {
    return this.memento.get<Record<string, Agreement>>(key) ?? {};
  }
}

/** When servers start: after the person agreed, in every trusted folder, or never by themselves. */
function startSetting(): 'ask' | 'trusted' | 'never' {
  return vscode.workspace.getConfiguration().get<'ask' | 'trusted' | 'never'>(settings.start) ?? 'ask';
}

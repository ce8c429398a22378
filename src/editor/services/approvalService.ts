import * as vscode from 'vscode';
import { failure } from '../../base/failure';
import type { Approval, Launchable, Waiting } from '../../config/approval/approval';
import type { ToolList } from '../../config/edit/toolLists';
import type { ServerDefinition } from '../../config/model/definition';
import type { VariableHost } from '../../mcp/server/resolveDefinition';
import type { ServerApprovals, Shown } from '../../pool/approvals/serverApprovals';
import { settings } from '../ids';

/** What the person approved, as far as the setting `mcpPool.start` asks for it. Loaded when a workspace first has servers. */
export class ApprovalService implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when something was approved or an approval was reset, in this window or elsewhere. */
  readonly onDidChange = this.changed.event;
  private loading: Promise<ServerApprovals> | undefined;
  private approvals: ServerApprovals | undefined;

  constructor(
    private readonly variables: VariableHost,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** The definitions as far as they are approved, and as the setting lets them start. */
  async asApproved(definitions: readonly ServerDefinition[]): Promise<readonly ServerDefinition[]> {
    const start = startSetting();
    if (start === 'trusted' || definitions.length === 0) return definitions;
    const approved = await (await this.open()).asApproved(definitions);
    return start === 'never' ? approved.map((one) => ({ ...one, autostart: 'manual' as const })) : approved;
  }

  /** What waits for the person; `elsewhere`, where this window's setting does not count: `mcp-pool bridge` and `serve`. */
  async waiting(definitions: readonly ServerDefinition[], elsewhere = false): Promise<readonly Waiting[]> {
    if ((startSetting() === 'trusted' && !elsewhere) || definitions.length === 0) return [];
    return (await this.open()).waiting(definitions);
  }

  /** What was approved of an entry before. */
  approved(definition: ServerDefinition): Approval | undefined {
    return this.approvals?.approved(definition);
  }

  /** The person approves what they were shown; returns how many entries had changed by then. */
  async approve(definitions: readonly ServerDefinition[], shown: readonly Shown[]): Promise<number> {
    return (await this.open()).approve(definitions, shown);
  }

  /** The person wrote these entries with one of our commands. */
  async approveWritten(
    definitions: readonly ServerDefinition[],
    meant: readonly ServerDefinition[],
  ): Promise<void> {
    await (await this.open()).approveWritten(definitions, meant);
  }

  /** The person decided about one tool, and it is in the file by now. */
  async decided(definition: ServerDefinition, list: ToolList, tool: string): Promise<void> {
    await (await this.open()).decided(definition, list, tool);
  }

  /** Resets all approvals, in all folders. */
  async reset(): Promise<void> {
    await (await this.open()).reset();
  }

  /** Throws unless what is about to be launched may be: the last check, right before. */
  readonly check = (entry: Launchable): void => {
    if (!vscode.workspace.isTrusted)
      throw failure(
        'configuration',
        `'${entry.definition.name}' cannot start: the workspace is not trusted.`,
      );
    // What runs behind another gateway was approved where it runs.
    if (startSetting() === 'trusted' || isAttached(entry.definition)) return;
    if (!this.approvals) throw failure('internal', 'A server was started before it could be approved.');
    this.approvals.check(entry);
  };

  dispose(): void {
    this.approvals?.dispose();
    this.changed.dispose();
  }

  private open(): Promise<ServerApprovals> {
    this.loading ??= this.load();
    return this.loading;
  }

  private async load(): Promise<ServerApprovals> {
    const { openApprovals } = await import('../../runtime/openApprovals');
    const approvals = await openApprovals({
      scope: { ...this.variables, env: process.env },
      warn: (message) => this.log.warn(message),
    });
    approvals.onDidChange(() => this.changed.fire());
    this.approvals = approvals;
    return approvals;
  }
}

function isAttached({ launch }: ServerDefinition): boolean {
  return launch.type === 'http' && launch.gatewayOf !== undefined;
}

/** When servers start: after the person approved them, in every trusted folder, or never automatically. */
export function startSetting(): 'ask' | 'trusted' | 'never' {
  return vscode.workspace.getConfiguration().get<'ask' | 'trusted' | 'never'>(settings.start) ?? 'ask';
}

import type { Disposable } from '../../base/disposables';
import { Emitter } from '../../base/emitter';
import { errorMessage, failure } from '../../base/failure';
import {
  type Approval,
  approvalKey,
  approvalOf,
  approvalOfWritten,
  asApproved,
  type Launchable,
  launchHash,
  reviewHash,
  type Waiting,
  waitsFor,
  withDecision,
} from '../../config/approval/approval';
import type { ApprovalStore } from '../../config/approval/approvalFiles';
import type { ToolList } from '../../config/edit/toolLists';
import type { ServerDefinition } from '../../config/model/definition';
import { envFileText, type PathScope } from '../../config/variables/envFile';

/** What approvals need of whoever makes them. */
export interface ApprovalHost {
  readonly store: ApprovalStore;
  /** Where the variables in the path of an `envFile` come from. */
  readonly scope: PathScope;
  /** Told when an approval could not be kept: it then counts until this program ends. */
  readonly warn: (message: string) => void;
}

/** An entry that a person approves, as it was shown to them. */
export interface Shown {
  readonly id: string;
  /** The {@link reviewHash} of what was shown. */
  readonly hash: string;
}

/**
 * What a person approved: the one place that decides whether an entry may be launched, for windows, `serve` and `bridge`. What is
 * launched is looked at once more right before it is, so that nothing runs which the person did not see.
 */
export class ServerApprovals implements Disposable {
  private readonly changed = new Emitter<void>();
  /** Fires when something was approved or taken back, here or by another program. */
  readonly onDidChange = this.changed.event;
  private readonly kept = new Map<string, Approval>();
  /** What counts only until this program ends. */
  private readonly ofThisRun = new Map<string, Approval>();
  private readonly subscription: Disposable;

  constructor(private readonly host: ApprovalHost) {
    this.subscription = host.store.onDidChange(() => this.changed.fire());
  }

  /** The definitions as far as they are approved: the others are held. */
  async asApproved(definitions: readonly ServerDefinition[]): Promise<readonly ServerDefinition[]> {
    const entries = await this.read(definitions);
    return entries.map((entry) => asApproved(entry, this.of(entry)));
  }

  /** What of them waits for a person. */
  async waiting(definitions: readonly ServerDefinition[]): Promise<readonly Waiting[]> {
    const entries = await this.read(definitions);
    return entries.flatMap((entry) => {
      const what = waitsFor(entry, this.of(entry));
      return what ? [{ ...entry, for: what }] : [];
    });
  }

  /** What was approved of an entry; it may have changed since. */
  approved(definition: ServerDefinition): Approval | undefined {
    const key = approvalKey(definition);
    return this.ofThisRun.get(key) ?? this.kept.get(key);
  }

  /** The person approves what they were shown. Entries that are something else by now are left out; gives how many those are. */
  async approve(definitions: readonly ServerDefinition[], shown: readonly Shown[]): Promise<number> {
    const waiting = await this.waiting(definitions);
    const same = waiting.filter((entry) =>
      shown.some(({ id, hash }) => id === entry.definition.id && hash === reviewHash(entry)),
    );
    await this.keep(same.map((entry) => [approvalKey(entry.definition), approvalOf(entry)]));
    return shown.length - same.length;
  }

  /** Somebody wrote these entries by a command of ours. They are approved as far as the file starts just what was meant. */
  async approveWritten(
    definitions: readonly ServerDefinition[],
    meant: readonly ServerDefinition[],
  ): Promise<void> {
    const entries = await this.read(definitions);
    const approvals = meant.flatMap((one) => {
      const entry = entries.find(({ definition }) => definition.name === one.name);
      const approval = entry && approvalOfWritten(entry, one);
      return approval ? [[approvalKey(entry.definition), approval] as const] : [];
    });
    await this.keep(approvals);
  }

  /** The person decided about one tool, and it is in the file by now. What else changed in its entry still waits. */
  async decided(definition: ServerDefinition, list: ToolList, tool: string): Promise<void> {
    const [entry] = await this.read([definition]);
    const key = approvalKey(definition);
    const ofThisRun = this.ofThisRun.get(key);
    const changed = ofThisRun && withDecision(ofThisRun, entry!, list, tool);
    if (changed) this.ofThisRun.set(key, changed);
    const kept = this.kept.get(key);
    const approval = kept && withDecision(kept, entry!, list, tool);
    if (approval) await this.keep([[key, approval]]);
    else this.changed.fire();
  }

  /** Whoever started this program approves these entries as they are now, for as long as it runs. */
  async approveForThisRun(definitions: readonly ServerDefinition[]): Promise<void> {
    for (const entry of await this.read(definitions))
      this.ofThisRun.set(approvalKey(entry.definition), approvalOf(entry));
  }

  /** Takes back what was approved: of these entries, or everything in all folders. */
  async reset(definitions?: readonly ServerDefinition[]): Promise<void> {
    const keys = definitions?.map(approvalKey);
    for (const key of keys ?? [undefined]) await this.host.store.forget(key);
    for (const approvals of [this.kept, this.ofThisRun])
      for (const key of keys ?? [...approvals.keys()]) approvals.delete(key);
    this.changed.fire();
  }

  /** Throws a `configuration` failure unless what is about to be launched is what was approved. */
  check(entry: Launchable): void {
    const { definition } = entry;
    if (waitsFor(entry, this.of(entry)) === 'launch')
      throw failure(
        'configuration',
        `'${definition.name}' cannot start: it has changed since it was approved.`,
        ['Review it and approve it again.'],
      );
  }

  dispose(): void {
    this.subscription.dispose();
    this.host.store.dispose();
    this.changed.dispose();
  }

  /** The approval that counts for an entry: the one under which nothing waits, if there is one. */
  private of(entry: Launchable): Approval | undefined {
    const key = approvalKey(entry.definition);
    const both = [this.ofThisRun.get(key), this.kept.get(key)].filter((one) => one !== undefined);
    const hash = launchHash(entry);
    const fitting = both.filter(({ launch }) => launch === hash);
    return fitting.find((one) => waitsFor(entry, one) === undefined) ?? fitting[0] ?? both[0];
  }

  /** The entries with what their files hold, and what was approved of them as it is kept now. */
  private async read(definitions: readonly ServerDefinition[]): Promise<readonly Launchable[]> {
    return Promise.all(
      definitions.map(async (definition) => {
        const key = approvalKey(definition);
        const [kept, envFile] = await Promise.all([
          this.host.store.get(key),
          envFileText(definition, this.host.scope),
        ]);
        if (kept) this.kept.set(key, kept);
        else this.kept.delete(key);
        return { definition, ...(envFile === undefined ? {} : { envFile }) };
      }),
    );
  }

  private async keep(approvals: readonly (readonly [key: string, approval: Approval])[]): Promise<void> {
    for (const [key, approval] of approvals) {
      this.kept.set(key, approval);
      try {
        await this.host.store.set(key, approval);
      } catch (error) {
        // The person has approved it: that this cannot be kept must not keep it from running now.
        this.ofThisRun.set(key, approval);
        this.host.warn(`The approval could not be saved, so it counts only for now: ${errorMessage(error)}`);
      }
    }
    this.changed.fire();
  }
}

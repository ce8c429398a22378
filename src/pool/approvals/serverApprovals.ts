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

/** What approvals need of their host. */
export interface ApprovalHost {
  readonly store: ApprovalStore;
  /** Where the variables in the path of an `envFile` come from. */
  readonly scope: PathScope;
  /** Called when an approval could not be saved: it then applies until this program ends. */
  readonly warn: (message: string) => void;
}

/** An entry that a person approves, as it was shown to them. */
export interface Shown {
  readonly id: string;
  /** The {@link reviewHash} of what was shown. */
  readonly hash: string;
}

/**
 * What a person approved: the one place that decides whether an entry may be launched, for windows, `serve` and `bridge`. What
 * is launched is checked once more right before, so that nothing runs that the person did not see.
 */
export class ServerApprovals implements Disposable {
  private readonly changed = new Emitter<void>();
  /** Fires when something was approved or an approval was reset, here or by another program. */
  readonly onDidChange = this.changed.event;
  private readonly kept = new Map<string, Approval>();
  /** The approvals that apply only until this program ends. */
  private readonly ofThisRun = new Map<string, Approval>();
  private readonly subscription: Disposable;

  constructor(private readonly host: ApprovalHost) {
    this.subscription = host.store.onDidChange(() => this.changed.fire());
  }

  /** The definitions as far as they are approved: the others are on hold. */
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

  /** The person approves what they were shown. Entries that have changed are skipped; returns how many. */
  async approve(definitions: readonly ServerDefinition[], shown: readonly Shown[]): Promise<number> {
    const waiting = await this.waiting(definitions);
    const same = waiting.filter((entry) =>
      shown.some(({ id, hash }) => id === entry.definition.id && hash === reviewHash(entry)),
    );
    await this.keep(same.map((entry) => [approvalKey(entry.definition), approvalOf(entry)]));
    return shown.length - same.length;
  }

  /** A person wrote these entries with one of our commands. They are approved as far as the file starts just what was meant. */
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

  /** Approves these entries as they are now, for as long as this program runs. */
  async approveForThisRun(definitions: readonly ServerDefinition[]): Promise<void> {
    for (const entry of await this.read(definitions))
      this.ofThisRun.set(approvalKey(entry.definition), approvalOf(entry));
  }

  /** Resets the approvals of these entries, or of everything in all folders. */
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

  /** The approval that applies to an entry: the one under which nothing waits, if any. */
  private of(entry: Launchable): Approval | undefined {
    const key = approvalKey(entry.definition);
    const both = [this.ofThisRun.get(key), this.kept.get(key)].filter((one) => one !== undefined);
    const hash = launchHash(entry);
    const fitting = both.filter(({ launch }) => launch === hash);
    return fitting.find((one) => waitsFor(entry, one) === undefined) ?? fitting[0] ?? both[0];
  }

  /** The entries with what their files hold, and their approvals as stored now. */
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
        // The person has approved it: a failure to save that must not keep it from running now.
        this.ofThisRun.set(key, approval);
        this.host.warn(`The approval could not be saved, so it applies only for now: ${errorMessage(error)}`);
      }
    }
    this.changed.fire();
  }
}

import { type FSWatcher, watch } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import * as vscode from 'vscode';
import { Debouncer } from '../../base/async';
import { DisposableStore } from '../../base/disposables';
import { errorMessage } from '../../base/failure';
import type { HttpLaunch, ServerDefinition } from '../../config/model/definition';
import type { AttachmentChange, Attachments } from '../../gateway/attach/attachments';
import type { GatewayRecord } from '../../gateway/attach/gatewayDiscovery';
import { settings } from '../ids';

/** A gateway is announced and withdrawn in several steps. In ms. */
const settleDelayMs = 100;

/**
 * Uses the servers of a gateway that another process, such as `mcp-pool serve`, runs for a configuration file of this window. While
 * none was ever announced on this machine, nothing of the gateway is loaded.
 */
export class AttachService implements vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new vscode.EventEmitter<AttachmentChange>());
  readonly onDidChange = this.changed.event;
  private readonly moved = this.store.add(new vscode.EventEmitter<void>());
  /** Fires when `reach` gives something else than before. */
  readonly onDidMove = this.moved.event;
  private readonly checking = this.store.add(new Debouncer(settleDelayMs, () => void this.check()));
  private attachments: Attachments | undefined;
  private making: Promise<Attachments> | undefined;
  private watching: Promise<string> | undefined;
  private watcher: FSWatcher | undefined;
  /** The files that were checked when their servers were first needed. */
  private readonly known = new Set<string>();

  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** The gateways that the window is attached to. */
  get gateways(): readonly GatewayRecord[] {
    return this.attachments?.gateways ?? [];
  }

  /** The token that a gateway which the window is attached to hands out. */
  async tokenOf(gateway: GatewayRecord): Promise<string> {
    return (await this.make()).tokenOf(gateway);
  }

  /** What lets the requests of an attached server through to its gateway. */
  readonly authorizerOf = (launch: HttpLaunch) => this.attachments?.authorizerOf(launch);

  /** The definitions that the pool gets. A file is attached automatically when its servers are first needed, if the setting says so. */
  readonly reach = async (definitions: readonly ServerDefinition[]): Promise<readonly ServerDefinition[]> => {
    const files = new Set(definitions.flatMap(({ source }) => source.file ?? []));
    const fresh = [...files].filter((file) => !this.known.has(file));
    for (const file of fresh) this.known.add(file);
    if (fresh.length > 0 && (await this.open())) {
      if (vscode.workspace.getConfiguration().get<boolean>(settings.gatewayAttach))
        await Promise.all(fresh.map((file) => this.attachments!.attach(file)));
      // A mere offer must not delay the servers.
      else this.checking.schedule();
    }
    return this.attachments?.reach(definitions) ?? definitions;
  };

  /** Attaches all files that can be; the pool then switches. */
  async attach(): Promise<readonly GatewayRecord[]> {
    await this.open();
    for (const file of this.known) await this.attachments?.attach(file);
    this.moved.fire();
    return this.gateways;
  }

  detach(): void {
    for (const { config } of this.gateways) this.attachments?.detach(config);
    this.moved.fire();
  }

  /** Something is wrong with a server: perhaps its gateway ended silently. */
  suspect(): void {
    if (this.gateways.length > 0) this.checking.schedule();
  }

  dispose(): void {
    this.watcher?.close();
    this.store.dispose();
  }

  /** Whether there is a gateway at all, with the code to use it. */
  private async open(): Promise<boolean> {
    if (this.attachments) return true;
    this.watching ??= this.watchFolder();
    const names = await readdir(await this.watching).catch(() => []);
    if (!names.some((name) => name.endsWith('.json'))) return false;
    this.attachments = await this.make();
    return true;
  }

  private make(): Promise<Attachments> {
    this.making ??= this.load();
    return this.making;
  }

  private async load(): Promise<Attachments> {
    const { Attachments } = await import('../../gateway/attach/attachments');
    const made = new Attachments((message) => this.log.warn(message));
    made.onDidChange((change) => {
      if (change.kind !== 'found') this.moved.fire();
      this.changed.fire(change);
    });
    return made;
  }

  private async watchFolder(): Promise<string> {
    const { statePaths } = await import('../../mcp/host/statePaths');
    const folder = statePaths().gateways;
    const fail = (error: unknown) =>
      this.log.warn(`Cannot watch for gateways of other programs: ${errorMessage(error)}`);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      this.watcher = watch(folder, { persistent: false }, () => this.checking.schedule()).on('error', fail);
    } catch (error) {
      fail(error);
    }
    return folder;
  }

  private async check(): Promise<void> {
    if (await this.open()) await this.attachments!.check([...this.known]);
  }
}

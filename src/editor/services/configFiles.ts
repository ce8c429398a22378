import * as vscode from 'vscode';
import { Debouncer } from '../../base/async';
import { DisposableStore } from '../../base/disposables';
import { Emitter } from '../../base/emitter';
import { errorMessage } from '../../base/failure';
import type { ToolList } from '../../config/edit/toolLists';
import type { InputDefinition, ServerDefinition } from '../../config/model/definition';
import type { ParsedConfig } from '../../config/parse/parseConfig';
import type { ConfigFollower } from '../../runtime/configFollower';
import { contextKeys, settings } from '../ids';
import type { ApprovalService } from './approvalService';
import type { ConfigLocations } from './configLocations';
import type { PoolService } from './poolService';

/** After a change on disk: editors and git write a file in several steps. In ms. */
const settleDelayMs = 100;

/** A configuration file as it was read. */
export interface ReadFile {
  readonly uri: vscode.Uri;
  /** Undefined when the file is gone. */
  readonly parsed: ParsedConfig | undefined;
}

/** Where servers run that another program has already started. */
export interface Attach {
  readonly onDidMove: vscode.Event<void>;
  readonly reach: (definitions: readonly ServerDefinition[]) => Promise<readonly ServerDefinition[]>;
}

/** Keeps the pool in step with the `mcp-config.yaml` of each workspace folder, as far as the person has approved it. */
export class ConfigFiles implements vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly parsedEmitter = this.store.add(new Emitter<ReadFile>());
  /** Fires when a file was read. */
  readonly onDidParse = this.parsedEmitter.event;
  private readonly appliedEmitter = this.store.add(new Emitter<void>());
  /** Fires when the pool has the servers of the files. */
  readonly onDidApply = this.appliedEmitter.event;
  private follower: ConfigFollower | undefined;
  private opening: Promise<ConfigFollower> | undefined;
  private readonly described = new Map<string, readonly InputDefinition[]>();
  private readonly reloading = this.store.add(new Debouncer(settleDelayMs, () => void this.reload()));
  private round = 0;

  constructor(
    private readonly pool: PoolService,
    readonly places: ConfigLocations,
    private readonly approvals: ApprovalService,
    private readonly attach: Attach,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const apply = () => void this.apply();
    this.store.add(places.onDidChange(() => this.reloading.schedule()));
    this.store.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.reloading.schedule()));
    this.store.add(approvals.onDidChange(apply));
    this.store.add(attach.onDidMove(apply));
    this.store.add(
      vscode.workspace.onDidChangeConfiguration((event) =>
        event.affectsConfiguration(settings.start) ? apply() : undefined,
      ),
    );
  }

  /** The definitions of all files as they are written, approved or not. */
  get written(): readonly ServerDefinition[] {
    return this.follower?.written ?? [];
  }

  /** The inputs that the files describe. */
  get inputs(): readonly { readonly file: string; readonly input: InputDefinition }[] {
    return [...this.described].flatMap(([key, inputs]) =>
      inputs.map((input) => ({ file: vscode.Uri.parse(key).fsPath, input })),
    );
  }

  /** Reads the text as the file of that address: for problems while it is typed. Changes no server. */
  async parse(uri: vscode.Uri, text: string): Promise<ParsedConfig> {
    const { parseConfig } = await import('../../config/parse/parseConfig');
    return parseConfig(text, { file: uri.fsPath, folder: this.places.folderOf(uri) });
  }

  /** Reads all files and updates the pool. Only what changed is touched. */
  async reload(): Promise<void> {
    const round = ++this.round;
    const files = await this.places.files();
    const read = await Promise.all(files.map((uri) => this.read(uri)));
    // A window without a file needs none of this.
    const follower = files.length > 0 || this.opening ? await this.open() : undefined;
    if (round !== this.round) return;
    const gone = follower?.names.filter((key) => !files.some((uri) => uri.toString() === key)) ?? [];
    for (const key of gone) {
      follower?.forget(key);
      this.described.delete(key);
      this.parsedEmitter.fire({ uri: vscode.Uri.parse(key), parsed: undefined });
    }
    for (const result of read) if (result?.parsed) this.take(follower!, result.uri, result.parsed);
    void vscode.commands.executeCommand('setContext', contextKeys.hasConfig, files.length > 0);
    await this.apply();
  }

  /**
   * Reads the files again after one of our commands wrote these entries. They are approved as far as the file starts just what was meant:
   * it may say more by now, or add something by its defaults.
   */
  async reloadWritten(uri: vscode.Uri, meant: readonly ServerDefinition[]): Promise<void> {
    const read = await this.read(uri);
    await this.approvals.approveWritten(read?.parsed?.definitions ?? [], meant);
    await this.reload();
  }

  /** Reads the files again after the person's decision about one tool was written. What else changed in its entry still waits. */
  async reloadDecided(uri: vscode.Uri, server: string, list: ToolList, tool: string): Promise<void> {
    const read = await this.read(uri);
    const definition = read?.parsed?.definitions.find(({ name }) => name === server);
    if (definition) await this.approvals.decided(definition, list, tool);
    await this.reload();
  }

  /** How many servers `mcp-pool bridge` would not start, as they are not approved. */
  async waitingElsewhere(): Promise<number> {
    return (await this.approvals.waiting(this.written, true)).length;
  }

  dispose(): void {
    this.store.dispose();
  }

  private async read(uri: vscode.Uri): Promise<ReadFile | undefined> {
    try {
      const bytes = await vscode.workspace.fs.readFile(uri);
      return { uri, parsed: await this.parse(uri, Buffer.from(bytes).toString('utf8')) };
    } catch (error) {
      this.log.error(`${uri.fsPath} cannot be read: ${errorMessage(error)}`);
      return undefined;
    }
  }

  private take(follower: ConfigFollower, uri: vscode.Uri, parsed: ParsedConfig): void {
    const key = uri.toString();
    if (parsed.usable) this.described.set(key, parsed.inputs);
    else if (follower.of(key)?.length)
      this.log.warn(`${uri.fsPath} has errors: the running servers stay unchanged.`);
    follower.take(key, parsed);
    this.parsedEmitter.fire({ uri, parsed });
  }

  /** Updates the pool to the files, as far as they are approved now. */
  private apply(): Promise<void> {
    return this.follower?.apply() ?? this.applyToPool([]);
  }

  private async applyToPool(definitions: readonly ServerDefinition[]): Promise<void> {
    // Without servers the pool need not be loaded at all.
    if (definitions.length > 0 || this.pool.servers.length > 0)
      await (await this.pool.open()).apply(definitions);
    void vscode.commands.executeCommand('setContext', contextKeys.serverCount, definitions.length);
    this.appliedEmitter.fire();
  }

  private open(): Promise<ConfigFollower> {
    this.opening ??= this.load();
    return this.opening;
  }

  private async load(): Promise<ConfigFollower> {
    const { ConfigFollower } = await import('../../runtime/configFollower');
    const { watchFile } = await import('./watchFile');
    const { pool, approvals, attach, log } = this;
    this.follower = this.store.add(
      new ConfigFollower({
        servers: () => pool.servers,
        // Nothing of an untrusted folder may start.
        reach: async (written) =>
          attach.reach(vscode.workspace.isTrusted ? await approvals.asApproved(written) : []),
        apply: (definitions) => this.applyToPool(definitions),
        watch: watchFile,
        scope: { ...pool.variables, env: process.env },
        onRestart: (file, servers) => {
          for (const server of servers) log.info(`'${pool.label(server)}' restarts: ${file} changed.`);
        },
        onError: (error) => log.error(errorMessage(error)),
      }),
    );
    return this.follower;
  }
}

import * as vscode from 'vscode';
import { Debouncer } from '../../base/async';
import { DisposableStore } from '../../base/disposables';
import { Emitter } from '../../base/events';
import { errorMessage } from '../../base/failure';
import type { ServerDefinition } from '../../config/definition';
import { keepLastGood } from '../../config/lastGood';
import type { ParsedConfig } from '../../config/parse';
import { loadEngine } from '../bundles';
import { configFileNames, contextKeys } from '../ids';
import type { PoolService } from '../poolService';

/** After a change on disk: editors and git write a file in several steps. In ms. */
const settleDelay = 100;

/** Keeps the pool what the `mcp-config.yaml` of each workspace folder says. */
export class ConfigFiles implements vscode.Disposable {
  private readonly store = new DisposableStore();
  private readonly parsedEmitter = new Emitter<{
    readonly uri: vscode.Uri;
    readonly parsed: ParsedConfig | undefined;
  }>();
  /** Fires when a file was read; without a result when it is gone. */
  readonly onDidParse = this.parsedEmitter.event;
  private readonly definitions = new Map<string, readonly ServerDefinition[]>();
  private readonly reloading = this.store.add(new Debouncer(settleDelay, () => void this.reload()));
  private round = 0;

  constructor(
    private readonly pool: PoolService,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const schedule = () => this.reloading.schedule();
    this.store.add(vscode.workspace.onDidChangeWorkspaceFolders(schedule));
    this.store.add(vscode.workspace.onDidGrantWorkspaceTrust(schedule));
    const watcher = this.store.add(vscode.workspace.createFileSystemWatcher(`**/mcp-config.{yaml,yml}`));
    const watched = (uri: vscode.Uri) => (this.isConfig(uri) ? schedule() : undefined);
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete])
      this.store.add(event(watched));
    // A save in this window is known at once; the watcher may take a second.
    this.store.add(vscode.workspace.onDidSaveTextDocument((document) => watched(document.uri)));
  }

  /** The configuration files there are, one for each folder that has one. */
  async files(): Promise<readonly vscode.Uri[]> {
    const found = await Promise.all(
      (vscode.workspace.workspaceFolders ?? []).map((folder) => fileIn(folder.uri)),
    );
    return found.filter((uri) => uri !== undefined);
  }

  /** Whether this is the configuration file of a workspace folder. */
  isConfig(uri: vscode.Uri): boolean {
    return (vscode.workspace.workspaceFolders ?? []).some((folder) =>
      configFileNames.some((name) => vscode.Uri.joinPath(folder.uri, name).toString() === uri.toString()),
    );
  }

  /** Reads the text as the file of that address: for problems while it is typed. Changes no server. */
  async parse(uri: vscode.Uri, text: string): Promise<ParsedConfig> {
    const { parseConfig } = await loadEngine();
    return parseConfig(text, { file: uri.fsPath, folder: vscode.Uri.joinPath(uri, '..').fsPath });
  }

  /** Reads all files and makes the pool what they say. Only what changed is touched. */
  async reload(): Promise<void> {
    const round = ++this.round;
    const files = await this.files();
    const read = await Promise.all(files.map((uri) => this.read(uri)));
    if (round !== this.round) return;
    const gone = [...this.definitions.keys()].filter((key) => !files.some((uri) => uri.toString() === key));
    for (const key of gone) {
      this.definitions.delete(key);
      this.parsedEmitter.fire({ uri: vscode.Uri.parse(key), parsed: undefined });
    }
    for (const result of read) if (result) this.take(result.uri, result.parsed);
    void vscode.commands.executeCommand('setContext', contextKeys.hasConfig, files.length > 0);
    await this.apply();
  }

  dispose(): void {
    this.store.dispose();
    this.parsedEmitter.dispose();
  }

  private async read(uri: vscode.Uri): Promise<{ uri: vscode.Uri; parsed: ParsedConfig } | undefined> {
    try {
      const bytes = await vscode.workspace.fs.readFile(uri);
      return { uri, parsed: await this.parse(uri, Buffer.from(bytes).toString('utf8')) };
    } catch (error) {
      this.log.error(`${uri.fsPath} cannot be read: ${errorMessage(error)}`);
      return undefined;
    }
  }

  private take(uri: vscode.Uri, parsed: ParsedConfig): void {
    const key = uri.toString();
    const before = this.definitions.get(key) ?? [];
    if (parsed.usable) this.definitions.set(key, keepLastGood(before, parsed.definitions));
    else {
      if (before.length > 0) this.log.warn(`${uri.fsPath} has errors: the running servers stay as they are.`);
      this.definitions.set(key, before);
    }
    this.parsedEmitter.fire({ uri, parsed });
  }

  private async apply(): Promise<void> {
    // Nothing of an untrusted folder may start.
    const all = vscode.workspace.isTrusted ? [...this.definitions.values()].flat() : [];
    // Without servers the pool need not be loaded at all.
    if (all.length > 0 || this.pool.servers.length > 0) await (await this.pool.open()).apply(all);
    void vscode.commands.executeCommand('setContext', contextKeys.serverCount, all.length);
  }
}

async function fileIn(folder: vscode.Uri): Promise<vscode.Uri | undefined> {
  for (const name of configFileNames) {
    const uri = vscode.Uri.joinPath(folder, name);
    const there = await vscode.workspace.fs.stat(uri).then(
      (stat) => (stat.type & vscode.FileType.File) !== 0,
      () => false,
    );
    if (there) return uri;
  }
  return undefined;
}

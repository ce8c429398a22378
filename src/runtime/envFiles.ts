import type { Disposable } from '../base/disposables';
import type { ServerDefinition } from '../config/model/definition';
import { envFileOf, type PathScope } from '../config/variables/envFile';
import type { Server } from '../mcp/server/server';

/** Calls back after each change of a file, until disposed. */
export type WatchFile = (file: string, onChange: () => void) => Disposable;

/** What following files with variables needs. */
export interface EnvFilesHost {
  readonly servers: () => readonly Server[];
  readonly watch: WatchFile;
  readonly scope?: PathScope;
  /** Updates the pool to what is approved now: servers that must be reviewed again are on hold then. Never rejects. */
  readonly applyAgain: () => Promise<void>;
  readonly onRestart: (file: string, servers: readonly Server[]) => void;
}

/** Restarts servers whose files with variables have changed. */
export class EnvFiles implements Disposable {
  private readonly watches = new Map<string, Disposable>();
  private disposed = false;

  constructor(private readonly host: EnvFilesHost) {}

  /** From now on the files of these definitions are watched, and no others. */
  watch(definitions: readonly ServerDefinition[]): void {
    if (this.disposed) return;
    const files = new Set(definitions.flatMap((definition) => envFileOf(definition, this.host.scope) ?? []));
    for (const [file, watch] of this.watches) {
      if (files.has(file)) continue;
      watch.dispose();
      this.watches.delete(file);
    }
    for (const file of files)
      if (!this.watches.has(file))
        this.watches.set(
          file,
          this.host.watch(file, () => void this.restart(file)),
        );
  }

  dispose(): void {
    this.disposed = true;
    for (const watch of this.watches.values()) watch.dispose();
    this.watches.clear();
  }

  private async restart(file: string): Promise<void> {
    await this.host.applyAgain();
    if (this.disposed) return;
    const concerned = this.users(file);
    if (concerned.length === 0) return;
    this.host.onRestart(file, concerned);
    // A failed start is the server's state.
    for (const server of concerned) server.restart().catch(() => undefined);
  }

  /** The servers that have to restart when a file has changed: those that use it and are not stopped on purpose. */
  private users(file: string): readonly Server[] {
    return this.host
      .servers()
      .filter(
        ({ definition, state }) => running.has(state.kind) && envFileOf(definition, this.host.scope) === file,
      );
  }
}

const running: ReadonlySet<string> = new Set(['ready', 'failed', 'waiting', 'starting']);

import { Sequencer } from '../base/async';
import type { Disposable } from '../base/disposables';
import type { ServerDefinition } from '../config/model/definition';
import { keepLastGood } from '../config/model/definitionDiff';
import type { ParsedConfig } from '../config/parse/parseConfig';
import type { PathScope } from '../config/variables/envFile';
import type { Server } from '../mcp/server/server';
import { EnvFiles, type WatchFile } from './envFiles';

/** What a follower needs of the program that it works for. */
export interface FollowerHost {
  /** The servers there are now. */
  readonly servers: () => readonly Server[];
  /** The definitions for the pool from those of the files: as far as they are approved, and where they run. */
  readonly reach: (written: readonly ServerDefinition[]) => Promise<readonly ServerDefinition[]>;
  /** Updates the pool to these definitions. */
  readonly apply: (definitions: readonly ServerDefinition[]) => Promise<void>;
  /** Watches a file with variables. */
  readonly watch: WatchFile;
  /** Where the variables in the path of an `envFile` come from. */
  readonly scope?: PathScope;
  /** Gets the servers that start again because their file with variables has changed. */
  readonly onRestart: (file: string, servers: readonly Server[]) => void;
  /** Gets why a change of a file with variables could not be applied. */
  readonly onError: (error: unknown) => void;
}

/**
 * Keeps a pool in step with its configuration files, until disposed: a file that cannot be used leaves its servers unchanged, so does
 * a broken entry, and a server whose `envFile` changed restarts. The caller reads the files and passes their content.
 */
export class ConfigFollower implements Disposable {
  private readonly files = new Map<string, readonly ServerDefinition[]>();
  private readonly turn = new Sequencer();
  private readonly envFiles: EnvFiles;
  private disposed = false;

  constructor(private readonly host: FollowerHost) {
    this.envFiles = new EnvFiles({
      ...host,
      // What a file with variables says is part of what was approved.
      applyAgain: () => this.apply().catch(host.onError),
    });
  }

  /** The files that were taken. */
  get names(): readonly string[] {
    return [...this.files.keys()];
  }

  /** The definitions of all files as they are written, approved or not. */
  get written(): readonly ServerDefinition[] {
    return [...this.files.values()].flat();
  }

  /** The definitions of one file; undefined before it was taken. */
  of(file: string): readonly ServerDefinition[] | undefined {
    return this.files.get(file);
  }

  /** Takes what a file says now. One that cannot be used leaves the servers unchanged. */
  take(file: string, { usable, definitions }: Pick<ParsedConfig, 'usable' | 'definitions'>): void {
    const before = this.files.get(file) ?? [];
    this.files.set(file, usable ? keepLastGood(before, definitions) : before);
  }

  /** The file is gone, and with it its servers. */
  forget(file: string): void {
    this.files.delete(file);
  }

  /** Updates the pool to the latest files. One after the other: an older state of the files must not come last. */
  apply(): Promise<void> {
    return this.turn.queue(async () => {
      if (this.disposed) return;
      const definitions = await this.host.reach(this.written);
      // What still waits for its turn must not start servers in a pool that is at its end.
      if (this.disposed) return;
      await this.host.apply(definitions);
      this.envFiles.watch(definitions);
    });
  }

  dispose(): void {
    this.disposed = true;
    this.envFiles.dispose();
  }
}

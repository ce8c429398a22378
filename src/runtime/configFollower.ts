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
  /** What the pool is to be when the files say this: as far as it is approved, and where it runs. */
  readonly reach: (written: readonly ServerDefinition[]) => Promise<readonly ServerDefinition[]>;
  /** Makes the pool that. */
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
 * Keeps a pool what its configuration files say, until disposed: a file that cannot be used leaves its servers as they are, so does
 * a broken entry, and a server whose `envFile` changed starts again. Who reads the files says what they hold.
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

  /** Takes what a file says now. One that cannot be used leaves the servers as they are. */
  take(file: string, { usable, definitions }: Pick<ParsedConfig, 'usable' | 'definitions'>): void {
    const before = this.files.get(file) ?? [];
    this.files.set(file, usable ? keepLastGood(before, definitions) : before);
  }

  /** The file is gone, and with it its servers. */
  forget(file: string): void {
    this.files.delete(file);
  }

  /** Makes the pool what the files said last. One after the other: an older state of the files must not come last. */
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

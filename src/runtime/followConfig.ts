import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Sequencer } from '../base/async';
import { type Disposable, DisposableStore, toDisposable } from '../base/disposables';
import { errorMessage } from '../base/failure';
import { quoted } from '../base/text';
import { reviewHash, type Waiting } from '../config/approval/approval';
import type { ServerDefinition } from '../config/model/definition';
import { problemLine } from '../config/model/definition';
import { type DefinitionDiff, diffDefinitions, keepLastGood } from '../config/model/definitionDiff';
import { FileWatch } from '../config/parse/fileWatch';
import { parseConfig } from '../config/parse/parseConfig';
import { envFileOf, type PathScope } from '../config/variables/envFile';
import type { Server } from '../mcp/server/server';
import type { ServerApprovals } from '../pool/approvals/serverApprovals';
import type { Pool } from '../pool/pool';

/** Who is told what becomes of changes of the file, each as one line. */
export interface ConfigListener {
  readonly onChanged: (line: string) => void;
  /** The file, or an entry of it, cannot be used: what runs stays as it is. */
  readonly onProblem: (line: string) => void;
  /** What waits for a person has changed. */
  readonly onWaiting?: (waiting: readonly Waiting[]) => void;
}

/** What is followed. */
export interface FollowedConfig {
  readonly pool: Pick<Pool, 'servers' | 'apply'>;
  readonly file: string;
  /** What the file said a moment ago: the pool is that already, as far as it is approved. */
  readonly written: readonly ServerDefinition[];
  /** What of the file may run; all of it when left out. */
  readonly approvals?: Pick<ServerApprovals, 'asApproved' | 'waiting' | 'onDidChange'>;
}

/**
 * Keeps a pool what its configuration file says and a person approved of it, until disposed: only what changed is touched, a file that
 * cannot be used leaves the pool as it is, and a server whose `envFile` changed starts anew.
 */
export function followConfig(
  { pool, file, approvals, ...at }: FollowedConfig,
  listener: ConfigListener,
): Disposable {
  const store = new DisposableStore();
  const turn = new Sequencer();
  let { written } = at;
  let first = true;
  let over = false;
  let told = '';
  const apply = async () => {
    if (over) return;
    const before = pool.servers.map(({ definition }) => definition);
    const approved = approvals ? await approvals.asApproved(written) : written;
    if (over) return;
    const line = changesLine(diffDefinitions(before, approved));
    if (line) listener.onChanged(`${shown(file)}: ${line}.`);
    await pool.apply(approved);
    envFiles.watch(written);
    const waiting = (await approvals?.waiting(written)) ?? [];
    const cause = JSON.stringify(waiting.map((one) => [reviewHash(one), one.for]));
    if (cause !== told && (waiting.length > 0 || told !== '')) listener.onWaiting?.(waiting);
    told = cause;
  };
  const follow = async (text: string | undefined) => {
    const now = over ? undefined : definitionsOf(file, text, written, listener.onProblem, first);
    first = false;
    if (!now) return;
    written = now;
    await apply();
  };
  const fail = (error: unknown) =>
    listener.onProblem(`${shown(file)} was not taken over: ${errorMessage(error)}`);
  // What a file with variables says is part of what was approved.
  const envFiles = store.add(new EnvFiles(pool, listener, () => turn.queue(apply).catch(fail)));
  store.add(new FileWatch(file, (text) => void turn.queue(() => follow(text)).catch(fail)));
  if (approvals) store.add(approvals.onDidChange(() => void turn.queue(apply).catch(fail)));
  // What still waits for its turn must not start servers in a pool that is at its end.
  store.add(
    toDisposable(() => {
      over = true;
    }),
  );
  return store;
}

/** What the pool is to be; undefined when it stays as it is. */
function definitionsOf(
  file: string,
  text: string | undefined,
  before: readonly ServerDefinition[],
  onProblem: (line: string) => void,
  first: boolean,
): readonly ServerDefinition[] | undefined {
  const stays = 'The running servers stay as they are.';
  if (text === undefined) {
    onProblem(`${shown(file)} is gone or cannot be read. ${stays}`);
    return undefined;
  }
  const { usable, definitions, problems } = parseConfig(text, { file, folder: path.dirname(file) });
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (!usable) {
    const why = errors[0] ? problemLine(shown(file), errors[0]) : `${shown(file)} cannot be used.`;
    onProblem(`${why} ${stays}`);
    return undefined;
  }
  const now = keepLastGood(before, definitions);
  // What is wrong in the file as it was when the pool was made has been told.
  if (!first || !isDeepStrictEqual(before, now))
    for (const problem of errors) onProblem(problemLine(shown(file), problem));
  return now;
}

function changesLine({ added, removed, relaunched }: DefinitionDiff): string {
  return Object.entries({ added, removed, changed: relaunched })
    .flatMap(([what, all]) => (all.length > 0 ? [`${what} ${quoted(all.map(({ name }) => name))}`] : []))
    .join(', ');
}

/** As it is seen from where we are. */
function shown(file: string): string {
  return path.relative('', file);
}

/** Starts servers anew whose files with variables have changed. */
class EnvFiles implements Disposable {
  private readonly watches = new Map<string, Disposable>();

  constructor(
    private readonly pool: Pick<Pool, 'servers'>,
    private readonly listener: ConfigListener,
    private readonly applyAgain: () => Promise<void>,
  ) {}

  /** From now on the files of these definitions are watched, and no others. */
  watch(definitions: readonly ServerDefinition[]): void {
    const files = new Set(definitions.flatMap((definition) => envFileOf(definition) ?? []));
    for (const [file, watch] of this.watches) {
      if (files.has(file)) continue;
      watch.dispose();
      this.watches.delete(file);
    }
    for (const file of files) if (!this.watches.has(file)) this.watches.set(file, this.follow(file));
  }

  dispose(): void {
    for (const watch of this.watches.values()) watch.dispose();
    this.watches.clear();
  }

  private follow(file: string): Disposable {
    let first = true;
    return new FileWatch(file, () => {
      // Its servers have just been started with this.
      if (!first) void this.restart(file);
      first = false;
    });
  }

  private async restart(file: string): Promise<void> {
    await this.applyAgain();
    const concerned = envFileUsers(this.pool.servers, file);
    if (concerned.length === 0) return;
    this.listener.onChanged(`${shown(file)}: changed ${quoted(concerned.map(({ name }) => name))}.`);
    // A failed start is the server's state.
    for (const server of concerned) server.restart().catch(() => undefined);
  }
}

const running: ReadonlySet<string> = new Set(['ready', 'failed', 'waiting', 'starting']);

/** The servers that have to start anew when this file with variables has changed: those that use it, and do not rest on purpose. */
export function envFileUsers(servers: readonly Server[], file: string, scope?: PathScope): readonly Server[] {
  return servers.filter(
    ({ definition, state }) => running.has(state.kind) && envFileOf(definition, scope) === file,
  );
}

import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Disposable, DisposableStore } from '../base/disposables';
import { errorMessage } from '../base/failure';
import { quoted } from '../base/text';
import { reviewHash, type Waiting } from '../config/approval/approval';
import type { ServerDefinition } from '../config/model/definition';
import { problemLine } from '../config/model/definition';
import { type DefinitionDiff, diffDefinitions } from '../config/model/definitionDiff';
import { FileWatch } from '../config/parse/fileWatch';
import { parseConfig } from '../config/parse/parseConfig';
import type { ServerApprovals } from '../pool/approvals/serverApprovals';
import type { Pool } from '../pool/pool';
import { ConfigFollower } from './configFollower';

/** Receives the effects of changes of the file, each as one line. */
export interface ConfigListener {
  readonly onChanged: (line: string) => void;
  /** The file, or an entry of it, cannot be used: what runs stays unchanged. */
  readonly onProblem: (line: string) => void;
  /** What waits for a person has changed. */
  readonly onWaiting?: (waiting: readonly Waiting[]) => void;
}

/** What is followed. */
export interface FollowedConfig {
  readonly pool: Pick<Pool, 'servers' | 'apply'>;
  readonly file: string;
  /** The file as read a moment ago: the pool already matches it, as far as it is approved. */
  readonly written: readonly ServerDefinition[];
  /** The part of the file that may run. Default: all of it. */
  readonly approvals?: Pick<ServerApprovals, 'asApproved' | 'waiting' | 'onDidChange'>;
}

/**
 * Keeps a pool in step with its configuration file, as far as a person approved it, until disposed: only what changed is touched,
 * a file that cannot be used leaves the pool unchanged, and a server whose `envFile` changed restarts.
 */
export function followConfig(
  { pool, file, approvals, written }: FollowedConfig,
  listener: ConfigListener,
): Disposable {
  const store = new DisposableStore();
  const fail = (error: unknown) =>
    listener.onProblem(`${shown(file)} was not applied: ${errorMessage(error)}`);
  let first = true;
  let told = '';
  const follower = store.add(
    new ConfigFollower({
      servers: () => pool.servers,
      reach: async (definitions) => (await approvals?.asApproved(definitions)) ?? definitions,
      apply: async (definitions) => {
        const before = pool.servers.map(({ definition }) => definition);
        const line = changesLine(diffDefinitions(before, definitions));
        if (line) listener.onChanged(`${shown(file)}: ${line}.`);
        await pool.apply(definitions);
        const waiting = (await approvals?.waiting(follower.written)) ?? [];
        const cause = JSON.stringify(waiting.map((one) => [reviewHash(one), one.for]));
        if (cause !== told && (waiting.length > 0 || told !== '')) listener.onWaiting?.(waiting);
        told = cause;
      },
      watch: watchChanges,
      onRestart: (envFile, servers) =>
        listener.onChanged(`${shown(envFile)}: changed ${quoted(servers.map(({ name }) => name))}.`),
      onError: fail,
    }),
  );
  follower.take(file, { usable: true, definitions: written });
  const follow = async (text: string | undefined) => {
    const taken = take(follower, file, text, listener.onProblem, first);
    first = false;
    if (taken) await follower.apply();
  };
  store.add(new FileWatch(file, (text) => void follow(text).catch(fail)));
  if (approvals) store.add(approvals.onDidChange(() => void follower.apply().catch(fail)));
  return store;
}

/** Applies the current file; false when the pool stays unchanged. */
function take(
  follower: ConfigFollower,
  file: string,
  text: string | undefined,
  onProblem: (line: string) => void,
  first: boolean,
): boolean {
  const stays = 'The running servers stay unchanged.';
  if (text === undefined) {
    onProblem(`${shown(file)} is gone or cannot be read. ${stays}`);
    return false;
  }
  const parsed = parseConfig(text, { file, folder: path.dirname(file) });
  const errors = parsed.problems.filter(({ severity }) => severity === 'error');
  if (!parsed.usable) {
    const why = errors[0] ? problemLine(shown(file), errors[0]) : `${shown(file)} cannot be used.`;
    onProblem(`${why} ${stays}`);
    return false;
  }
  const before = follower.written;
  follower.take(file, parsed);
  // The problems of the file from when the pool was made have already been reported.
  if (!first || !isDeepStrictEqual(before, follower.written))
    for (const problem of errors) onProblem(problemLine(shown(file), problem));
  return true;
}

/** Calls back when a file has changed, but not for its initial content: its servers have just been started with that. */
function watchChanges(file: string, onChange: () => void): Disposable {
  let first = true;
  return new FileWatch(file, () => {
    if (!first) onChange();
    first = false;
  });
}

function changesLine({ added, removed, relaunched }: DefinitionDiff): string {
  return Object.entries({ added, removed, changed: relaunched })
    .flatMap(([what, all]) => (all.length > 0 ? [`${what} ${quoted(all.map(({ name }) => name))}`] : []))
    .join(', ');
}

/** A path relative to the working directory. */
function shown(file: string): string {
  return path.relative('', file);
}

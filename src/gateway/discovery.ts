import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { hashed } from '../mcp/auth/fileLock';
import { stateFolder } from '../mcp/stateFolder';
import { writePrivate } from './token';

/** What tells other programs of the user of a running gateway. */
export interface Announcement {
  /** Without a path: `http://127.0.0.1:7411`. */
  readonly url: string;
  /** The file that holds its token. */
  readonly tokenFile: string;
  readonly pid: number;
  /** What `GET /health` says of itself, so that nobody else who has the port now is taken for it. */
  readonly instance: string;
  /** In ms since 1970. */
  readonly startedAt: number;
  /** Absolute path of the configuration file that its pool is of. */
  readonly config: string;
  readonly version: string;
}

/** The folder that tells of the running gateways of this user. */
export function gatewaysFolder(env: NodeJS.ProcessEnv = process.env): string {
  return path.join(stateFolder(env), 'gateways');
}

/** Tells of a gateway; the latest of one configuration file is the one that is found. Gives back what takes that back. */
export async function announce(folder: string, announcement: Announcement): Promise<() => Promise<void>> {
  const file = fileOf(folder, announcement.config);
  await sweep(folder);
  await writePrivate(file, `${JSON.stringify(announcement, undefined, 2)}\n`);
  return async () => {
    const now = await read(file);
    // Another gateway may have taken its place.
    if (now?.pid === announcement.pid && now.url === announcement.url) await rm(file, { force: true });
  };
}

/** The running gateway of a configuration file; one whose process is gone is cleaned up and not found. */
export async function find(config: string, folder = gatewaysFolder()): Promise<Announcement | undefined> {
  const file = fileOf(folder, config);
  const known = await read(file);
  if (!known) return undefined;
  if (isAlive(known.pid)) return known;
  await forget(file, known);
  return undefined;
}

/** Removes what gateways left behind that could not end in order. */
async function sweep(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const owner = /-(\d+)-\d+\.token$/.exec(name)?.[1];
    if (owner && !isAlive(Number(owner))) await rm(path.join(folder, name), { force: true });
    if (!name.endsWith('.json')) continue;
    const file = path.join(folder, name);
    const known = await read(file);
    if (known && !isAlive(known.pid)) await forget(file, known);
  }
}

async function forget(file: string, { tokenFile }: Announcement): Promise<void> {
  await rm(file, { force: true });
  // A token that a person keeps elsewhere is theirs.
  if (path.dirname(tokenFile) === path.dirname(file)) await rm(tokenFile, { force: true });
}

async function read(file: string): Promise<Announcement | undefined> {
  try {
    const known = JSON.parse(await readFile(file, 'utf8')) as Partial<Announcement>;
    const whole =
      typeof known.url === 'string' &&
      typeof known.tokenFile === 'string' &&
      typeof known.pid === 'number' &&
      typeof known.instance === 'string';
    return whole ? (known as Announcement) : undefined;
  } catch {
    return undefined;
  }
}

function fileOf(folder: string, config: string): string {
  return path.join(folder, `${hashed(path.resolve(config))}.json`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

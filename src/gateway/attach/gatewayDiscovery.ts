import { open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { writePrivate } from '../../base/files';
import { hashed } from '../../mcp/auth/storage/fileLock';
import { type ProcessHost, processHost } from '../../mcp/host/processHost';
import { statePaths } from '../../mcp/host/statePaths';
import { isOwnProcess, startOf } from '../../mcp/stdio/processStart';

/** The announcement of a running gateway to other programs of the user. */
export interface GatewayRecord extends ProcessHost {
  /** Without a path: `http://127.0.0.1:7411`. */
  readonly url: string;
  /** The file with the token for other programs. */
  readonly tokenFile: string;
  /** The file with the token of our own programs, which the gateway proves to know before it receives it. */
  readonly ownerFile: string;
  readonly pid: number;
  /** When its process started, as the system reports it; undefined where that is not available at once. */
  readonly started?: string;
  /** The gateway in `GET /health`, for requests with a token. */
  readonly instance: string;
  /** In ms since 1970. */
  readonly startedAt: number;
  /** Absolute path of the configuration file that its pool is of. */
  readonly config: string;
  readonly version: string;
}

/** The file of a secret of a gateway of this process. Its name shows the owner, for the cleanup. */
export function secretFile(folder: string, config: string, kind: 'token' | 'owner'): string {
  const { host } = processHost();
  return path.join(folder, `${path.basename(config)}-${host}-${process.pid}-${Date.now()}.${kind}`);
}

/** Announces a gateway; the latest of one configuration file on one host is found. Returns what withdraws it. */
export async function publishGateway(
  folder: string,
  gateway: Omit<GatewayRecord, keyof ProcessHost | 'started'>,
): Promise<() => Promise<void>> {
  const file = fileOf(folder, gateway.config);
  const announcement: GatewayRecord = { ...gateway, started: startOf(gateway.pid), ...processHost() };
  await sweep(folder);
  await writePrivate(file, `${JSON.stringify(announcement, undefined, 2)}\n`);
  return async () => {
    const now = await read(file);
    // Another gateway may have taken its place.
    if (now?.pid === gateway.pid && now.url === gateway.url) await rm(file, { force: true });
  };
}

/** The running gateway of a configuration file on this host; one whose process is gone is cleaned up and not found. */
export async function findGatewayRecord(
  config: string,
  folder = statePaths().gateways,
): Promise<GatewayRecord | undefined> {
  const file = fileOf(folder, config);
  const known = await read(file);
  if (!known || !isOfThisHost(known)) return undefined;
  if (isRunning(known)) return known;
  await forget(file, known);
  return undefined;
}

/** Removes the files of gateways of this host that crashed. */
async function sweep(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const [, host, owner] = /-([\da-f]{16})-(\d+)-\d+\.(?:token|owner)$/.exec(name) ?? [];
    if (host === processHost().host && !isOwnProcess(Number(owner)))
      await rm(path.join(folder, name), { force: true });
    if (!name.endsWith('.json')) continue;
    const file = path.join(folder, name);
    const known = await read(file);
    if (known && isOfThisHost(known) && !isRunning(known)) await forget(file, known);
  }
}

/** Whether this host can judge it: on others, its process id and its address mean something else. */
function isOfThisHost({ host }: GatewayRecord): boolean {
  return host === processHost().host;
}

/** Whether its process is still there. Process ids are reused, so its start has to be the same. */
function isRunning({ pid, started, boot }: GatewayRecord): boolean {
  if (boot !== processHost().boot || !isOwnProcess(pid)) return false;
  return started === startOf(pid);
}

async function forget(file: string, { tokenFile, ownerFile }: GatewayRecord): Promise<void> {
  await rm(file, { force: true });
  // A token file that a person keeps elsewhere stays.
  for (const secret of [tokenFile, ownerFile])
    if (path.dirname(secret) === path.dirname(file)) await rm(secret, { force: true });
}

async function read(file: string): Promise<GatewayRecord | undefined> {
  try {
    const known = JSON.parse(await readOwn(file)) as Partial<GatewayRecord>;
    const texts = [known.url, known.tokenFile, known.ownerFile, known.instance, known.host, known.boot];
    const whole = texts.every((text) => typeof text === 'string') && typeof known.pid === 'number';
    return whole ? (known as GatewayRecord) : undefined;
  } catch {
    return undefined;
  }
}

/** The text of a file that this user has written: one of another user would mislead us. */
async function readOwn(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { uid } = await handle.stat();
    if (process.getuid && uid !== process.getuid()) throw new Error('not ours');
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

/** Hosts that share the folder do not overwrite each other's. */
function fileOf(folder: string, config: string): string {
  return path.join(folder, `${hashed(`${processHost().host} ${path.resolve(config)}`)}.json`);
}

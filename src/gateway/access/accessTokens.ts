import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { failure } from '../../base/failure';
import { writePrivate } from '../../base/files';

/** A token shorter than this could be guessed. */
const shortest = 32;

/** Whose token a request brought: that of our own programs, the one that is handed out to others, or none that counts. */
export type Holder = 'owner' | 'guest' | 'nobody';

/** The two tokens of a gateway. Only with the owner's may a program say that a person made a call. */
export class Tokens {
  /** Our own programs read it in a file; nobody hands it on. New with each gateway. */
  readonly owner = newToken();
  private handed: string;

  constructor(handedOut = newToken()) {
    this.handed = handedOut;
  }

  /** What assistants, scripts and other programs are given. */
  get handedOut(): string {
    return this.handed;
  }

  /** From now on another token is handed out, and the one before lets nobody in. */
  renew(): void {
    this.handed = newToken();
  }

  /** Whose token it is; takes the same time whichever it is. */
  holderOf(given: string): Holder {
    const [owner, guest] = [isToken(given, this.owner), isToken(given, this.handed)];
    return owner ? 'owner' : guest ? 'guest' : 'nobody';
  }
}

/** A new token: 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether what a request brought is the token; takes the same time whatever is wrong with it. */
export function isToken(given: string, token: string): boolean {
  return timingSafeEqual(digest(given), digest(token));
}

/** Reads the token that is kept in a file, or undefined when there is no such file. */
export async function readToken(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw failure('usage', `The token file '${file}' cannot be read (${error.code}).`);
  });
  const token = text?.trim();
  if (!token) return undefined;
  if (token.length < shortest || /[^\x21-\x7e]/.test(token)) {
    const message = `The token in '${file}' is too short or has characters that a header cannot hold.`;
    throw failure('usage', message, ['Delete the file: a new token is then written there.']);
  }
  if (process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0)
    throw failure('usage', `Others than you can read the token file '${file}'.`, [`Run chmod 600 ${file}`]);
  return token;
}

/** Writes the token to a file that only the user can read, at once and whole. */
export async function writeToken(file: string, token: string): Promise<void> {
  await writePrivate(file, `${token}\n`);
}

/** Hashes are of one length, which comparing in constant time needs. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

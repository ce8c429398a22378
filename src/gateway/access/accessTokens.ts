import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { failure } from '../../base/failure';
import { writePrivate } from '../../base/files';

/** A token shorter than this could be guessed. */
const shortest = 32;

/** Whose token a request has: that of our own programs, the one for others, or no valid one. */
export type Holder = 'owner' | 'guest' | 'nobody';

/** The two tokens of a gateway. Only the owner's token lets a program declare that a person made a call. */
export class Tokens {
  /** Our own programs read it from a file; it is never passed on. New with each gateway. */
  readonly owner = newToken();
  private handed: string;

  constructor(handedOut = newToken()) {
    this.handed = handedOut;
  }

  /** The token for assistants, scripts and other programs. */
  get handedOut(): string {
    return this.handed;
  }

  /** Renews the token for others; the previous one is no longer valid. */
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

/** Whether a request has the token; takes the same time whatever is wrong with it. */
export function isToken(given: string, token: string): boolean {
  return timingSafeEqual(digest(given), digest(token));
}

/** Reads the token from a file, or undefined when there is no such file. */
export async function readToken(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw failure('usage', `The token file '${file}' cannot be read (${error.code}).`);
  });
  const token = text?.trim();
  if (!token) return undefined;
  if (token.length < shortest || /[^\x21-\x7e]/.test(token)) {
    const message = `The token in '${file}' is too short or contains characters that a header cannot have.`;
    throw failure('usage', message, ['Delete the file. A new token is then written there.']);
  }
  if (process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0)
    throw failure('usage', `Other users can read the token file '${file}'.`, [`Run chmod 600 ${file}`]);
  return token;
}

/** Writes the token to a file that only the user can read, atomically. */
export async function writeToken(file: string, token: string): Promise<void> {
  await writePrivate(file, `${token}\n`);
}

/** Hashes are of one length, which comparing in constant time needs. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

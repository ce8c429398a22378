import { writtenForms } from './writtenForms';

/** The mask in place of a secret. */
export const mask = '•••';

/** The shortest value to hide: hiding every "1" or "yes" would make logs unreadable and protect nothing. */
const shortest = 4;
/** How much of the beginning of a secret distinguishes it from other words where a text was cut off. */
const shortestPart = 6;
/** How many cut marks in a text are checked, the last ones. */
const mostCuts = 40;

/** Hides secret values in text, in all forms in which they are written. */
export class Redactor {
  private readonly known: readonly string[];
  private readonly forms: readonly string[];
  /** The forms of changing secrets, as last requested. */
  private latest: { readonly values: readonly string[]; readonly forms: readonly string[] } = {
    values: [],
    forms: [],
  };

  /** `more` returns changing secrets, such as tokens. */
  constructor(
    secrets: Iterable<string>,
    private readonly more: () => Iterable<string> = () => [],
  ) {
    this.known = [...new Set(secrets)];
    this.forms = formsOf(this.known);
  }

  redact(text: string): string {
    const { values, forms } = this.upToDate();
    let clean = text;
    for (const form of forms) if (clean.includes(form)) clean = clean.replaceAll(form, mask);
    return withoutParts(clean, values);
  }

  private upToDate() {
    const more = [...this.more()];
    if (more.length === 0) return { values: this.known, forms: this.forms };
    const values = [...this.known, ...more];
    const { latest } = this;
    if (
      values.length !== latest.values.length ||
      values.some((value, index) => value !== latest.values[index])
    )
      this.latest = { values, forms: formsOf(values) };
    return this.latest;
  }
}

/** Longest first, so that a secret that contains another is hidden in full. */
function formsOf(secrets: readonly string[]): string[] {
  const unique = new Set(secrets.flatMap((secret) => writtenForms(secret, shortest)));
  return [...unique].sort((a, b) => b.length - a.length);
}

/** Texts are cut at some length before they come here: the beginning of a secret at the end of a line or before '…' is hidden as well. */
function withoutParts(text: string, secrets: readonly string[]): string {
  const cuts = [...text.matchAll(/…|$/gm)].slice(-mostCuts).map(({ index }) => index);
  let clean = text;
  for (const cut of cuts.reverse()) {
    const before = clean.slice(0, cut);
    const part = Math.max(0, ...secrets.map((secret) => beginningAtEnd(before, secret)));
    if (part > 0) clean = before.slice(0, cut - part) + mask + clean.slice(cut);
  }
  return clean;
}

/** How much of the beginning of the secret the text ends with; 0 when too little to be sure. */
function beginningAtEnd(text: string, secret: string): number {
  const last = text.at(-1);
  for (let length = Math.min(secret.length - 1, text.length); length >= shortestPart; length--)
    if (secret[length - 1] === last && text.endsWith(secret.slice(0, length))) return length;
  return 0;
}

const secretName =
  /(?:^|[_\-.])(?:pass|passwd|password|passphrase|passcode|pwd|secret|token|pat|jwt|key|apikey|credentials?|auth|authorization|cookie|session|webhook|dsn|connection_?string)(?:$|[_\-.])|(?:api|access|private|secret)key|token$|secret$|password$|^(?:proxy-)?authorization$/i;

/** Whether a variable, header, option or argument of this name usually holds a secret. */
export function looksSecret(name: string): boolean {
  return secretName.test(name);
}

/** Whether a value has the look of a secret whatever its name: long, of mixed characters, no path, URL or plain words. */
export function valueLooksSecret(value: string): boolean {
  if (value.length < 12 || /[\s\\]/.test(value) || /^[\d.:,-]+$/.test(value)) return false;
  if (value.includes('/')) return isBase64(value);
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(value)).length;
  return kinds >= 3 || (value.length >= 20 && kinds >= 2 && /\d/.test(value));
}

/** Whether a text with slashes is base64 rather than a path or an address: those have words between their slashes. */
function isBase64(value: string): boolean {
  if (value.length < 20 || !/^[A-Za-z\d+/]+={0,2}$/.test(value) || value.includes('//')) return false;
  if (![/[a-z]/, /[A-Z]/, /\d/].every((kind) => kind.test(value))) return false;
  const [least, most] = value.startsWith('/') ? [16, 2.5] : [8, 3];
  return value.split(/[/=]+/).some((part) => part.length >= least && lengthOfWords(part) < most);
}

/** How long the words are, on average, that a text without spaces consists of: of random letters they are short. */
function lengthOfWords(text: string): number {
  const words = text.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|\+/g) ?? [];
  return text.length / Math.max(1, words.length);
}

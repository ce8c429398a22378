import { looksSecret, mask, Redactor, valueLooksSecret } from '../../base/redaction';
import { shown } from '../../base/text';

/** A stretch of a text that is a secret, and what to call it. */
export interface PlainSecret {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  /** A placeholder for a secret that the person has yet to enter, such as `<your token>`. */
  readonly placeholder: boolean;
}

const scheme = /^(?:Bearer|Basic|Token|Key|ApiKey|Api-Key|Digest)\s+/i;
const reference = /\$\{[^}]*\}/;
const placeholder =
  /^<[^<>]*>$|^\[[^[\]]*\]$|^\{\{?[^{}]*\}?\}$|^(?:put|insert|enter|paste|replace|add)?[-_ ]?(?:your|my)[-_ A-Z].*$|^(?:x{3,}|\*{3,}|\.{3,}|…)$|^(?:sk|ghp|pk|key)[-_](?:\.{3}|…|x{3,}).*$|^[a-z]{2,6}[-_](?:your|my)[-_].*$|^change[-_]?me$|^todo$/i;
/** Names of locations: a path or an address there is not a secret. */
const placeName = /(?:credentials|file|path|dir|home|sock|ur[li]|endpoint|host|issuer|domain)$/i;
const filePath =
  /^(?:~|\.{0,2}[\\/]|[A-Za-z]:[\\/]).*\.(?:pem|key|crt|cer|p8|p12|pfx|json|ya?ml|toml|env|txt)$/;
const tokenShape =
  /^(?:sk-|sk_|pk_|rk_|ghp_|gho_|ghu_|ghs_|github_pat_|glpat-|xox[abeoprs]-|AKIA|AIza|ya29\.|hf_|npm_|sbp_|figd_|lin_api_|ntn_|tvly-|fc-|eyJ[\w-]+\.eyJ)[\w.-]{12,}/;

/** The secrets in the value of a variable or header: most often the whole of it. */
export function secretsInValue(name: string, value: string): readonly PlainSecret[] {
  const whole = secretByName(name, value);
  if (whole) return [whole];
  const inside = [secretsInUrl(value), embeddedSecrets(value)].find((found) => found.length > 0);
  if (inside) return inside;
  const isSecret = !reference.test(value) && valueLooksSecret(value) && !isWords(value);
  return isSecret ? [{ start: 0, end: value.length, name, placeholder: false }] : [];
}

/** The whole value, when the name or the scheme before it identifies it. */
function secretByName(name: string, value: string): PlainSecret | undefined {
  const start = scheme.exec(value)?.[0].length ?? 0;
  const bare = value.slice(start);
  if (bare.trim() === '' || reference.test(value)) return undefined;
  const isSecret = looksSecret(name)
    ? !isHarmless(bare) && !isPlace(name, bare)
    : start > 0 && /^\S{4,}$/.test(bare);
  return isSecret ? { start, end: value.length, name, placeholder: placeholder.test(bare) } : undefined;
}

/** Secrets inside a text: headers as JSON, connection strings, a token among other words. */
function embeddedSecrets(text: string): readonly PlainSecret[] {
  const found: PlainSecret[] = [];
  const add = (name: string, start: number, value: string) => {
    const end = start + value.length;
    const isNew = found.every((other) => end <= other.start || start >= other.end);
    if (isNew && !reference.test(value))
      found.push({ start, end, name, placeholder: placeholder.test(value) });
  };
  for (const match of text.matchAll(/\b(?:Bearer\s+|(?:Basic|Token)\s+(?=\S{12}))([^\s"'`,;]{4,})/g))
    add('Authorization', match.index + match[0].length - match[1]!.length, match[1]!);
  for (const { 0: pair, 1: name, 2: value, index } of text.matchAll(/"([\w-]+)"\s*:\s*"([^"\\]+)"/g))
    if (looksSecret(name!) && !isHarmless(value!) && !scheme.test(value!))
      add(name!, index + pair.length - 1 - value!.length, value!);
  for (const { 0: pair, 1: name, 2: value, index } of text.matchAll(/(?<![\w-])([\w-]+)=([^;&,\s"']+)/g))
    if (looksSecret(name!) && !isHarmless(value!)) add(name!, index + pair.length - value!.length, value!);
  for (const { 0: word, index } of text.matchAll(/[\w.-]+/g))
    if (tokenShape.test(word)) add('token', index, word);
  return found;
}

/** The secrets in an address: a password, values of its query and long random parts of its path. */
export function secretsInUrl(text: string): readonly PlainSecret[] {
  const match = /^([a-z][\w+.-]*:\/\/)(?:([^/?#@]*)@)?([^/?#]*)([^?#]*)(?:\?([^#]*))?/di.exec(text);
  if (!match) return [];
  const found: PlainSecret[] = [];
  const add = (name: string, start: number, end: number) => {
    const value = text.slice(start, end);
    if (value !== '' && !reference.test(value))
      found.push({ start, end, name, placeholder: placeholder.test(value) });
  };
  const [, , user, , path, query] = match.indices!;
  if (user) {
    const colon = text.slice(...user).indexOf(':');
    if (colon >= 0) add('password', user[0] + colon + 1, user[1]);
    else if (isRandom(text.slice(...user))) add('token', user[0], user[1]);
  }
  for (const { 0: part, index } of path ? text.slice(...path).matchAll(/[^/]+/g) : [])
    if (isRandom(part)) add('key', path![0] + index, path![0] + index + part.length);
  for (const { 1: name, 2: value, index } of query
    ? text.slice(...query).matchAll(/([^&=]+)=([^&]*)/g)
    : []) {
    const start = query![0] + index + name!.length + 1;
    const isSecret = (looksSecret(name!) && !isHarmless(value!)) || isRandom(value!);
    if (isSecret) add(name!, start, start + value!.length);
  }
  return found;
}

/** The secrets in one argument of a program; `before` is the one before it. */
export function secretsInArgument(text: string, before?: string): readonly PlainSecret[] {
  // `--token value`
  const flag = /^--?([A-Za-z][\w-]*)$/.exec(before ?? '')?.[1];
  if (flag && looksSecret(flag) && !text.startsWith('-')) return secretsInValue(flag, text);
  // `--token=value`, `NAME=value` and `Header: value`. Arguments are full of versions, so only the name decides.
  const named = /^-{0,2}([A-Za-z][\w-]*)(?:=|:(?!\/\/)\s*)/.exec(text);
  const value = text.slice(named?.[0].length ?? 0);
  if (named && looksSecret(named[1]!))
    return secretsInValue(named[1]!, value).map((secret) => moved(secret, named[0].length));
  const inUrl = secretsInUrl(value).map((secret) => moved(secret, text.length - value.length));
  return inUrl.length > 0 ? inUrl : embeddedSecrets(text);
}

/**
 * The values of all secrets in any text: passwords, users that are tokens, and random parts of the addresses in it,
 * `key=value` with a key that indicates a secret, tokens behind `Bearer`.
 */
export function secretsInText(text: string): readonly string[] {
  const addresses = [...text.matchAll(addressLike)].flatMap(({ 0: address }) =>
    secretsInUrl(address).map(({ start, end }) => address.slice(start, end)),
  );
  return [
    ...addresses,
    ...passwordsInText(text),
    ...embeddedSecrets(text).map(({ start, end }) => text.slice(start, end)),
  ];
}

/** The passwords in the addresses of a text. */
export function passwordsInText(text: string): readonly string[] {
  return [...text.matchAll(addressLike)].flatMap(({ 0: address }) => passwordOf(address) ?? []);
}

/** The text without the secrets in it, and without words that look like secrets. */
export function withoutSecrets(text: string): string {
  if (isGenerated(text)) return mask;
  const words = text.split(/[\s"'`,;()[\]{}<>]+/).filter(isGenerated);
  return new Redactor([...secretsInText(text), ...words]).redact(text);
}

/** A value of the configuration within a sentence: not when it looks like a secret that was put in the wrong place. */
export function shownValue(value: string): string {
  return shown(withoutSecrets(value.slice(0, 1000)));
}

const addressLike = /(?<![a-z\d+.-])[a-z][a-z\d+.-]*:\/\/[^\s"'`<>]+/gi;

/** The password of an address, also where it has characters in it that should have been escaped. */
function passwordOf(address: string): string | undefined {
  const rest = address.slice(address.indexOf('://') + 3);
  const host = /^[^/?#]*/.exec(rest)![0];
  // `user:pa/ss@host` ends its host too early: what follows the colon is then not a port.
  const broken = !host.includes('@') && /^[^:@]*:(?!\d*$)/.test(host);
  const end = broken ? rest.lastIndexOf('@') : host.lastIndexOf('@');
  return /^[^:]*:(.+)$/s.exec(rest.slice(0, Math.max(0, end)))?.[1];
}

function moved(secret: PlainSecret, by: number): PlainSecret {
  return { ...secret, start: secret.start + by, end: secret.end + by };
}

/** Switches and counts, which protect nothing whatever their name. */
export function isHarmless(value: string): boolean {
  return (
    value.length < 4 ||
    /^(?:true|false|none|null|auto|basic|bearer|oauth|default|enabled|disabled|\d{1,5})$/i.test(value)
  );
}

/** Whether the value is a location, as its name promises. */
export function isPlace(name: string, value: string): boolean {
  if (filePath.test(value)) return true;
  if (!placeName.test(name)) return false;
  if (/^[a-z][\w+.-]*:\/\//i.test(value)) return secretsInUrl(value).length === 0;
  return /^(?:~|\.{0,2}[\\/]|[A-Za-z]:[\\/])/.test(value) || /^[\w.-]+(?::\d+)?$/.test(value);
}

function isGenerated(word: string): boolean {
  return valueLooksSecret(word) && !isWords(word);
}

/** Whether the value is words, numbers and versions put together: `gpt-4o-mini-2024-07-18`, `--max-old-space-size=4096`. */
export function isWords(value: string): boolean {
  const parts = value.split(/[^A-Za-z\d]+/);
  // License keys are many short parts of letters and digits.
  if (parts.filter((part) => /\d[A-Za-z]|[A-Za-z]\d/.test(part)).length > 1) return false;
  return parts.every((part) => /^(?:[A-Z]?[a-z]{0,12}|[A-Z]{0,12}|\d{0,8}|\w{1,4})$/.test(part));
}

/** Whether it was made by a generator: an UUID, or letters and digits in a long row. */
function isRandom(text: string): boolean {
  if (/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text) || tokenShape.test(text)) return true;
  return (text.match(/[A-Za-z\d]{16,}/g) ?? []).some((row) => /\d/.test(row) && /[A-Za-z]/.test(row));
}

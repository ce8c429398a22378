const mask = '•••';

/**
 * Hides secret values in text. Values shorter than four characters are left alone: hiding every "1" or "yes" would make
 * logs unreadable and guards nothing.
 */
export class Redactor {
  private readonly values: string[];

  /** `more` gives secrets that come and go, such as tokens. */
  constructor(
    secrets: Iterable<string>,
    private readonly more: () => Iterable<string> = () => [],
  ) {
    this.values = formsOf(secrets);
  }

  redact(text: string): string {
    let clean = text;
    for (const value of [...formsOf(this.more()), ...this.values])
      if (clean.includes(value)) clean = clean.replaceAll(value, mask);
    return clean;
  }
}

function formsOf(secrets: Iterable<string>): string[] {
  const unique = new Set<string>();
  for (const secret of secrets) {
    for (const form of writtenForms(secret)) if (form.length >= 4) unique.add(form);
  }
  // Longest first, so that a secret which holds another is hidden whole.
  return [...unique].sort((a, b) => b.length - a.length);
}

function writtenForms(secret: string): string[] {
  const token = /^(?:Bearer|Basic|Token)\s+(.+)$/is.exec(secret)?.[1];
  // Logs are written by lines: of a key in several lines each line is hidden, and so is a value whose end was trimmed.
  const lines = /[\r\n]/.test(secret) ? secret.split(/[\r\n]+/) : [];
  return [secret, ...(token ? [token] : []), ...lines].flatMap((value) => [
    value,
    JSON.stringify(value).slice(1, -1),
    percentEncoded(value),
  ]);
}

function percentEncoded(value: string): string {
  try {
    return encodeURIComponent(value);
  } catch {
    // Half of a surrogate pair has no encoding.
    return value;
  }
}

const secretName =
  /(?:^|[_\-.])(?:pass|passwd|password|passphrase|pwd|secret|token|key|apikey|credentials?|auth|authorization|cookie|session|dsn|connection_?string)(?:$|[_\-.])|(?:api|access|private|secret)key|token$|secret$|password$|^(?:proxy-)?authorization$/i;

/** Whether a variable or header of this name usually holds a secret. */
export function looksSecret(name: string): boolean {
  return secretName.test(name);
}

/** Whether a value has the look of a secret whatever its name: long, of mixed characters, no path, URL or plain words. */
export function valueLooksSecret(value: string): boolean {
  if (value.length < 12 || /[\s/\\]/.test(value) || /^[\d.:,-]+$/.test(value)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(value)).length;
  return kinds >= 3 || (value.length >= 20 && kinds >= 2 && /\d/.test(value));
}

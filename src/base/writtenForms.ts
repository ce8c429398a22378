/** The shortest encoded form: a shorter one would be found by chance. */
const shortestCode = 6;

/**
 * The forms in which a value may occur in text: plain, by lines, and as encoded in JSON, addresses, HTML, base64 and hexadecimal.
 * Each is to be hidden; none is shorter than `shortest` characters.
 */
export function writtenForms(value: string, shortest: number): readonly string[] {
  const token = /^(?:Bearer|Basic|Token)\s+(.+)$/is.exec(value)?.[1];
  const decoded = percentDecoded(value);
  // Logs are written by lines: of a key in several lines each line is hidden, and so is a value whose end was trimmed.
  const lines = /[\r\n]/.test(value) ? value.split(/[\r\n]+/) : [];
  const plain = [value, token, decoded, value.trim(), ...lines].filter(
    (one): one is string => one !== undefined && one.length >= shortest,
  );
  return [...new Set([...plain.flatMap(texts), ...plain.flatMap(codes)])].filter(
    (form) => form.length >= shortest,
  );
}

/** As texts are written into other texts. */
function texts(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const percent = percentEncoded(value);
  // Stricter encoders take what encodeURIComponent leaves, too.
  const strict = percent.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const html = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    value,
    // As it appears where text was put on one line.
    value.replace(/\s+/g, ' '),
    json,
    JSON.stringify(json).slice(1, -1),
    json.replace(/[<>&'\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ...[percent, strict].flatMap((one) => [one, lowerEscapes(one), one.replaceAll('%20', '+')]),
    html,
    ...['&#39;', '&#x27;', '&apos;'].map((quote) => html.replaceAll('"', '&quot;').replaceAll("'", quote)),
    html.replaceAll('"', '&#34;').replaceAll("'", '&#39;'),
    value.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`),
    value.replace(/[&<>"']/g, (sign) => `&#x${sign.charCodeAt(0).toString(16)};`),
  ];
}

/** As bytes are written. Of base64 also the middle, which is the same whatever is before and after the value. */
function codes(value: string): string[] {
  const bytes = Buffer.from(value);
  const hex = bytes.toString('hex');
  const middles = [0, 1, 2].flatMap((before) => {
    const start = [0, 2, 3][before];
    const end = Math.floor(((before + bytes.length) * 8) / 6);
    const padded = Buffer.concat([Buffer.alloc(before), bytes]);
    return (['base64', 'base64url'] as const).map((code) => padded.toString(code).slice(start, end));
  });
  const whole = [bytes.toString('base64'), bytes.toString('base64url')];
  return [...whole, ...middles, hex, hex.toUpperCase()].filter((code) => code.length >= shortestCode);
}

function lowerEscapes(text: string): string {
  return text.replace(/%[\dA-F]{2}/g, (code) => code.toLowerCase());
}

function percentEncoded(value: string): string {
  try {
    return encodeURIComponent(value);
  } catch {
    // Half of a surrogate pair has no encoding.
    return value;
  }
}

function percentDecoded(value: string): string | undefined {
  if (!value.includes('%')) return undefined;
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

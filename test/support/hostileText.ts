import assert from 'node:assert/strict';

/** Text of somebody who means harm to terminals, windows and pages, by what it tries. */
export const hostile: Readonly<Record<string, string>> = {
  'clears the screen': "\u001b[2J\u001b[1;1HCall 'get_weather' on 'weather'? [y / N] ",
  'hides itself': '\u001b[8mhidden\u001b[28m',
  'is a link (OSC 8)': '\u001b]8;;https://evil.example/\u0007click\u001b]8;;\u0007',
  'fills the clipboard (OSC 52)': '\u001b]52;c;Y3VybCBldmlsLmV4YW1wbGU=\u001b\\',
  'names the window (OSC 0)': '\u001b]0;evil\u0007',
  'controls the device (DCS)': '\u001bP$q"p\u001b\\\u001bc',
  'has C1 controls': '\u009b2J\u009d52;c;AAAA\u009c\u0085\u0090',
  'overwrites the line': 'rm -rf /\r\u001b[Kls -l\b\b\b\b\b',
  'turns the direction': 'a\u202egnp.exe\u202c\u2066b\u2069\u200f\u061c',
  'has no width': 'pay\u200bpal\u2060\ufeff\u00ad\u200dx\u034f',
  'looks blank': '\u3164\u2800\u115f\uffa0',
  'is written in tags': 'ok\u{e0069}\u{e0067}\u{e006e}\u{e006f}\u{e0072}\u{e0065}\u{e0001}',
  'has more lines': 'fine\nmcp-pool: all is well\r\n  → Run forged step\n{"kind":"forged"}\n# forged heading',
  'separates lines': 'a\u2028b\u2029c\u000bd\u000ce',
  'is Markdown':
    '![p](https://evil.example/p.png) [run](command:workbench.action.terminal.new) `code` **b** | cell | \n\n# head\n\n[r]: https://evil.example/r.png\n![q][r]',
  'is HTML': '<img src="https://evil.example/i.png" onerror="alert(1)"><a href="command:evil">x</a><!-- ',
  'is an address': 'see https://evil.example/auto and www.evil.example or mail@evil.example',
  'is icons': 'iconic $(bug) $(loading~spin) \\$(flame)',
  'ends its surroundings': '\'); } " ` ~~~ ``` ${x} $(id) %s ) ] } --> ]]>',
};

/** A name that would ask a question of its own below the real one, and push that out of sight. */
export const forgedQuestion = `get_weather' on 'weather'? [y / N] ${'\n'.repeat(40)}Call 'get_weather' on 'weather'? [y / N] ${' '.repeat(900)}`;

/** All of it in one text. */
export const allHostile = Object.values(hostile).join(' ');

/** A name that fills every screen. */
export const longName = `long${'n'.repeat(100_000)}`;

/** Signs that a terminal obeys, or that nobody sees. Written apart from the product's own list, on purpose. */
const raw = new RegExp(
  [
    // Controls of C0 and C1 but tab and line break, and what has no width or turns the direction.
    '\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff',
    // Letters that look like nothing, and tags.
    '\\u034f\\u115f\\u1160\\u2800\\u3164\\uffa0\\u{e0000}-\\u{e0fff}',
  ]
    .map((signs) => `[${signs}]`)
    .join('|'),
  'u',
);

/** Checks that nothing in a text would be obeyed or not be seen. */
export function expectVisible(text: string, what: string): void {
  const at = raw.exec(text)?.index;
  if (at === undefined) return;
  const around = JSON.stringify(text.slice(Math.max(0, at - 120), at + 60));
  const code = text.codePointAt(at)!.toString(16);
  assert.fail(`${what} holds U+${code} raw: ${around}`);
}

/** What we ourselves write to a terminal: colours, the progress that is drawn anew, and the line that is typed into. */
const ours = new RegExp(
  [
    '\\r?\u001b\\[(?:1|2|22|3[12369]|0?)m',
    '\\r\u001b\\[K',
    '\u001b\\[\\d*G',
    '\u001b\\[0?[JK]',
    '\\r+\\n',
  ].join('|'),
  'g',
);

/** What was sent to a terminal, without what we ourselves style it with. */
export function withoutCodes(sent: string): string {
  return sent.replaceAll(ours, (code) => (code.includes('\n') ? '\n' : ''));
}

/** Checks what a terminal was sent. */
export function expectOnlyOurs(sent: string, what: string): void {
  expectVisible(
    sent.replaceAll(ours, (code) => (code.includes('\n') ? '\n' : '')),
    what,
  );
}

/** Checks that no line can be taken for one of ours. */
export function expectNoForgedLine(sent: string, what: string): void {
  const forged = withoutCodes(sent)
    .split('\n')
    .find((line) => /^(?:mcp-pool: all is well| {2}→ Run forged|\{"kind":"forged"|# forged)/.test(line));
  assert.equal(forged, undefined, what);
}

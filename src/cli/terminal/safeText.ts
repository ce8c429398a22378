import { cut, visible, visibleLine } from '../../base/text';

/** The values of a {@link safe} text. */
export type Part = SafeText | string | number | undefined;

/**
 * Text that may go to a terminal as it is: external text in it has been made visible. Nothing else reaches a terminal, and
 * only {@link safe} and its sisters make it, so that no command can forget it.
 */
export class SafeText {
  private constructor(private readonly text: string) {}

  /** The text on one line: with its line breaks written out. */
  static line(text: string, longest = Number.POSITIVE_INFINITY): SafeText {
    return new SafeText(visibleLine(cut(text, longest)));
  }

  /** The text with its lines. */
  static lines(text: string): SafeText {
    return new SafeText(visible(text));
  }

  /** The parts in a row. The literals are ours; each value stays on its line. */
  static join(literals: readonly string[], values: readonly Part[]): SafeText {
    const texts = values.map((value) =>
      value instanceof SafeText ? value.text : visibleLine(String(value ?? '')),
    );
    return new SafeText(literals.map((literal, at) => literal + (texts[at] ?? '')).join(''));
  }

  /** Styled by our escape codes. https://www.ecma-international.org/publications-and-standards/standards/ecma-48/ (SGR) */
  setOff(on: number, off: number): SafeText {
    return this.text === '' ? this : new SafeText(`\u001b[${on}m${this.text}\u001b[${off}m`);
  }

  toString(): string {
    return this.text;
  }
}

/** Our text, with external text as values that stay on their line. */
export function safe(literals: TemplateStringsArray, ...values: readonly Part[]): SafeText {
  return SafeText.join(literals, values);
}

/** External text that may have several lines. */
export function safeLines(text: string | SafeText): SafeText {
  return text instanceof SafeText ? text : SafeText.lines(text);
}

/** External text in lines that cannot be mistaken for ours: each begins with a bar. */
export function barred(text: string): SafeText {
  return joined(
    visible(text)
      .split('\n')
      .map((line) => safe`  | ${line}`),
  );
}

/** External text whose first line follows our words; the others begin with a bar. */
export function firstBare(text: string): SafeText {
  const [first = '', ...rest] = visible(text).split('\n');
  return rest.length > 0 ? safe`${first}\n${barred(rest.join('\n'))}` : safe`${first}`;
}

/** Several texts joined by line breaks, or by another separator. */
export function joined(parts: readonly Part[], between = '\n'): SafeText {
  return SafeText.join(['', ...parts.slice(1).map(() => between), ''], parts);
}

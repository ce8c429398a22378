import { cut, visible, visibleLine } from '../../base/text';

/** What may stand in a {@link safe} text. */
export type Part = SafeText | string | number | undefined;

/**
 * Text that may go to a terminal as it is: whatever others wrote in it has been made visible. Nothing else reaches a terminal, and
 * only {@link safe} and its sisters make it, so that no command can forget to.
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

  /** The parts one behind the other. The literals are ours; each value stays on its line. */
  static join(literals: readonly string[], values: readonly Part[]): SafeText {
    const texts = values.map((value) =>
      value instanceof SafeText ? value.text : visibleLine(String(value ?? '')),
    );
    return new SafeText(literals.map((literal, at) => literal + (texts[at] ?? '')).join(''));
  }

  /** Set off by codes of ours. https://www.ecma-international.org/publications-and-standards/standards/ecma-48/ (SGR) */
  setOff(on: number, off: number): SafeText {
    return this.text === '' ? this : new SafeText(`\u001b[${on}m${this.text}\u001b[${off}m`);
  }

  toString(): string {
    return this.text;
  }
}

/** Text of ours, in which what others wrote stands as a value and stays on its line. */
export function safe(literals: TemplateStringsArray, ...values: readonly Part[]): SafeText {
  return SafeText.join(literals, values);
}

/** Text of others that may have several lines. */
export function safeLines(text: string | SafeText): SafeText {
  return text instanceof SafeText ? text : SafeText.lines(text);
}

/** Text of others in lines that cannot be taken for ours: each begins with a bar. */
export function barred(text: string): SafeText {
  return joined(
    visible(text)
      .split('\n')
      .map((line) => safe`  | ${line}`),
  );
}

/** Text of others whose first line stands behind words of ours; the others begin with a bar. */
export function firstBare(text: string): SafeText {
  const [first = '', ...rest] = visible(text).split('\n');
  return rest.length > 0 ? safe`${first}\n${barred(rest.join('\n'))}` : safe`${first}`;
}

/** Several texts with line breaks, or something else of ours, between them. */
export function joined(parts: readonly Part[], between = '\n'): SafeText {
  return SafeText.join(['', ...parts.slice(1).map(() => between), ''], parts);
}

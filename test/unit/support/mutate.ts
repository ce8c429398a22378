/** Numbers that look random and come again with the same seed. https://www.jstatsoft.org/article/view/v008i14 */
export class Random {
  constructor(private state: number) {}

  /** A whole number from 0 up to and without `below`. */
  below(below: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % below;
  }

  /** One of some. */
  of<T>(some: readonly T[]): T {
    return some[this.below(some.length)]!;
  }
}

const indicators = [
  ...'-?:,[]{}#&*!|>\'"%@`~$\\<=\n\t \0\r',
  ...[
    '<<: ',
    '- ',
    ': ',
    '? ',
    '---\n',
    '...\n',
    '&a ',
    '*a',
    '!!binary ',
    '!!js/function ',
    '!include ',
    '%YAML 1.1\n',
  ],
  ...[
    '${',
    '}',
    '${input:',
    '${x y}',
    '__proto__: ',
    'constructor: ',
    'null',
    'true',
    '.nan',
    '0o17',
    '2024-01-01',
    '1e999',
  ],
  ...['\ufeff', '\u2028', '\u00a0', '\u202e', '\ud83e', '🦊', 'é', '日本'],
  ...['$ref: "https://example.com/schema.json"\n', 'timeout: 5', 'env:\n', '[[[[[[[[', '{{{{{{{{'],
];

type Mutation = (text: string, random: Random, corpus: readonly string[]) => string;

const splice = (text: string, from: number, count: number, put = '') =>
  text.slice(0, from) + put + text.slice(from + count);

const onLines =
  (change: (lines: string[], random: Random) => void): Mutation =>
  (text, random) => {
    const lines = text.split('\n');
    change(lines, random);
    return lines.join('\n');
  };

const mutations: readonly Mutation[] = [
  (text, random) => splice(text, random.below(text.length + 1), 1 + random.below(8)),
  (text, random) => {
    const from = random.below(text.length + 1);
    return splice(text, from, 0, text.slice(from, from + 1 + random.below(12)));
  },
  (text, random) => splice(text, random.below(text.length + 1), 0, random.of(indicators)),
  (text, random) => splice(text, random.below(text.length + 1), 1, random.of(indicators)),
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random) => text.slice(random.below(text.length + 1)),
  (text, random, corpus) => {
    const other = random.of(corpus);
    return text.slice(0, random.below(text.length + 1)) + other.slice(random.below(other.length + 1));
  },
  onLines((lines, random) => lines.splice(random.below(lines.length), 1)),
  onLines((lines, random) => lines.splice(random.below(lines.length), 0, random.of(lines))),
  onLines((lines, random) => {
    const [one, two] = [random.below(lines.length), random.below(lines.length)];
    [lines[one], lines[two]] = [lines[two]!, lines[one]!];
  }),
  onLines((lines, random) => {
    const at = random.below(lines.length);
    const line = lines[at]!;
    lines[at] = random.below(2)
      ? `${random.of([' ', '  ', '    ', '\t'])}${line}`
      : line.slice(1 + random.below(3));
  }),
];

/** A text that was changed in one to three ways. */
export function mutate(text: string, random: Random, corpus: readonly string[]): string {
  let changed = text;
  for (let count = 1 + random.below(3); count > 0; count--)
    changed = random.of(mutations)(changed, random, corpus);
  return changed;
}

import { shown } from '../../base/text';

/** What checks a text, as ajv requires it. */
export interface Pattern {
  test(text: string): boolean;
  toString(): string;
}

/**
 * Syntax of other regular expression languages that JavaScript reads as plain letters or rejects: anchors `\A`,
 * `\Z` and `\z`, classes such as `[[:alpha:]]` and `\h`, quotes `\Q…\E`, flags such as `(?i)`, groups `(?P<n>…)`, `(?>…)`,
 * possessive quantifiers.
 */
const foreign =
  /\\[AZzhHGQERXK]|\[\[?:\^?[a-z]+:\]|\(\?[a-z]*[imsx][a-z]*(?:-[a-z]*)?[:)]|\(\?[P>|#(]|[*+?}]\+/;

/** The longest pattern that is used. Real ones have a few hundred characters. */
const longest = 1000;

/**
 * How many optional parts a pattern may have. V8 compiles a pattern before it first tests a text, which takes up to twice as
 * long for each such part, and which no time limit stops as it stops the test.
 */
const mostEmpty = 16;

/**
 * Makes the patterns of one schema. JSON Schema means those of ECMAScript, under the `u` flag; many are written without it in mind
 * or in another language. An unusable one is reported once and accepts everything: the server decides.
 * https://json-schema.org/draft/2020-12/json-schema-core#section-6.4
 */
export function patternMaker(onUnusable: (sentence: string) => void) {
  const made = new Map<string, Pattern>();
  const make = (source: string): Pattern => {
    const known = made.get(source);
    if (known) return known;
    const pattern = compiled(source) ?? {
      test: () => true,
      toString: () => `unusable ${source}`,
    };
    if (!(pattern instanceof RegExp))
      onUnusable(
        `the pattern ${shown(source)} was not checked, because it is too complex or written for another language`,
      );
    made.set(source, pattern);
    return pattern;
  };
  // Only for code that is written to a file, which ours never is.
  return Object.assign(make, { code: '' });
}

function compiled(source: string): RegExp | undefined {
  if (source.length > longest || partsThatMayBeEmpty(source) > mostEmpty) return undefined;
  for (const flags of ['u', '']) {
    // Foreign syntax that JavaScript accepts without the flag would mean something else than its author intended.
    if (flags === '' && foreign.test(source)) return undefined;
    try {
      return new RegExp(source, flags);
    } catch {
      // Not of this kind.
    }
  }
  return undefined;
}

/** Counts optional parts, empty alternatives, assertions and back references, roughly; a word boundary looks in two directions. */
function partsThatMayBeEmpty(source: string): number {
  const bare = source
    .replace(/\\[bB]/g, '^^')
    .replace(/\\[1-9k]/g, '^')
    .replace(/\\./gs, 'x')
    .replace(/\[[^\]]*\]/g, 'x')
    .replace(/\(\?<?[=!]/g, '(^')
    .replace(/\(\?(?::|<\w+>)/g, '(');
  return bare.match(/[?^$]|\{0|\{,|[(|](?=[|)]|$)|^(?=\|)/g)?.length ?? 0;
}

import { shown } from '../../base/text';

/** What checks a text, as ajv wants it. */
export interface Pattern {
  test(text: string): boolean;
  toString(): string;
}

/**
 * What other languages than JavaScript say in their patterns, and JavaScript takes for plain letters or not at all: anchors `\A`,
 * `\Z` and `\z`, classes such as `[[:alpha:]]` and `\h`, quotes `\Q…\E`, flags such as `(?i)`, groups `(?P<n>…)`, `(?>…)`,
 * possessive quantifiers.
 */
const foreign =
  /\\[AZzhHGQERXK]|\[\[?:\^?[a-z]+:\]|\(\?[a-z]*[imsx][a-z]*(?:-[a-z]*)?[:)]|\(\?[P>|#(]|[*+?}]\+/;

/** The longest pattern that is used. Real ones have some hundred signs. */
const longest = 1000;

/**
 * So many parts that may be empty a pattern may have. V8 makes a program of a pattern before it first tests a text, which takes up
 * to twice as long for each such part, and which no clock stops as it stops the test.
 */
const mostEmpty = 16;

/**
 * Makes the patterns of one schema. JSON Schema means those of ECMAScript, under the `u` flag; many are written without it in mind
 * or in another language. One that cannot be used is told once and lets everything pass: the server has the last word.
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
    // A foreign word that JavaScript takes without the flag would mean something else than its author said.
    if (flags === '' && foreign.test(source)) return undefined;
    try {
      return new RegExp(source, flags);
    } catch {
      // Not of this kind.
    }
  }
  return undefined;
}

/** Counts optional parts, empty alternatives, assertions and references back, loosely; a word boundary asks in two directions. */
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

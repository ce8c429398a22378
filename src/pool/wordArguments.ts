import { failure } from '../base/failure';

/** The name and the value in an argument written `key=value`. */
export function splitWord(word: string): [string, string] {
  const at = word.indexOf('=');
  if (at < 1)
    throw failure('usage', `Arguments have the form key=value, not '${word}'.`, [
      "Or pass all as JSON: --args '{…}'",
    ]);
  return [word.slice(0, at), word.slice(at + 1)];
}

/** Makes the arguments of a prompt, which are all text. */
export function promptArguments(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(words.map(splitWord));
}

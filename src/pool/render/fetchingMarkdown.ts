/**
 * What can make a preview of Markdown load something from elsewhere: pictures, HTML, and blocks that extensions of the preview draw
 * as diagrams. It finds too much rather than too little, in one pass.
 */
const fetching = /!\[|<[a-z!?/]|`{3}|~{3}/i;

/**
 * Whether Markdown that others wrote could, where it is shown as a preview, load something from elsewhere and so tell whoever serves
 * that, that it is being read. Such a text is shown as text until a person wants to see it otherwise.
 */
export function mayFetch(text: string): boolean {
  return fetching.test(text);
}

/**
 * An address of others within a link of ours: nothing in it ends the link.
 * https://spec.commonmark.org/0.31.2/#link-destination
 */
export function linkTarget(address: string): string {
  return address.replace(/[<>()[\]\\`"]|[^\x21-\x7e]/gu, encoded);
}

/** A sign as an address has it. Half of a pair has no bytes of its own, and becomes the sign for what is no sign. */
function encoded(sign: string): string {
  return [...Buffer.from(sign)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}

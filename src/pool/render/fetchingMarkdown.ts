/**
 * Markdown that can make a preview load external content: pictures, HTML, and blocks that preview extensions draw as diagrams.
 * It finds too much rather than too little, in one pass.
 */
const fetching = /!\[|<[a-z!?/]|`{3}|~{3}/i;

/**
 * Whether a preview of external Markdown could load content and so reveal to its server that it is being
 * read. Such a text is shown as plain text until a person opens a preview.
 */
export function mayFetch(text: string): boolean {
  return fetching.test(text);
}

/**
 * An external address within one of our links: nothing in it ends the link.
 * https://spec.commonmark.org/0.31.2/#link-destination
 */
export function linkTarget(address: string): string {
  return address.replace(/[<>()[\]\\`"]|[^\x21-\x7e]/gu, encoded);
}

/** A character, percent-encoded. Half of a surrogate pair becomes the replacement character. */
function encoded(sign: string): string {
  return [...Buffer.from(sign)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}

/** Where the resources of the tea house are. Each ends like a file, so that an editor knows its language. */
export const place = 'tea://house';

/** The address of a resource of the tea house. */
export function addressOf(path: string): string {
  return `${place}/${path}`;
}

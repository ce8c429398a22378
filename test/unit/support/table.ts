/** One test per row; its title is the key, or what is made of the key. */
export function rows<T>(
  table: Readonly<Record<string, T>>,
  check: (row: T) => void | Promise<void>,
  title = (key: string) => key,
): void {
  for (const [key, row] of Object.entries(table)) it(title(key), () => check(row));
}

/** One test per row; the key is its name. */
export function rows<T>(table: Readonly<Record<string, T>>, check: (row: T) => void | Promise<void>): void {
  for (const [name, row] of Object.entries(table)) it(name, () => check(row));
}

/** A longer name is refused by some file systems once an ending and a number are added. In characters. */
const longest = 100;

/**
 * Names that are devices on Windows, whatever ending they have.
 * https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file#naming-conventions
 */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\.|$)/i;

/**
 * A name that others chose, as the name of a file that is one on every system: within its folder, in plain sight, and nothing that a
 * program takes for an option, a device or a stream. Empty when nothing is left.
 */
export function safeFileName(name: string): string {
  const plain = name
    .replace(/[^\w.-]+/g, '_')
    // A dot before it hides a file, and a dash makes an option of it.
    .replace(/^[.-]+/, '')
    .slice(0, longest)
    // Windows drops dots at the end, so that the name would be another.
    .replace(/\.+$/, '');
  return device.test(plain) ? `_${plain}` : plain;
}

/** The name of a file that says what is in it, with `otherwise` where nothing of the name is left. */
export function fileNameOf(name: string, ending: string, otherwise: string): string {
  return `${safeFileName(name) || otherwise}.${safeFileName(ending) || 'bin'}`;
}

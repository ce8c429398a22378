import { visible, visibleJson, visibleLine } from '../../base/text';
import type { FinishedCall } from '../../pool/call';

/** The command that makes a call again in a terminal, for POSIX shells. */
export function terminalCommand({
  serverName,
  tool,
  arguments: args,
}: Pick<FinishedCall, 'serverName' | 'tool' | 'arguments'>): string {
  const simple = Object.entries(args).every(isSimple);
  const words = simple ? Object.entries(args).map(([key, value]) => `${key}=${String(value)}`) : [];
  const options = simple ? [] : ['--args', visibleJson(args)];
  const given = [serverName, tool, ...words];
  // Behind `--` nothing is an option, whatever a server calls its tools.
  const end = given.some((word) => word.startsWith('-')) ? ['--'] : [];
  return ['mcp-pool', 'call', ...options, ...end, ...given].map(shellQuote).join(' ');
}

/** Whether an argument can be written `key=value`: JSON has a way to write everything else. */
function isSimple([key, value]: readonly [string, unknown]): boolean {
  if (key === '' || key.includes('=') || typeof value === 'object') return false;
  return visibleLine(key) === key && visibleLine(String(value)) === String(value);
}

/**
 * Quotes a word for POSIX shells, where only a single quote ends single quotes. What a terminal would obey while it is pasted,
 * or no one would see, is written as bytes. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_04
 */
export function shellQuote(word: string): string {
  if (/^(?!=)[\w@%+=:,./-]+$/.test(word)) return word;
  if (visibleLine(word) === word) return `'${word.replaceAll("'", "'\\''")}'`;
  const signs = [...word].map((sign) => {
    if (sign === "'" || sign === '\\') return `\\${sign}`;
    return /[\t\n]/.test(sign) || visible(sign) !== sign ? bytesOf(sign) : sign;
  });
  return `$'${signs.join('')}'`;
}

/** Octal: in some shells a hexadecimal escape would swallow the letters behind it. */
function bytesOf(text: string): string {
  return [...Buffer.from(text)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}

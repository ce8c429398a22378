import { visible, visibleLine } from '../../base/text';
import type { FinishedCall } from '../../pool/call';

/** The command that makes a call again in a terminal, for POSIX shells. */
export function terminalCommand({
  serverName,
  tool,
  arguments: args,
}: Pick<FinishedCall, 'serverName' | 'tool' | 'arguments'>): string {
  // A name with `=` in it would be cut at the wrong place.
  const simple = Object.entries(args).every(
    ([key, value]) => key !== '' && !key.includes('=') && typeof value !== 'object',
  );
  const words = simple ? Object.entries(args).map(([key, value]) => `${key}=${String(value)}`) : [];
  const options = simple ? [] : ['--args', JSON.stringify(args)];
  const given = [serverName, tool, ...words];
  // Behind `--` nothing is an option, whatever a server calls its tools.
  const end = given.some((word) => word.startsWith('-')) ? ['--'] : [];
  return ['mcp-pool', 'call', ...options, ...end, ...given].map(shellQuote).join(' ');
}

/**
 * Quotes a word for POSIX shells, where only a single quote ends single quotes. What a terminal would obey while it is pasted, or
 * nobody would see, is written by its number. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_04
 */
export function shellQuote(word: string): string {
  if (/^(?!=)[\w@%+=:,./-]+$/.test(word)) return word;
  if (visibleLine(word) === word) return `'${word.replaceAll("'", "'\\''")}'`;
  const signs = [...word].map((sign) => {
    if (sign === "'" || sign === '\\') return `\\${sign}`;
    if (sign !== '\t' && sign !== '\n' && visible(sign) === sign && sign !== '\u200d') return sign;
    return [...Buffer.from(sign)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
  });
  return `$'${signs.join('')}'`;
}

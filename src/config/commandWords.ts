import parseArgv from 'string-argv';
import type { WrittenEntry } from './schema';

/** The entry that a typed address or command line means. */
export function entryOf(text: string): WrittenEntry | undefined {
  const trimmed = text.trim();
  if (/^(?:http|ws)s?:\/\//i.test(trimmed)) return { url: trimmed };
  const [command, ...args] = parseArgv(trimmed);
  return command ? { command, ...(args.length > 0 ? { args } : {}) } : undefined;
}

/** A name for the server of an entry: what the package, file or host is called. */
export function suggestName({ command, args, url }: WrittenEntry): string {
  if (url && URL.canParse(url))
    return new URL(url).hostname.replace(/^(?:www|mcp|api)\.|\.[a-z]+$/g, '') || 'server';
  const word =
    (args ?? []).map(String).find((one) => !one.startsWith('-') && /[a-z]/i.test(one)) ?? command ?? 'server';
  const last = word.split(/[\\/]/).filter(Boolean).pop() ?? word;
  return (
    last
      .replace(/@[\d.]+$|@latest$/, '')
      .replace(/\.\w+$/, '')
      .replace(/^(?:mcp-)?server-|-mcp(?:-server)?$|^mcp-/g, '') || 'server'
  );
}

import parseArgv from 'string-argv';
import type { WrittenEntry } from '../model/entryTypes';

/** The entry for a typed address or command line. */
export function entryOf(text: string): WrittenEntry | undefined {
  const trimmed = text.trim();
  if (/^(?:http|ws)s?:\/\//i.test(trimmed)) return { url: trimmed };
  const [command, ...args] = parseArgv(trimmed);
  return command ? { command, ...(args.length > 0 ? { args } : {}) } : undefined;
}

/** Options of `docker run` that take the next word as their value. */
const withValue =
  /^(?:-[evpuw]|--(?:env|env-file|volume|mount|name|network|publish|user|workdir|entrypoint|platform|add-host))$/;

/** A name for the server of an entry: what the package, file or host is called. */
export function suggestName({ command, args, url }: WrittenEntry): string {
  if (url && URL.canParse(url))
    return new URL(url).hostname.replace(/^(?:www|mcp|api)\.|\.[a-z]+$/g, '') || 'server';
  const words = (args ?? []).map(String);
  const isContainer = /^(?:docker|podman)$/.test(command ?? '');
  const word =
    words.find((one, at) => {
      if (one.startsWith('-') || !/[a-z]/i.test(one)) return false;
      // The image comes after `run` and the options of it, some of which have a value.
      return !isContainer || (one !== 'run' && !withValue.test(words[at - 1] ?? ''));
    }) ??
    command ??
    'server';
  const last = word.split(/[\\/]/).filter(Boolean).pop() ?? word;
  return (
    last
      .replace(/[@:][\d.]+$|[@:]latest$/, '')
      .replace(/\.\w+$/, '')
      .replace(/^(?:mcp-)?server-|-mcp(?:-server)?$|^mcp-/g, '') || 'server'
  );
}

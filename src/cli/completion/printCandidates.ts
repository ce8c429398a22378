import path from 'node:path';
import type { Command } from 'commander';
import { oneLine, visible } from '../../base/text';
import { findGateway } from '../../gateway/client/gatewayClient';
import { type AskKnown, candidates, type KnownServer } from './completionCandidates';

/** The longest time to answer, in ms: with the start of Node.js less than a second. */
const longest = 800;
/** The longest word offered, in characters. */
const longestWord = 300;

/** Prints the completions at the end of a command line: a word a line, and after a tab what it is. Never fails and never waits long. */
export async function printCandidates(program: Command, line: string): Promise<number> {
  const late = new Promise<[]>((resolve) => setTimeout(() => resolve([]), longest).unref());
  const found = await Promise.race([candidates(program, line, knownServers).catch(() => []), late]);
  const lines = found
    .filter(({ word }) => isPlain(word))
    .map(({ word, description }) => (description ? `${word}\t${visible(oneLine(description, 60))}` : word));
  await new Promise<void>((resolve) =>
    process.stdout.write(lines.map((one) => `${one}\n`).join(''), () => resolve()),
  );
  return 0;
}

/**
 * Whether every shell takes the word as it is: without braces, `~` and all else that it would make something of. Some shells do not
 * quote what they complete, and a server chose the word.
 */
function isPlain(word: string): boolean {
  return word.length <= longestWord && /^(?!=)[\w@%+=:,./-]+$/.test(word);
}

/** What the running pool has, or else what the servers had when they last ran. */
const knownServers: AskKnown = async (config) => {
  const file = path.resolve(config);
  try {
    const client = await findGateway(file);
    const told = await client?.json<{ servers: readonly KnownServer[] }>({ method: 'GET', path: '/catalog' });
    if (told) return told.servers;
  } catch {
    // Data on disk is good enough here.
  }
  const { CatalogFiles } = await import('../../mcp/server/catalogFiles');
  const { fingerprintOf } = await import('../../mcp/server/launchFacts');
  const { readConfigFile } = await import('../../config/parse/configFile');
  const { statePaths } = await import('../../mcp/host/statePaths');
  const { nullLogger } = await import('../../base/logger');
  const { definitions } = await readConfigFile(config, []);
  const catalogs = new CatalogFiles(statePaths().catalogs, nullLogger);
  return Promise.all(
    definitions.map(async ({ id, name, launch }) => {
      const saved = await catalogs.load(id, fingerprintOf(launch));
      const items = <T>(list: { readonly items: readonly T[] } | undefined) => list?.items ?? [];
      return {
        server: name,
        tools: items(saved?.tools),
        resources: items(saved?.resources),
        prompts: items(saved?.prompts),
      };
    }),
  );
};

import * as vscode from 'vscode';
import { loadEngine } from '../bundles';
import { askText } from '../quickInputs';
import type { Services } from '../services';
import { editConfig } from './editConfig';

/** Asks for a command or an address and a name, and writes the entry; `file` gives the file, made if need be. */
export async function addServer(
  { pool, configFiles }: Services,
  file: () => Promise<vscode.Uri>,
): Promise<void> {
  const { entryOf, suggestName, withServer } = await loadEngine();
  const launch = await askText({
    title: 'Add a server to the pool (1/2)',
    prompt: 'The command that starts it, or its address',
    placeholder: 'npx -y @modelcontextprotocol/server-everything stdio, or https://example.com/mcp',
    value: '',
    back: false,
    buttons: [],
    check: (text, final) =>
      final && !entryOf(text) ? 'Type a command line or an http(s) address.' : undefined,
  });
  const entry = launch.kind === 'accept' ? entryOf(launch.value) : undefined;
  if (!entry) return;
  const taken = new Set(pool.servers.map((server) => server.name));
  const name = await askText({
    title: 'Add a server to the pool (2/2)',
    prompt: 'A name for it: tools are called by it',
    value: suggestName(entry),
    back: false,
    buttons: [],
    check: (text, final) => {
      if (final && !text.trim()) return 'A server needs a name.';
      return taken.has(text.trim()) ? `There is a server '${text.trim()}' already.` : undefined;
    },
  });
  if (name.kind !== 'accept') return;
  const uri = await file();
  const added = name.value.trim();
  await vscode.window.showTextDocument(await editConfig(uri, (text) => withServer(text, added, entry)));
  await configFiles.reloadAgreed(uri, [added]);
}

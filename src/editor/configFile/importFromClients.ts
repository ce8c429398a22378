import { readFile } from 'node:fs/promises';
import os from 'node:os';
import * as vscode from 'vscode';
import { failure } from '../../base/failure';
import { inline } from '../../base/markdown';
import { commandLine, oneLine, plural, quoted } from '../../base/text';
import type { FoundFile } from '../../config/clients/importServers';
import { chooseServers, findClientServers } from '../../config/clients/importServers';
import { freeName, sameEntry } from '../../config/clients/nameClashes';
import { withInputs } from '../../config/edit/addInputs';
import { withServer } from '../../config/edit/addServerEntry';
import type { WrittenEntry } from '../../config/model/entryTypes';
import { readRawEntries } from '../../config/parse/rawEntries';
import type { InputValues } from '../services/inputValues';
import type { Services } from '../services/services';
import { showInformation } from '../ui/messages';
import { pickMany } from '../ui/quickInputs';
import { editConfig } from './editConfig';

interface ServerItem extends vscode.QuickPickItem {
  readonly file?: FoundFile;
  readonly name?: string;
}

/** Imports servers from the files of other clients; `target` returns our file, created if needed. */
export async function importServers(
  { configFiles, reporter }: Services,
  answers: InputValues,
  target: () => Promise<vscode.Uri>,
): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const at = { folder, home: os.homedir(), platform: process.platform, env: process.env };
  const [file] = await configFiles.places.files();
  const before = file ? readRawEntries(await readFile(file.fsPath, 'utf8')) : undefined;
  const known = { inputs: before?.inputs };
  const found = await findClientServers(at, (path) => readFile(path, 'utf8'), known);
  const picked = await pick(found, before?.servers ?? {});
  if (!picked || picked.length === 0) return;

  const uri = await target();
  const notes: string[] = [];
  const added: string[] = [];
  const secrets: Record<string, string> = {};
  const document = await editConfig(uri, (text) => {
    let changed = text;
    for (const one of found) {
      const names = picked.filter((item) => item.file === one).map(({ name }) => name!);
      if (names.length === 0) continue;
      const chosen = chooseServers(one, names);
      notes.push(...one.notes.filter((note) => names.some((name) => note.includes(`'${name}'`))));
      for (const { name, entry } of chosen.servers) {
        const free = freeName(name, Object.keys(readRawEntries(changed).servers));
        changed = withServer(changed, free, entry);
        added.push(free);
      }
      changed = withInputs(changed, chosen.inputs);
      Object.assign(secrets, chosen.secrets);
    }
    return changed;
  });
  // What was in a file in plain text is stored safely from now on.
  for (const [id, value] of Object.entries(secrets)) await answers.remember(uri.fsPath, id, value);
  await vscode.window.showTextDocument(document);
  await configFiles.reload();
  void tell(added, notes, Object.keys(secrets)).catch((error) => reporter.report(error));
}

async function pick(
  found: readonly FoundFile[],
  existing: Readonly<Record<string, WrittenEntry>>,
): Promise<readonly ServerItem[] | undefined> {
  const isThere = (name: string, entry: WrittenEntry) =>
    Object.hasOwn(existing, name) && sameEntry(existing[name], entry);
  const items = found.flatMap((file): ServerItem[] => [
    { label: file.title, kind: vscode.QuickPickItemKind.Separator },
    ...file.servers.map(({ name, entry }) => ({
      label: name,
      description: isThere(name, entry) ? 'is already in mcp-config.yaml' : describe(entry),
      picked: file.scope === 'workspace' && !isThere(name, entry),
      file,
      name,
    })),
  ]);
  if (!items.some(({ name }) => name !== undefined)) {
    const problems = found.flatMap(({ title, problems }) =>
      problems.map((problem) => `${title}: ${problem}`),
    );
    throw failure('notFound', 'No servers of other clients were found on this machine.', [
      ...problems,
      'MCP Pool looks for files such as .vscode/mcp.json and .mcp.json in the folder, and in your home directory.',
    ]);
  }
  return pickMany(items, {
    title: 'Import servers to the pool',
    placeHolder: 'Which servers?',
    matchOnDescription: true,
  });
}

function describe({ command, args = [], url }: WrittenEntry): string {
  return oneLine(url ?? commandLine(command ?? '', args.map(String)), 120);
}

async function tell(
  added: readonly string[],
  notes: readonly string[],
  secrets: readonly string[],
): Promise<void> {
  const show = 'Show Notes';
  const parts = [
    `${plural(added.length, 'server')} imported: ${quoted(added)}.`,
    secrets.length > 0 && `${plural(secrets.length, 'secret')} moved to VS Code's secret storage.`,
    notes.length > 0 && `${plural(notes.length, 'thing')} could not be imported.`,
  ].filter(Boolean);
  const chosen = await showInformation(parts.join(' '), ...(notes.length > 0 ? [show] : []));
  if (chosen !== show) return;
  const content = `# What could not be imported\n\n${notes.map((note) => `- ${inline(note)}`).join('\n')}\n`;
  await vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument({ content, language: 'markdown' }),
  );
}

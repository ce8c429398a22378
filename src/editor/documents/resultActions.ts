import * as vscode from 'vscode';
import { failure } from '../../base/failure';
import type { FinishedCall } from '../../pool/call';
import { commands, schemes } from '../ids';
import { askPick } from '../quickInputs';
import type { Services } from '../services';
import type { ResultDocuments } from './resultDocuments';

/** What can be done with a result: the row above it, and the commands behind the row. */
export function registerResultActions({ reporter }: Services, results: ResultDocuments): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCodeLensProvider(
      { scheme: schemes.result },
      { provideCodeLenses: ({ uri }) => lenses(results, uri) },
    ),
    vscode.languages.registerDocumentLinkProvider(
      [{ scheme: schemes.result }, { scheme: schemes.resource }],
      { provideDocumentLinks: links },
    ),
    reporter.command(commands.compare, (uri?: vscode.Uri) => compare(results, uri)),
    reporter.command(commands.copyResult, (uri?: vscode.Uri) => copy(results, uri)),
    reporter.command(commands.saveResult, (uri?: vscode.Uri) => save(results, uri)),
    reporter.command(commands.previewResult, (uri?: vscode.Uri) =>
      openWith(results, 'vscode.markdown.preview.editor', uri),
    ),
    reporter.command(commands.showResultText, (uri?: vscode.Uri) => openWith(results, 'default', uri)),
  );
}

function openWith(results: ResultDocuments, editor: string, uri?: vscode.Uri): Thenable<unknown> {
  return vscode.commands.executeCommand('vscode.openWith', results.entryOf(uri).uri, editor, {
    preview: true,
  });
}

function lenses(results: ResultDocuments, uri: vscode.Uri): vscode.CodeLens[] {
  const entry = results.entryOf(uri);
  const actions: [string, string][] = [];
  if (entry.call) {
    actions.push(['Run again', commands.runAgain], ['Edit and run', commands.editAndRun]);
    if (results.previousOf(entry)) actions.push(['Compare with previous', commands.compare]);
  }
  if (entry.rendered.language === 'markdown') actions.push(['Preview', commands.previewResult]);
  actions.push(['Copy as…', commands.copyResult], ['Save…', commands.saveResult]);
  const top = new vscode.Range(0, 0, 0, 0);
  return actions.map(([title, command]) => new vscode.CodeLens(top, { title, command, arguments: [uri] }));
}

/** VS Code finds web addresses by itself; those of resources and of the parts of a result are ours. */
function links(document: vscode.TextDocument): vscode.DocumentLink[] {
  const pattern = new RegExp(
    `\\]\\((${schemes.resource}:[^)\\s]+|(?:image|audio|resource)-\\d+\\.\\w+)\\)`,
    'g',
  );
  return [...document.getText().matchAll(pattern)].map((match) => {
    const start = match.index + 2;
    const range = new vscode.Range(document.positionAt(start), document.positionAt(start + match[1]!.length));
    const target = match[1]!.startsWith(schemes.resource)
      ? vscode.Uri.parse(
          `command:${commands.openResource}?${encodeURIComponent(JSON.stringify([{ address: match[1] }]))}`,
        )
      : vscode.Uri.joinPath(document.uri, '..', match[1]!);
    const link = new vscode.DocumentLink(range, target);
    link.tooltip = 'Open';
    return link;
  });
}

async function compare(results: ResultDocuments, uri?: vscode.Uri): Promise<void> {
  const entry = results.entryOf(uri);
  const previous = results.previousOf(entry);
  if (!previous)
    throw failure('usage', 'There is no earlier result of this tool to compare with.', ['Run it again.']);
  const name = entry.call?.tool ?? 'result';
  await vscode.commands.executeCommand('vscode.diff', previous.uri, entry.uri, `${name}: previous ↔ this`);
}

async function copy(results: ResultDocuments, uri?: vscode.Uri): Promise<void> {
  const { call, rendered } = results.entryOf(uri);
  const items = [
    { label: 'Text', text: rendered.text },
    ...(call?.outcome.kind === 'result'
      ? [{ label: 'MCP result as JSON', text: JSON.stringify(call.outcome.result, undefined, 2) }]
      : []),
    ...(call
      ? [
          { label: 'Arguments as JSON', text: JSON.stringify(call.arguments, undefined, 2) },
          { label: 'Terminal command', text: terminalCommand(call) },
          { label: 'JSON-RPC request', text: jsonRpc(call) },
        ]
      : []),
  ];
  const end = await askPick({ title: 'Copy as', items, back: false, buttons: [] });
  const chosen = end.kind === 'accept' ? end.value[0] : undefined;
  if (chosen) await vscode.env.clipboard.writeText(chosen.text);
}

async function save(results: ResultDocuments, uri?: vscode.Uri): Promise<void> {
  const entry = results.entryOf(uri);
  const name =
    entry.rendered.only?.name ??
    `${entry.call?.tool ?? 'result'}.${{ json: 'json', markdown: 'md', plaintext: 'txt' }[entry.rendered.language]}`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    defaultUri: folder && vscode.Uri.joinPath(folder, name),
    title: 'Save the result',
  });
  if (target) await vscode.workspace.fs.writeFile(target, results.readFile(entry.uri));
}

function terminalCommand({ serverName, tool, arguments: args }: FinishedCall): string {
  const simple = Object.entries(args).every(([, value]) => typeof value !== 'object');
  const words = simple
    ? Object.entries(args).map(([key, value]) => `${key}=${String(value)}`)
    : ['--args', JSON.stringify(args)];
  return ['mcp-pool', 'call', serverName, tool, ...words].map(shellQuote).join(' ');
}

/** Quotes a word for POSIX shells, where only a single quote ends single quotes. */
function shellQuote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function jsonRpc({ number, tool, arguments: args }: FinishedCall): string {
  return JSON.stringify({
    jsonrpc: '2.0',
    id: number,
    method: 'tools/call',
    params: { name: tool, arguments: args },
  });
}

import type { GetPromptResult, Tool } from '@modelcontextprotocol/client';
import * as vscode from 'vscode';
import { failure } from '../../base/failure';
import type { FinishedCall } from '../../pool/call';
import type { Rendered } from '../../pool/render/renderResult';
import { schemes } from '../ids';
import type { PoolService } from '../services/poolService';
import { label } from '../ui/labels';
import { ReadOnlyFiles } from './readOnlyFiles';
import type { ResourceFiles } from './resourceFiles';

/** A result that can be shown again. */
export interface ResultEntry {
  readonly uri: vscode.Uri;
  readonly rendered: Rendered;
  /** Absent for the result of a prompt. */
  readonly call?: FinishedCall;
  readonly tool?: Tool;
}

/** How many results stay readable. */
const kept = 100;

/** The results of calls and prompts as read-only documents. */
export class ResultDocuments extends ReadOnlyFiles {
  private readonly entries: ResultEntry[] = [];
  private readonly files = new Map<string, Uint8Array>();
  private count = 0;

  constructor(
    private readonly pool: PoolService,
    private readonly resources: ResourceFiles,
  ) {
    super();
  }

  /** Shows the result of a call in an editor; a later one takes its place until it is kept. */
  async show(call: FinishedCall, tool: Tool): Promise<void> {
    const server = this.pool.find(call.server);
    const name = server ? this.pool.label(server) : call.serverName;
    const { outcome } = call;
    if (outcome.kind !== 'result')
      throw failure('internal', `The call of '${call.tool}' returned no result to show.`);
    const { renderResult } = await import('../../pool/render/renderResult');
    const rendered = renderResult(outcome.result, outcome.warnings, this.linker(call.server));
    await (await import('./resultTools')).showResult(
      this.put(`${call.tool} · ${name}`, rendered, { call, tool }),
    );
  }

  /** Shows the messages of a prompt. */
  async showPrompt(serverId: string, name: string, result: GetPromptResult): Promise<void> {
    const server = this.pool.find(serverId);
    const { renderPrompt } = await import('../../pool/render/renderResult');
    const rendered = renderPrompt(name, result, this.linker(serverId));
    await (await import('./resultTools')).showResult(
      this.put(`${name} · ${server ? this.pool.label(server) : ''}`, rendered, {}),
    );
  }

  /** Shows a report as Markdown. */
  async showReport(title: string, text: string): Promise<void> {
    const { uri } = this.put(title, { text, language: 'markdown', files: [] }, {});
    // Shown as a preview: the menu of the tab leads to the text.
    await vscode.commands.executeCommand('vscode.openWith', uri, 'vscode.markdown.preview.editor', {
      preview: true,
    });
  }

  /** The entry of a document, by default of the active one. */
  entryOf(uri?: vscode.Uri): ResultEntry {
    const wanted = (uri ?? activeResult())?.toString();
    const entry = this.entries.find((one) => one.uri.toString() === wanted);
    if (entry) return entry;
    throw failure('usage', 'There is no result here.', [
      "Call a tool with 'MCP: Call Tool…' and try again from its result.",
    ]);
  }

  /** The call whose result a document shows. */
  callOf(uri?: vscode.Uri): FinishedCall {
    const { call } = this.entryOf(uri);
    if (call) return call;
    throw failure('usage', 'This document is not the result of a tool.');
  }

  /** The result of the same tool before this one. */
  previousOf(entry: ResultEntry): ResultEntry | undefined {
    const earlier = this.entries.slice(0, this.entries.indexOf(entry));
    return earlier.findLast(
      ({ call }) => call !== undefined && call.server === entry.call?.server && call.tool === entry.call.tool,
    );
  }

  override stat(uri: vscode.Uri): vscode.FileStat {
    const size = this.bytesOf(uri).byteLength;
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime: 0,
      size,
      permissions: vscode.FilePermission.Readonly,
    };
  }

  override readFile(uri: vscode.Uri): Uint8Array {
    return this.bytesOf(uri);
  }

  private linker(serverId: string): (uri: string) => string {
    const server = this.pool.find(serverId);
    return (uri) => (server ? this.resources.addressOf(server, uri).toString() : uri);
  }

  private put(title: string, rendered: Rendered, about: Pick<ResultEntry, 'call' | 'tool'>): ResultEntry {
    // Menus see by its first part what can be called again.
    const folder = `/${about.call ? 'call' : 'report'}/${++this.count}`;
    const ending = rendered.only ? `.${rendered.only.name.split('.').pop()}` : '';
    const uri = vscode.Uri.from({
      scheme: schemes.result,
      path: `${folder}/${label(title, 120).replaceAll('/', '∕')}${ending}`,
    });
    this.files.set(
      uri.path,
      rendered.only ? Buffer.from(rendered.only.base64, 'base64') : Buffer.from(rendered.text),
    );
    for (const file of rendered.files)
      this.files.set(`${folder}/${file.name}`, Buffer.from(file.base64, 'base64'));
    const entry = { uri, rendered, ...about };
    this.entries.push(entry);
    this.forgetOld();
    return entry;
  }

  private forgetOld(): void {
    const old = this.entries.length > kept ? this.entries.shift() : undefined;
    if (!old) return;
    const folder = `${old.uri.path.split('/').slice(0, 3).join('/')}/`;
    for (const path of [...this.files.keys()]) if (path.startsWith(folder)) this.files.delete(path);
  }

  private bytesOf(uri: vscode.Uri): Uint8Array {
    const bytes = this.files.get(uri.path);
    if (bytes) return bytes;
    throw vscode.FileSystemError.FileNotFound(
      'This result is no longer available: results are kept until the window is closed or reloaded.',
    );
  }
}

/** The result in the active tab, also when it is a picture. */
function activeResult(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const uri =
    input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri : undefined;
  return uri?.scheme === schemes.result ? uri : vscode.window.activeTextEditor?.document.uri;
}

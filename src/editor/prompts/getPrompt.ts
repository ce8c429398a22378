import type { Prompt } from '@modelcontextprotocol/client';
import * as vscode from 'vscode';
import { failure } from '../../base/failure';
import { oneLine } from '../../base/text';
import type { Server } from '../../mcp/server/server';
import type { ResultDocuments } from '../documents/resultDocuments';
import { serverOf } from '../servers/pickServer';
import type { PoolService } from '../services/poolService';
import type { Services } from '../services/services';
import { withProgress } from '../ui/messages';
import { toSignal } from '../ui/progress';
import { askPick, askText, type PickItem } from '../ui/quickInputs';

interface PromptItem extends PickItem {
  readonly server?: Server;
  readonly prompt?: Prompt;
}

/** "MCP: Get Prompt…": asks for its arguments and opens its messages as Markdown. */
export async function getPrompt({ pool }: Services, results: ResultDocuments, given: unknown): Promise<void> {
  const target = givenPrompt(serverOf(pool, given), given) ?? (await pickPrompt(pool, given));
  if (!target?.server || !target.prompt) return;
  const { server, prompt } = target;
  const args = await askPromptArguments(prompt, pool.label(server));
  if (!args) return;
  const title = `${prompt.name} · ${pool.label(server)}`;
  const result = await withProgress(
    { location: vscode.ProgressLocation.Window, title },
    async (_progress, token) =>
      (await pool.open()).getPrompt(server.id, prompt.name, args, { signal: toSignal(token) }),
  );
  await results.showPrompt(server.id, prompt.name, result);
}

async function pickPrompt(pool: PoolService, given: unknown): Promise<PromptItem | undefined> {
  const one = serverOf(pool, given);
  const servers = (one ? [one] : pool.servers).filter(
    (server) => server.state.kind === 'ready' && server.catalog.prompts.items.length > 0,
  );
  if (servers.length === 0)
    throw failure('notFound', 'No server that is ready has prompts.', [
      'Start a server first, or check its log.',
    ]);
  const items = servers.flatMap((server) =>
    server.catalog.prompts.items.map(
      (prompt): PromptItem => ({
        icon: 'comment-discussion',
        label: prompt.name,
        description: pool.label(server),
        detail: oneLine(prompt.description ?? prompt.title ?? '', 160) || undefined,
        server,
        prompt,
      }),
    ),
  );
  const end = await askPick({
    title: 'Get a prompt',
    placeholder: 'Search by name, server or description',
    items,
    back: false,
    buttons: [],
    matchDetail: true,
  });
  return end.kind === 'accept' ? end.value[0] : undefined;
}

function givenPrompt(server: Server | undefined, given: unknown): PromptItem | undefined {
  if (!server || typeof given !== 'object' || given === null || !('prompt' in given)) return undefined;
  const name =
    typeof given.prompt === 'string' ? given.prompt : (given.prompt as { name?: string } | null)?.name;
  const prompt = server.catalog.prompts.items.find((item) => item.name === name);
  return prompt && { label: prompt.name, server, prompt };
}

async function askPromptArguments(
  prompt: Prompt,
  serverLabel: string,
): Promise<Record<string, string> | undefined> {
  const wanted = [...(prompt.arguments ?? [])].sort(
    (a, b) => Number(b.required ?? false) - Number(a.required ?? false),
  );
  const values: Record<string, string> = {};
  for (let at = 0; at < wanted.length; ) {
    const { name, description, required } = wanted[at]!;
    const about = [name, description].filter(Boolean).join(' · ');
    const end = await askText({
      title: `Get ${prompt.name}${wanted.length > 1 ? ` (${at + 1}/${wanted.length})` : ''} · ${serverLabel}`,
      prompt: required ? about : `${about} (optional, Enter skips it)`,
      value: values[name] ?? '',
      back: at > 0,
      buttons: [],
      check: (text, final) => (text === '' && final && required ? `'${name}' is required.` : undefined),
    });
    if (end.kind === 'cancel') return undefined;
    if (end.kind === 'accept' && end.value !== '') values[name] = end.value;
    if (end.kind === 'accept' && end.value === '') delete values[name];
    at += end.kind === 'back' ? -1 : 1;
  }
  return values;
}

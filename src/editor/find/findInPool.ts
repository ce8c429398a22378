import * as vscode from 'vscode';
import { failure } from '../../base/failure';
import { oneLine } from '../../base/text';
import { isDisabled } from '../../pool/toolPolicy';
import { commands } from '../ids';
import type { Services } from '../services/services';
import { askPick, type PickItem } from '../ui/quickInputs';

interface FoundItem extends PickItem {
  readonly command: string;
  readonly target: object;
}

/** "MCP: Find Tool, Resource or Prompt…": everything the servers offer in one list. */
export async function findInPool({ pool }: Services): Promise<void> {
  const items = pool.servers.flatMap((server): FoundItem[] => {
    const { tools, resources, resourceTemplates, prompts } = server.catalog;
    const label = pool.label(server);
    const item = (
      icon: string,
      name: string,
      text: string | undefined,
      command: string,
      target: object,
    ): FoundItem => ({
      icon,
      label: name,
      description: label,
      detail: text && oneLine(text, 160),
      command,
      target: { serverId: server.id, ...target },
    });
    return [
      ...tools.items
        .filter(({ name }) => !isDisabled(server.definition, name))
        .map((tool) => item('symbol-method', tool.name, tool.description, commands.callTool, { tool })),
      ...resources.items.map((resource) =>
        item('file', resource.title ?? resource.name, resource.uri, commands.openResource, { resource }),
      ),
      ...resourceTemplates.items.map((template) =>
        item('symbol-snippet', template.title ?? template.name, template.uriTemplate, commands.openResource, {
          template,
        }),
      ),
      ...prompts.items.map((prompt) =>
        item('comment-discussion', prompt.name, prompt.description, commands.getPrompt, { prompt }),
      ),
    ];
  });
  if (items.length === 0)
    throw failure('notFound', 'There is nothing to find: no server has reported what it offers.', [
      'Start a server first.',
    ]);
  const end = await askPick({
    title: 'Find a tool, resource or prompt',
    placeholder: 'Search by name, server or description',
    items,
    back: false,
    buttons: [],
    matchDetail: true,
  });
  const chosen = end.kind === 'accept' ? end.value[0] : undefined;
  if (chosen) await vscode.commands.executeCommand(chosen.command, chosen.target);
}

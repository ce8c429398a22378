import type { ElicitRequestParams, ElicitResult, Tool } from '@modelcontextprotocol/client';
import { visibleLine } from '../../base/text';
import { label } from '../ui/labels';
import { showDialog, showInformation } from '../ui/messages';
import { openAddress } from '../ui/openAddress';
import { askArguments } from './argumentForm';

/**
 * Asks a person for what a server requests: first whether to answer at all, then one native input for each property. What is sent
 * fits the schema that the server asked with.
 * https://modelcontextprotocol.io/specification/2025-11-25/client/elicitation
 */
export async function elicitInEditor(
  serverLabel: string,
  question: ElicitRequestParams,
  signal: AbortSignal,
): Promise<ElicitResult> {
  if (signal.aborted) return { action: 'cancel' };
  return question.mode === 'url' ? askToOpen(serverLabel, question) : askForm(serverLabel, question);
}

async function askForm(
  serverLabel: string,
  question: Exclude<ElicitRequestParams, { mode: 'url' }>,
): Promise<ElicitResult> {
  const answer = 'Answer…';
  const decline = 'Decline';
  const chosen = await showInformation(`'${serverLabel}' asks: ${question.message}`, answer, decline);
  if (chosen !== answer) return { action: chosen === decline ? 'decline' : 'cancel' };
  const asked = { name: 'answer', inputSchema: question.requestedSchema } as unknown as Tool;
  const end = await askArguments({ tool: asked, serverLabel, values: {}, title: question.message });
  return end.kind === 'done'
    ? { action: 'accept', content: end.arguments as NonNullable<ElicitResult['content']> }
    : { action: 'cancel' };
}

/** The whole address is shown before it is opened, and never fetched by MCP Pool: it may carry a secret of the person. */
async function askToOpen(
  serverLabel: string,
  { message, url }: Extract<ElicitRequestParams, { mode: 'url' }>,
): Promise<ElicitResult> {
  const open = 'Open';
  // As the browser takes it: a name in another script shows what it is.
  const address = new URL(url).href;
  const chosen = await showDialog({
    text: `'${serverLabel}' asks you to open an address`,
    // First the address: nothing that the server says can push it out of sight.
    detail: `${visibleLine(address)}\n\n${label(message, 600)}`,
    buttons: [open],
  });
  if (chosen !== open) return { action: 'decline' };
  await openAddress(address);
  return { action: 'accept' };
}

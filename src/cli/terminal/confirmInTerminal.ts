import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { errorMessage, failure } from '../../base/failure';
import type { ToolList } from '../../config/edit/toolLists';
import type { Confirmation } from '../../pool/call';
import { callFacts, shortName } from './callFacts';
import { safe } from './safeText';
import type { Terminal } from './terminal';

/** How calls are confirmed in this run. */
export interface Confirming {
  readonly terminal: Terminal;
  /** Whether the person confirmed everything in advance. */
  readonly yes?: boolean;
  /** The file that defines the server; without one, an answer applies once. */
  readonly file?: string;
  /** Stores the tool as it is now as approved. */
  readonly approve: () => Promise<void>;
  /** The decision is in the file by now. */
  readonly decided?: (list: ToolList) => Promise<void>;
}

/**
 * Asks in the terminal whether a call may run, below what it would do. `--yes` has already answered; without a terminal no one can, so the call is denied.
 * "Always" and "never" are written into the file.
 */
export async function confirmInTerminal(
  confirmation: Confirmation,
  { terminal, yes, file, approve, decided }: Confirming,
  signal?: AbortSignal,
): Promise<boolean> {
  const { serverName, tool, reason, before } = confirmation;
  const { toolChanges } = await import('../../pool/approvals/toolChanges');
  const { snapshotOf } = await import('../../pool/approvals/toolApprovals');
  const difference = before && toolChanges(before, snapshotOf(tool));
  if (yes) {
    if (before) terminal.say(`${reason}\n${difference}`);
    return true;
  }
  if (!terminal.interactive) return false;

  // A name with `*` in a list would match other tools too. One that is in `autoApprove` already is always called.
  const lasting = Boolean(file) && !tool.name.includes('*');
  const choices = ['y', 'N', ...(lasting && !before ? ['a (always)'] : []), ...(lasting ? ['never'] : [])];
  const question = safe`Call '${shortName(tool.name)}' on '${shortName(serverName)}'?`;
  let answer: string | undefined;
  for (let whole = false; ; whole = true) {
    const { text: above, more } = callFacts(confirmation, { whole, difference, columns: terminal.columns });
    const offered = [...choices, ...(more ? ['s (show all)'] : [])].join(' / ');
    // The question comes last, on lines of its own: no external text can follow it.
    answer = await terminal.ask(safe`${question} [${offered}] `, { above, signal });
    if (!more || answer?.trim().toLowerCase() !== 's') break;
  }
  const list = { a: 'autoApprove', always: 'autoApprove', never: 'disabledTools' } as const;
  const word = answer?.trim().toLowerCase() ?? '';
  const kept = lasting ? list[word as keyof typeof list] : undefined;
  if (!kept || (kept === 'autoApprove' && before)) return word === 'y' || word === 'yes';

  await keep(file!, confirmation, kept, terminal);
  await decided?.(kept);
  if (kept === 'autoApprove') {
    await approve();
    return true;
  }
  throw failure('denied', `'${tool.name}' of '${serverName}' is not called: you denied it.`);
}

/** Writes the tool into a list of its server. An answer that cannot be stored still applies this time. */
async function keep(
  file: string,
  { serverName, tool }: Confirmation,
  list: ToolList,
  terminal: Terminal,
): Promise<void> {
  const { withTool } = await import('../../config/edit/toolLists');
  const name = path.basename(file);
  try {
    const text = await readFile(file, 'utf8');
    const changed = withTool(text, serverName, list, tool.name);
    if (changed !== text) await writeFile(file, changed);
    terminal.say(safe`'${tool.name}' is now in '${list}' of '${serverName}' in ${name}.`);
  } catch (error) {
    terminal.say(safe`${name} was not changed. ${errorMessage(error)}`);
  }
}

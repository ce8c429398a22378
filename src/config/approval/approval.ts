import { createHash } from 'node:crypto';
import path from 'node:path';
import type { ToolList } from '../edit/toolLists';
import { approvedFacts, type ServerDefinition } from '../model/definition';
import { shownLines } from './reviewFacts';

/** One entry as it would be launched now: with the content of its `envFile`. */
export interface Launchable {
  readonly definition: ServerDefinition;
  /** The text of its `envFile`; undefined when it has none, or none that can be read before it starts. */
  readonly envFile?: string;
}

/** What a person approved of one entry after seeing all of it. */
export interface Approval {
  /** The hash of what it launches, see {@link launchHash}. */
  readonly launch: string;
  /** The tools that may run without asking. */
  readonly autoApprove: readonly string[];
  /** The tools that must not run: removing one needs a new approval. */
  readonly disabledTools: readonly string[];
  /** The facts shown for it, so that a later review can show what is new. */
  readonly shown: readonly string[];
}

/** An entry that waits for a person: all of it, or only what it allows tools to do. */
export interface Waiting extends Launchable {
  readonly for: 'launch' | 'policy';
}

/** The key of an approval: the entry, and the folder that its paths start from. */
export function approvalKey({ id, source }: ServerDefinition): string {
  const key = `${id}\n${source.folder}`;
  // On Windows a drive letter may be upper or lower case.
  return process.platform === 'win32' ? key.toLowerCase() : key;
}

/** Distinguishes launches by the exact text of the entry, and of its `envFile`. */
export function launchHash({ definition, envFile }: Launchable): string {
  return hashOf([...approvedFacts(definition), envFile === undefined ? null : hashOf(envFile)]);
}

/** Distinguishes everything that is approved with an entry, so that an answer applies only to what was shown. */
export function reviewHash(entry: Launchable): string {
  const { autoApprove, disabledTools } = entry.definition;
  return hashOf([launchHash(entry), autoApprove, disabledTools]);
}

/** What approving an entry approves. */
export function approvalOf(entry: Launchable): Approval {
  const { autoApprove, disabledTools = [] } = entry.definition;
  return { launch: launchHash(entry), autoApprove, disabledTools, shown: shownLines(entry) };
}

/** What of an entry waits for a person; nothing when it is not going to start. */
export function waitsFor(entry: Launchable, approval: Approval | undefined): Waiting['for'] | undefined {
  const { launch, disabled, autoApprove, disabledTools = [] } = entry.definition;
  if (launch.type === 'invalid' || disabled) return undefined;
  if (approval?.launch !== launchHash(entry)) return 'launch';
  const strict =
    autoApprove.every((one) => approval.autoApprove.includes(one)) &&
    approval.disabledTools.every((one) => disabledTools.includes(one));
  return strict ? undefined : 'policy';
}

/**
 * The definition as far as it is approved: on hold when no one approved what it launches, and with no looser policy than
 * the approved one.
 */
export function asApproved(entry: Launchable, approval: Approval | undefined): ServerDefinition {
  const { definition } = entry;
  const waits = waitsFor(entry, approval);
  if (waits === undefined && approval) return definition;
  const { autoApprove, disabledTools = [] } = definition;
  if (waits !== 'policy' || !approval)
    return { ...definition, autoApprove: [], ...(waits && { held: 'It has not been approved yet.' }) };
  const allowed = autoApprove.filter((one) => approval.autoApprove.includes(one));
  const denied = [...new Set([...approval.disabledTools, ...disabledTools])];
  return { ...definition, autoApprove: allowed, disabledTools: denied };
}

/**
 * The approval with what the person decided about one tool. Only the tool: undefined when the file names something else to launch by
 * now, which the person did not see.
 */
export function withDecision(
  approval: Approval,
  entry: Launchable,
  list: ToolList,
  tool: string,
): Approval | undefined {
  if (approval.launch !== launchHash(entry)) return undefined;
  return { ...approval, [list]: [...new Set([...approval[list], tool])] };
}

/** The approval of an entry that a person wrote with one of our commands; undefined when the file starts something else by now. */
export function approvalOfWritten(entry: Launchable, meant: ServerDefinition): Approval | undefined {
  const own = { definition: { ...meant, source: entry.definition.source } };
  return launchHash(entry) === launchHash(own) ? approvalOf(own) : undefined;
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** The default name of the file. */
const usual = 'mcp-config.yaml';

/** How a person approves what waits in a configuration file, as a sentence. */
export function howToApprove(file: string): string {
  const name = path.basename(file);
  const option = name === usual ? '' : ` --config ${JSON.stringify(name)}`;
  return `Run mcp-pool${option} review in ${path.dirname(file)}, or open that folder in VS Code.`;
}

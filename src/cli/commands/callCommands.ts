import { renderPromptText, renderText } from '../../pool/render/renderText';
import { promptArguments } from '../../pool/wordArguments';
import { withBackend } from '../backend/backend';
import type { CommandContext } from '../context/commandContext';
import { writtenArguments } from '../context/writtenArguments';
import { type CommandFailure, exitCodeOf } from '../terminal/exitCode';
import { ProgressLine } from '../terminal/progressLine';
import { joined, safe } from '../terminal/safeText';
import { binariesOf, contentsOf, saveAll, tellHowToSave } from '../terminal/saveResult';
import { serverJson, serverLines, serverText } from '../terminal/serverList';

/** The options of commands whose result can be saved. */
export interface SaveOption {
  /** A file, or a folder when it is one or ends with a slash. */
  readonly save?: string;
}

/** The options of `call`. */
export interface CallCommandOptions extends SaveOption {
  readonly args?: string;
}

/** `list [server]`: what the servers offer. */
export function list(context: CommandContext, name: string | undefined): Promise<number> {
  return withBackend(context, name, async (door) => {
    const { output } = context;
    const servers = await door.list(name);
    if (output.json) output.printJson(servers.map(serverJson));
    else if (output.lines) for (const line of servers.flatMap(serverLines)) output.printLine(line);
    else
      output.print(
        servers.length === 0
          ? 'No servers.'
          : joined(
              servers.map((server) => serverText(server, output.style)),
              '\n\n',
            ),
      );
    const failed = servers.flatMap(({ error }) => error ?? []);
    for (const error of failed) output.fail(error);
    return failed[0] ? exitCodeOf(failed[0]) : 0;
  });
}

/** `call <server> <tool> [key=value…]`. */
export async function call(
  context: CommandContext,
  server: string,
  tool: string,
  words: readonly string[],
  { args, save }: CallCommandOptions,
): Promise<number> {
  const { output, signal } = context;
  const written = await writtenArguments(words, args, signal);
  return withBackend(context, server, async (door) => {
    const progress = new ProgressLine(`${tool} · ${server}`, output);
    const onAsking = (asking: boolean, elsewhere: boolean) => {
      progress.hold(asking);
      if (asking && elsewhere)
        output.note(`Waiting for your confirmation where the servers run (VS Code or mcp-pool serve).`);
    };
    const onProgress = progress.show.bind(progress);
    const answer = await door
      .call({ server, tool, ...written, onProgress, onAsking })
      .finally(() => progress.end());
    const { result, warnings } = answer;
    for (const warning of warnings) output.note(safe`warning: ${warning}`);
    if (output.json) output.printJson(result);
    else if (!result.isError) output.printResult(renderText(result));
    const binaries = binariesOf(result);
    if (save !== undefined) await saveAll(binaries, save, output);
    else if (binaries.length > 0) tellHowToSave(output);
    if (!result.isError) return 0;
    const failed: CommandFailure = {
      kind: 'tool',
      message: `The tool '${tool}' reported an error: ${renderText(result)}`,
      nextSteps: [],
    };
    output.fail(failed);
    return exitCodeOf(failed);
  });
}

/** `read <server> <uri>`. */
export function read(
  context: CommandContext,
  server: string,
  uri: string,
  { save }: SaveOption,
): Promise<number> {
  return withBackend(context, server, async (door) => {
    const { output } = context;
    const result = await door.read(server, uri);
    if (output.json) output.printJson(result);
    if (save !== undefined) await saveAll(contentsOf(result), save, output);
    if (output.json || save !== undefined) return 0;
    for (const content of result.contents) {
      if ('text' in content) output.printResult(content.text);
      else if (output.seen) {
        output.print(safe`[${content.mimeType ?? 'binary'}: not shown in a terminal]`);
        tellHowToSave(output);
      } else output.printBytes(Buffer.from(content.blob, 'base64'));
    }
    return 0;
  });
}

/** `prompt <server> <name> [key=value…]`. */
export function prompt(
  context: CommandContext,
  server: string,
  name: string,
  words: readonly string[],
): Promise<number> {
  return withBackend(context, server, async (door) => {
    const { output } = context;
    const result = await door.prompt(server, name, promptArguments(words));
    if (output.json) output.printJson(result);
    else output.printResult(renderPromptText(result));
    return 0;
  });
}

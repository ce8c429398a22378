import { FailureError } from '../base/failure';
import { problemLine } from '../config/problemLine';
import type { Pool } from '../pool/pool';
import { renderPromptText, renderText } from '../pool/renderText';
import { callArguments, promptArguments } from './callArguments';
import { type CommandFailure, exitCodeOf } from './exitCode';
import type { Output } from './output';
import { errorOf, serverJson, serverText } from './render';
import { allProblems, asNamed, openPool, readConfig, readDefinitions, type SharedOptions } from './session';
import { advisingLogin } from './signIn';

/** What every command gets. It gives back its exit code, or throws a failure. */
export interface CommandContext {
  readonly options: SharedOptions;
  readonly output: Output;
  /** Aborts at Ctrl+C. */
  readonly signal: AbortSignal;
}

/** `list [server]`: what the servers offer. */
export function list(context: CommandContext, name: string | undefined): Promise<number> {
  return withPool(context, name, async (pool) => {
    const { output, signal } = context;
    const servers = name === undefined ? pool.servers : [pool.find(name)];
    await Promise.all(servers.map((server) => server.connected(signal).catch(() => undefined)));
    signal.throwIfAborted();
    if (output.json) output.printJson(servers.map(serverJson));
    else output.print(servers.map(serverText).join('\n\n') || 'No servers.');
    const failed = servers.flatMap((server) => errorOf(server) ?? []);
    for (const error of failed) output.fail(error);
    return failed[0] ? exitCodeOf(failed[0]) : 0;
  });
}

/** `call <server> <tool> [key=value…]`. */
export function call(
  context: CommandContext,
  name: string,
  toolName: string,
  words: readonly string[],
  json: string | undefined,
): Promise<number> {
  return withPool(context, name, async (pool) => {
    const { output, signal } = context;
    const server = pool.find(name);
    await server.connected(signal);
    const tool = server.catalog.tools.items.find((item) => item.name === toolName);
    // An unknown tool goes on to the pool, which says so better than a remark on its arguments would.
    const args = tool ? await callArguments(tool, words, json, signal) : {};
    const { outcome } = await pool.call({
      server: server.id,
      tool: toolName,
      arguments: args,
      origin: 'terminal',
      signal,
    });
    if (outcome.kind === 'failure') throw new FailureError(outcome.failure);
    for (const warning of outcome.warnings) output.note(`warning: ${warning}`);
    if (output.json) output.printJson(outcome.result);
    else if (!outcome.result.isError) output.print(renderText(outcome.result));
    if (!outcome.result.isError) return 0;
    const failed: CommandFailure = {
      kind: 'tool',
      message: `The tool '${toolName}' reported an error: ${renderText(outcome.result)}`,
      nextSteps: [],
    };
    output.fail(failed);
    return exitCodeOf(failed);
  });
}

/** `read <server> <uri>`. */
export function read(context: CommandContext, name: string, uri: string): Promise<number> {
  return withPool(context, name, async (pool) => {
    const { output, signal } = context;
    const result = await pool.readResource(name, uri, { signal });
    if (output.json) {
      output.printJson(result);
      return 0;
    }
    for (const content of result.contents) {
      if ('text' in content) output.print(content.text);
      else if (process.stdout.isTTY)
        output.print(`[${content.mimeType ?? 'binary'}: pipe it to a file to keep it]`);
      else output.printBytes(Buffer.from(content.blob, 'base64'));
    }
    return 0;
  });
}

/** `prompt <server> <name> [key=value…]`. */
export function prompt(
  context: CommandContext,
  name: string,
  promptName: string,
  words: readonly string[],
): Promise<number> {
  return withPool(context, name, async (pool) => {
    const { output, signal } = context;
    const result = await pool.getPrompt(name, promptName, promptArguments(words), { signal });
    if (output.json) output.printJson(result);
    else output.print(renderPromptText(result));
    return 0;
  });
}

/** `check`: the problems of the configuration file and of what surrounds it. */
export async function check({ options, output }: CommandContext): Promise<number> {
  const config = await readConfig(options.config);
  const { file } = config;
  const problems = await allProblems(config);
  const rows = problems.map(({ range, severity, code, message }) => ({
    file,
    line: range.line,
    column: range.column,
    severity,
    code,
    message,
  }));
  if (output.json) output.printJson(rows);
  else
    output.print(problems.map((problem) => problemLine(file, problem)).join('\n') || `${file}: no problems`);
  return problems.some((problem) => problem.severity === 'error') ? exitCodeOf({ kind: 'configuration' }) : 0;
}

/** Runs with a pool that starts only the server in question, or all when none is named, and leaves no process behind. */
export async function withPool(
  { options, output, signal }: CommandContext,
  name: string | undefined,
  run: (pool: Pool) => Promise<number>,
): Promise<number> {
  const definitions = await readDefinitions(options, output);
  const pool = await openPool(options);
  try {
    // The others stay known by name, so that a mistyped one can be told apart, but do not start.
    const wanted = definitions.map((definition) =>
      name === undefined || definition.name === name
        ? asNamed(definition)
        : { ...definition, disabled: true },
    );
    await pool.apply(wanted);
    signal.throwIfAborted();
    return await advisingLogin(options, name, run(pool));
  } finally {
    await pool.dispose();
  }
}

import type { Tool } from '@modelcontextprotocol/client';
import { didYouMean } from '../base/didYouMean';
import { failure } from '../base/failure';
import type { Server } from '../mcp/server/server';
import { fieldsOf, readField } from './forms/formFields';
import type { Pool } from './pool';
import { splitWord } from './wordArguments';

/** Arguments as a person types them. */
export interface WrittenArguments {
  /** Each `key=value`, typed by the schema of the tool; they override `given`. */
  readonly words: readonly string[];
  readonly given: Readonly<Record<string, unknown>>;
}

/** Makes the arguments of a call of this server's tool, whose schema is known once the server was connected. */
export async function argumentsFor(
  server: Server,
  toolName: string,
  written: WrittenArguments,
  signal?: AbortSignal,
): Promise<Record<string, unknown>> {
  await server.connected(signal);
  const tool = toolOf(server, toolName);
  // An unknown tool is left to the pool, whose message is better than a remark on its arguments.
  return tool ? typedArguments(tool, written) : {};
}

/** Makes the arguments of a broadcast: by the schema of the first server that has the tool, and each then checks them by its own. */
export async function argumentsForAll(
  pool: Pick<Pool, 'servers'>,
  toolName: string,
  written: WrittenArguments,
  signal?: AbortSignal,
): Promise<Record<string, unknown>> {
  if (written.words.length === 0) return { ...written.given };
  const tools = pool.servers.map(async (server) => {
    await server.connected(signal).catch(() => undefined);
    return toolOf(server, toolName);
  });
  for (const found of tools) {
    const tool = await found;
    if (tool) return typedArguments(tool, written);
  }
  return typedArguments({ name: toolName, inputSchema: { type: 'object' } }, written);
}

function typedArguments(tool: Tool, { words, given }: WrittenArguments): Record<string, unknown> {
  const schema = tool.inputSchema as Record<string, unknown>;
  const fields = fieldsOf(schema);
  const args = { ...given };
  for (const word of words) {
    const [key, value] = splitWord(word);
    const field = fields.find((one) => one.name === key);
    if (field) {
      const reading = readField(field, value);
      if ('problem' in reading) {
        throw failure('arguments', `'${key}' ${reading.problem}, but it is '${value}'.`, [
          `'${key}' must be ${field.expected}.`,
        ]);
      }
      args[key] = reading.value;
    } else if (fields.length > 0 && !schema.additionalProperties) {
      const names = fields.map((one) => one.name);
      const guess = didYouMean(key, names);
      throw failure('arguments', `'${tool.name}' has no argument '${key}'.`, [
        guess ? `Did you mean '${guess}'?` : `It takes: ${names.join(', ')}.`,
      ]);
    } else {
      args[key] = value;
    }
  }
  return args;
}

function toolOf({ catalog }: Server, name: string): Tool | undefined {
  return catalog.tools.items.find((item) => item.name === name);
}

import type { Tool } from '@modelcontextprotocol/client';
import { isFailure } from '../../src/base/failure';
import type { Connection } from '../../src/mcp/connection/connection';
import { validate } from '../../src/pool/forms/validation';
import { issueText } from '../../src/pool/forms/validationIssues';
import type { Context } from './settings';

/** Does what a person would: lists everything, then calls the tools that the scenario names, or all there are. */
export async function useServer(connection: Connection, context: Context): Promise<void> {
  const { tools } = await connection.catalog();
  if (tools.error) throw tools.error;
  const calls =
    context.toolCalls ?? tools.items.map(({ name }) => ({ name, arguments: argumentsOf(name, tools.items) }));
  for (const call of calls) {
    const schema = tools.items.find(({ name }) => name === call.name)?.inputSchema;
    const { issues } = validate((schema ?? {}) as Record<string, unknown>, call.arguments);
    // Only a remark: some scenarios want to see arguments that do not fit.
    if (issues.length > 0) process.stderr.write(`${call.name}: ${issues.map(issueText).join('; ')}\n`);
    await callTool(connection, call);
  }
}

/** A tool that the server refuses is no fault of the client; some servers of the suite refuse all. */
async function callTool(
  connection: Connection,
  call: NonNullable<Context['toolCalls']>[number],
): Promise<void> {
  try {
    await connection.callTool({ name: call.name }, call.arguments, {});
  } catch (error) {
    if (!isFailure(error) || error.kind !== 'protocol') throw error;
    process.stderr.write(`${error.message}\n`);
  }
}

/** Arguments for the tools that need some. */
function argumentsOf(name: string, tools: readonly Tool[]): Record<string, unknown> {
  if (name === 'add_numbers') return { a: 5, b: 3 };
  // One tool shows the suite what became of the schema of the other.
  if (name === 'json_schema_echo') return { schema: tools.find((tool) => tool.name !== name)?.inputSchema };
  return {};
}

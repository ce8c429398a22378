import type { CallToolResult, Tool } from '@modelcontextprotocol/server';
import { plural, quoted } from '../../base/text';
import { howToApprove } from '../../config/approval/approval';
import { needsApproval } from '../../mcp/server/serverState';
import type { Pool } from '../../pool/pool';

/** No tool of a server has this name: theirs have two underscores after the name of the server. */
const name = 'mcp_pool_review';

/** What an assistant sees of servers that wait for a person, who may never read a log. */
export interface ReviewTool {
  readonly tool: Tool;
  readonly result: CallToolResult;
}

/**
 * A tool that is listed while servers wait for approval. Its description and its result say which, and how a person
 * approves them; it approves nothing.
 */
export function reviewToolOf({ servers }: Pick<Pool, 'servers'>): ReviewTool | undefined {
  const waiting = servers.filter(({ state }) => needsApproval(state));
  const [first] = waiting;
  if (!first) return undefined;
  const names = quoted(waiting.map((server) => server.name));
  const file = first.definition.source.file;
  const what = `${plural(waiting.length, 'MCP server')} of this pool (${names}) ${waiting.length === 1 ? 'has' : 'have'} not been approved by the user and ${waiting.length === 1 ? 'was' : 'were'} not started.`;
  const text = `${what} ${file ? howToApprove(file) : ''} Only the user can approve them. Ask the user to do so.`;
  return {
    tool: {
      name,
      title: 'Servers that wait for approval',
      description: text,
      inputSchema: { type: 'object', properties: {} },
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    result: { content: [{ type: 'text', text }] },
  };
}

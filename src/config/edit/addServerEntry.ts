import { isMap } from 'yaml';
import { failure } from '../../base/failure';
import type { WrittenEntry } from '../model/entryTypes';
import { insertLines, linesOf, mapBelow, onOneLine, openText, placeBelow, wholeText } from '../yaml/yamlText';

/** The text of a configuration file with one more server; comments and the rest stay as they are. */
export function withServer(text: string, name: string, entry: WrittenEntry): string {
  const open = openText(text);
  const { document, contents, lineBreak } = open;
  const root = contents && document.has('servers') && !document.has('mcpServers') ? 'servers' : 'mcpServers';
  const servers = mapBelow(open, root);
  if (servers?.items.some((item) => String(item.key) === name))
    throw failure('usage', `A server '${name}' already exists.`, ['Choose another name.']);
  const place = servers && placeBelow(text, servers);
  if (place) {
    const lines = linesOf({ [name]: entry }, (made) => {
      if (isMap(made.contents)) for (const { value } of made.contents.items) onOneLine(value);
    });
    return insertLines(
      text,
      place.at,
      lines.map((line) => `${place.indent}${line}`),
      lineBreak,
    );
  }
  // Into an empty `{}` the entry is written on separate lines.
  if (!servers || servers.items.length === 0) document.set(root, document.createNode({}));
  const node = document.createNode(entry);
  onOneLine(node);
  document.setIn([root, name], node);
  return wholeText(open);
}

/** The text of a new `mcp-config.yaml`: it works without changes where Node.js is installed. */
export const starterConfig = `# The MCP servers of this workspace. Saving the file starts, stops or restarts what changed.
mcpServers:
  everything:
    command: npx
    args: [-y, "@modelcontextprotocol/server-everything", stdio]

  # A server behind Streamable HTTP:
  # remote:
  #   url: https://example.com/mcp
  #   headers: { Authorization: "Bearer \${EXAMPLE_TOKEN}" }

  # More keys: env, cwd, disabled, autoApprove. See the README of MCP Pool.
`;

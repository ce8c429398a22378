/** The text of a new `mcp-config.yaml`: it runs as it is where Node.js is installed. */
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

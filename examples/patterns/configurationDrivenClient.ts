// Reads mcp-config.yaml: servers by name, with command, args, env, disabled and autoApprove.
import { openPool } from 'mcp-pool';

const pool = await openPool({ config: 'mcp-config.yaml' });
try {
  for (const { severity, message, range } of pool.problems)
    console.log(`Line ${range.line}: ${severity}: ${message}`);

  // Disabled servers are skipped, and a server that cannot start does not affect the others.
  await pool.started();
  for (const { name, state, catalog } of pool.servers) {
    const more =
      state.kind === 'ready'
        ? `${catalog.tools.items.length} tools`
        : 'error' in state
          ? state.error.message.split('\n')[0]
          : '';
    console.log(`${name}: ${state.kind} ${more}`.trim());
  }

  // 'autoApprove' names this tool, so it runs without confirmation although it declares itself destructive.
  const { content } = await pool.callTool('teahouse', 'clear-orders');
  for (const block of content) if (block.type === 'text') console.log(block.text);
} finally {
  await pool.dispose();
}

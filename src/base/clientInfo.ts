import { version } from '../../package.json';

/** What we call ourselves to servers. */
export const clientInfo = { name: 'mcp-pool', title: 'MCP Pool', version };

import { version } from '../../package.json';

/** Our name and version, as servers see them. */
export const clientInfo = { name: 'mcp-pool', title: 'MCP Pool', version };

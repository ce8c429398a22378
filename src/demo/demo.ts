// The demo server that ships with MCP Pool: `node dist/demo.mjs` speaks MCP over stdio, in the legacy and in the modern era.
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { House } from './house/teaHouse';
import { teaHouseServer } from './teaHouseServer';

// One house for all instances: the SDK may make one just to answer a probe.
const house = new House();
serveStdio(({ era }) => teaHouseServer(house, era));
process.stderr.write('The tea house is open. What happens here is kept in memory only.\n');

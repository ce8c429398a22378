import { McpServer, type ProtocolEra } from '@modelcontextprotocol/server';
import { clientInfo } from '../base/clientInfo';
import { registerPrompts } from './demoPrompts';
import { registerResources } from './demoResources';
import { followHouse } from './house/changes';
import { teapot } from './house/pictures';
import type { House } from './house/teaHouse';
import { registerAskingTools } from './tools/askingTools';
import { registerBrewing } from './tools/brewing';
import { registerGuestTools } from './tools/guestTools';
import { registerKitchenTools } from './tools/kitchenTools';
import { registerMenuTools } from './tools/menuTools';

const instructions =
  'A tea house to try MCP Pool with: take orders, book tables and brew tea. It keeps everything in memory and accesses nothing else. Begin with the resource tea://house/welcome.md.';

/** The tea house as an MCP server, for one connection. */
export function teaHouseServer(house: House, era: ProtocolEra): McpServer {
  const icon = `data:image/png;base64,${teapot(2).toString('base64')}`;
  const server = new McpServer(
    {
      name: 'tea-house',
      title: 'Tea house',
      version: clientInfo.version,
      description: 'The demo server of MCP Pool.',
      icons: [{ src: icon, mimeType: 'image/png', sizes: ['52x46'] }],
    },
    {
      instructions,
      capabilities: { logging: {}, resources: { subscribe: true, listChanged: true } },
    },
  );
  registerMenuTools(server);
  registerGuestTools(server, house);
  registerBrewing(server, house);
  registerKitchenTools(server, house);
  registerAskingTools(server);
  registerResources(server, house);
  followHouse(server, house, era);
  registerPrompts(server);
  return server;
}

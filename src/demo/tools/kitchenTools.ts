import type { LoggingLevel, McpServer } from '@modelcontextprotocol/server';
import { bell } from '../house/changes';
import { barChart } from '../house/pictures';
import type { House } from '../house/teaHouse';
import { teas } from '../house/teas';
import { resourceLink, textResult } from './toolResults';

const readOnly = { readOnlyHint: true, openWorldHint: false };

const stock: readonly (readonly [LoggingLevel, string])[] = [
  ['debug', 'Counting the tins on the shelf'],
  ['info', 'Sencha: 12 tins'],
  ['notice', 'Darjeeling: a new harvest has come in'],
  ['warning', 'Rooibos: 1 tin left'],
  ['error', 'Gyokuro: the tin is empty'],
];

/** Tools for the staff: pictures, sound, log messages, and a destructive one. */
export function registerKitchenTools(server: McpServer, house: House): void {
  server.registerTool(
    'day-report',
    {
      title: 'Daily report',
      description: 'Shows the orders of today: a table, a chart as an image, and a link.',
      annotations: readOnly,
    },
    async () => {
      const sold = teas.map(({ name, colour, price }) => {
        const orders = house.allOrders.filter((order) => order.tea === name);
        const cups = orders.reduce((sum, { cups, size }) => sum + cups * (size === 'pot' ? 3 : 1), 0);
        return { name, colour, cups, euros: cups * price };
      });
      const total = sold.reduce((sum, { euros }) => sum + euros, 0);
      const rows = sold.map(({ name, cups, euros }) => `| ${name} | ${cups} | ${euros.toFixed(2)} |`);
      const table = ['| tea | cups | € |', '|---|---:|---:|', ...rows].join('\n');
      const chart = barChart(sold.map(({ name, cups, colour }) => ({ label: name, value: cups, colour })));
      return {
        content: [
          { type: 'text', text: `# The day so far\n\n${table}\n\n**${total.toFixed(2)} €** in all` },
          { type: 'image', data: chart.toString('base64'), mimeType: 'image/png' },
          resourceLink('orders.json', 'Every order', 'application/json'),
        ],
      };
    },
  );

  server.registerTool(
    'ring-bell',
    { title: 'Ring the bell', description: 'Returns a sound.', annotations: readOnly },
    async () => ({
      content: [{ type: 'audio', data: bell().toString('base64'), mimeType: 'audio/wav' }],
    }),
  );

  server.registerTool(
    'take-stock',
    {
      title: 'Take stock',
      description: 'Checks the shelf and logs what it finds, at several levels. See the log of the server.',
      annotations: readOnly,
    },
    async ({ mcpReq }) => {
      for (const [level, text] of stock) await mcpReq.log(level, text, 'stock');
      return textResult(`${stock.length} messages were logged, from 'debug' to 'error'.`);
    },
  );

  server.registerTool(
    'clear-orders',
    {
      title: 'Clear all orders',
      description: 'Deletes every order of the day. It is marked as destructive, so you confirm it first.',
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
    },
    async ({ mcpReq }) => {
      const count = house.clearOrders();
      await mcpReq.log('warning', `${count} orders were deleted.`, 'counter');
      return textResult(`${count} order${count === 1 ? ' is' : 's are'} gone.`);
    },
  );
}

import type { McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { House } from '../house/teaHouse';
import { findTea } from '../house/teas';
import { byFormat, resourceLink, teaName, textResult } from './toolResults';

const extra = z.xor([
  z.literal('milk').meta({ title: 'A jug of milk' }),
  z.literal('lemon').meta({ title: 'A slice of lemon' }),
  z.literal('honey').meta({ title: 'Honey from the roof' }),
  z.literal('scone').meta({ title: 'A warm scone' }),
]);

const seat = z.object({
  room: z.enum(['hall', 'library', 'terrace']),
  window: z.boolean().optional(),
  chairs: z.int().min(1).max(12).optional(),
});

/** Tools for guests: every kind of argument, and things that change. */
export function registerGuestTools(server: McpServer, house: House): void {
  server.registerTool(
    'order-tea',
    {
      title: 'Order tea',
      description: 'Takes an order. It has one input of each simple kind, and orders.json changes.',
      inputSchema: z.object({
        tea: teaName.describe('Which tea'),
        cups: z.int().min(1).max(8).default(1).describe('Number of cups'),
        size: z.enum(['cup', 'pot']).default('cup').describe('Size of the cup'),
        extras: z.array(extra).max(3).optional().describe('Extras'),
        'to-go': z.boolean().default(false).describe('To go'),
        note: z.string().max(80).optional().describe('Note for the kitchen'),
      }),
      annotations: {
        readOnlyHint: false,
        destructiveHint: false,
        idempotentHint: false,
        openWorldHint: false,
      },
    },
    async ({ tea, cups, size, extras = [], 'to-go': toGo, note }, { mcpReq }) => {
      const order = house.order({ tea, cups, size, extras, toGo, note });
      await mcpReq.log('info', `Order ${order.number}: ${cups} × ${tea}`, 'counter');
      const price = (findTea(tea)!.price * cups * (size === 'pot' ? 3 : 1)).toFixed(2);
      const what = [`${cups} ${size}${cups > 1 ? 's' : ''} of ${tea}`, ...extras].join(', ');
      return textResult(`Order ${order.number}: ${what}${toGo ? ', to go' : ''}. That makes ${price} €.`);
    },
  );

  server.registerTool(
    'book-table',
    {
      title: 'Book a table',
      description: 'Reserves a table. Its inputs have formats, a list and an object; a resource is added.',
      inputSchema: z.object({
        name: z
          .string()
          .min(1)
          .describe('Name for the booking')
          .meta({ examples: ['Ada Lovelace'] }),
        day: byFormat(
          z.iso
            .date()
            .describe('When')
            .meta({ examples: ['2027-05-01'] }),
        ),
        email: byFormat(
          z
            .email()
            .describe('Address for the confirmation')
            .meta({ examples: ['ada@example.com'] }),
        ),
        seat: seat.describe('Where').meta({ examples: [{ room: 'library', window: true }] }),
        guests: z
          .array(z.string().min(1))
          .min(1)
          .max(11)
          .optional()
          .describe('Other guests')
          .meta({ examples: [['Charles', 'Mary']] }),
        website: z
          .url()
          .optional()
          .describe('Member of the tea club')
          .meta({ examples: ['https://example.com/tea-club'] }),
      }),
      annotations: {
        readOnlyHint: false,
        destructiveHint: false,
        idempotentHint: false,
        openWorldHint: false,
      },
    },
    async (wish, { mcpReq }) => {
      const booking = house.book(wish);
      await mcpReq.log('notice', `A table is booked for ${wish.day}.`, 'counter');
      const along = wish.guests ? ` and ${wish.guests.join(', ')}` : '';
      return {
        content: [
          {
            type: 'text',
            text: `A table in the ${wish.seat.room} is reserved for ${wish.name}${along} on ${wish.day}.`,
          },
          resourceLink(`bookings/${booking.number}.json`, `Booking ${booking.number}`, 'application/json'),
        ],
      };
    },
  );

  server.registerTool(
    'write-board',
    {
      title: 'Write on the board',
      description: 'Writes on the board beside the door. Open board.md first and see it change.',
      inputSchema: z.object({
        text: z
          .string()
          .min(1)
          .max(500)
          .describe('Markdown')
          .meta({ examples: ['# Today\n\nPlum cake'] }),
      }),
      annotations: {
        readOnlyHint: false,
        destructiveHint: false,
        idempotentHint: true,
        openWorldHint: false,
      },
    },
    async ({ text }) => {
      house.write(text);
      return textResult('It is on the board.');
    },
  );
}

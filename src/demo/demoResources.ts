import { type McpServer, ResourceNotFoundError, ResourceTemplate } from '@modelcontextprotocol/server';
import { teapot } from './house/pictures';
import type { House } from './house/teaHouse';
import { addressOf, findTea, teaCard, teaNamesLike, teas } from './house/teas';
import { pretty } from './tools/toolResults';
import { welcome } from './welcome';

/** What can be opened: documents, data, a picture, templates, and three that change. */
export function registerResources(server: McpServer, house: House): void {
  const text = (path: string, title: string, description: string, read: () => string) => {
    const mimeType = path.endsWith('.md') ? 'text/markdown' : 'application/json';
    server.registerResource(path, addressOf(path), { title, description, mimeType }, async ({ href }) => ({
      contents: [{ uri: href, mimeType, text: read() }],
    }));
  };
  text('welcome.md', 'Welcome', 'Begin here: five things to try.', () => welcome);
  text('menu.json', 'Menu', 'Every tea of the house.', () => pretty(teas));
  text('board.md', 'Board', "Changes with 'write-board'.", () => house.boardText);
  text('orders.json', 'Orders', "Changes with 'order-tea' and 'clear-orders'.", () =>
    pretty(house.allOrders),
  );
  text('kettle.json', 'Kettle', "Changes while 'brew' is at work.", () => pretty(house.kettleNow));

  const mimeType = 'image/png';
  server.registerResource(
    'teapot.png',
    addressOf('teapot.png'),
    { title: 'Teapot', description: 'A picture.', mimeType },
    async ({ href }) => ({
      contents: [{ uri: href, mimeType, blob: teapot(12).toString('base64') }],
    }),
  );
  registerTemplates(server, house);
}

function registerTemplates(server: McpServer, house: House): void {
  server.registerResource(
    'tea',
    new ResourceTemplate(addressOf('teas/{tea}.md'), {
      list: undefined,
      complete: { tea: teaNamesLike },
    }),
    { title: 'A tea', description: 'The card of one tea, such as sencha.', mimeType: 'text/markdown' },
    async ({ href }, { tea }) => {
      const found = findTea(String(tea));
      const names = teas.map(({ name }) => name).join(', ');
      if (!found)
        throw new ResourceNotFoundError(href, `There is no tea '${tea}' on the menu. Choose from: ${names}`);
      return { contents: [{ uri: href, mimeType: 'text/markdown', text: teaCard(found) }] };
    },
  );
  server.registerResource(
    'booking',
    new ResourceTemplate(addressOf('bookings/{number}.json'), {
      list: () => ({
        resources: house.bookings.map(({ number }) => ({
          uri: addressOf(`bookings/${number}.json`),
          name: `bookings/${number}.json`,
          title: `Booking ${number}`,
          mimeType: 'application/json',
        })),
      }),
      complete: { number: () => house.bookings.map(({ number }) => String(number)) },
    }),
    { title: 'A booking', description: "Made by 'book-table'.", mimeType: 'application/json' },
    async ({ href }, { number }) => {
      const booking = house.bookings.find((one) => String(one.number) === number);
      if (!booking)
        throw new ResourceNotFoundError(href, `There is no booking ${number}. Make one with 'book-table'`);
      return { contents: [{ uri: href, mimeType: 'application/json', text: pretty(booking) }] };
    },
  );
}

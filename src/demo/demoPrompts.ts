import { completable, type McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { addressOf, findTea, teaCard, teaNamesLike } from './house/teas';

const occasions = ['a birthday', 'a rainy afternoon', 'a retirement', 'the first warm day'];

/** Messages to give to a language model: one without and one with arguments. */
export function registerPrompts(server: McpServer): void {
  server.registerPrompt(
    'greet-guest',
    { title: 'Greet a guest', description: 'How a guest is greeted. It takes no arguments.' },
    () => ({
      messages: [
        {
          role: 'user',
          content: { type: 'text', text: 'You keep a small tea house. Greet a guest in two sentences.' },
        },
        { role: 'assistant', content: { type: 'text', text: 'Welcome. The kettle has just begun to sing.' } },
      ],
    }),
  );
  server.registerPrompt(
    'plan-tea-party',
    {
      title: 'Plan a tea party',
      description: 'An invitation for an occasion, with a tea. Its arguments can be completed.',
      argsSchema: z.object({
        occasion: completable(z.string().describe('What there is to celebrate'), (typed) =>
          occasions.filter((occasion) => occasion.includes(typed.toLowerCase())),
        ),
        tea: completable(z.string().describe('The name of a tea on the menu'), teaNamesLike),
        guests: z.string().optional().describe('How many come'),
      }),
    },
    ({ occasion, tea, guests }) => {
      const card = findTea(tea);
      const many = guests ? ` for ${guests} guests` : '';
      const text = `Plan a tea party${many} for ${occasion}, with ${card?.title ?? tea}. Write the invitation, and say what is eaten with it.`;
      return {
        description: `A tea party for ${occasion}`,
        messages: [
          { role: 'user', content: { type: 'text', text } },
          ...(card
            ? [
                {
                  role: 'user' as const,
                  content: {
                    type: 'resource' as const,
                    resource: {
                      uri: addressOf(`teas/${card.name}.md`),
                      mimeType: 'text/markdown',
                      text: teaCard(card),
                    },
                  },
                },
              ]
            : []),
        ],
      };
    },
  );
}

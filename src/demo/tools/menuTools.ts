import type { McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { addressOf, findTea, kinds, teaCard, teas } from '../house/teas';
import { errorResult, resourceLink, teaName, textResult } from './toolResults';

const readOnly = { readOnlyHint: true, openWorldHint: false };

const found = z.object({
  count: z.int().min(0).describe('Number of teas found'),
  teas: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      kind: z.enum(kinds),
      price: z.number().describe('For one cup, in euros'),
      caffeine: z.boolean(),
    }),
  ),
});

/** Tools that only read the menu: structured output, resources as parts of a result, and an error that helps. */
export function registerMenuTools(server: McpServer): void {
  server.registerTool(
    'find-tea',
    {
      title: 'Find tea',
      description: 'Finds teas on the menu. The result is structured and has a schema.',
      inputSchema: z.object({
        words: z
          .string()
          .optional()
          .describe('Part of the name or taste')
          .meta({ examples: ['sweet'] }),
        kind: z.enum(kinds).optional().describe('Kind of tea'),
        'max-price': z.number().min(2.5).max(10).optional().describe('Maximum price of a cup, in euros'),
        'without-caffeine': z.boolean().default(false).describe('Only teas without caffeine'),
      }),
      outputSchema: found,
      annotations: readOnly,
    },
    async ({ words = '', kind, 'max-price': most = Infinity, 'without-caffeine': mild }) => {
      const fitting = teas.filter(
        (tea) =>
          `${tea.title} ${tea.taste}`.toLowerCase().includes(words.toLowerCase()) &&
          (kind === undefined || tea.kind === kind) &&
          tea.price <= most &&
          !(mild && tea.caffeine),
      );
      const structuredContent: z.infer<typeof found> = {
        count: fitting.length,
        teas: fitting.map(({ name, title, kind, price, caffeine }) => ({
          name,
          title,
          kind,
          price,
          caffeine,
        })),
      };
      return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent };
    },
  );

  server.registerTool(
    'get-recipe',
    {
      title: 'Get recipe',
      description: 'Explains how to brew a tea. The result contains a resource and links to another.',
      inputSchema: z.object({ tea: teaName.describe('Which tea') }),
      annotations: readOnly,
    },
    async ({ tea }) => ({
      content: [
        { type: 'text', text: `How ${tea} is brewed in this house:` },
        {
          type: 'resource',
          resource: {
            uri: addressOf(`teas/${tea}.md`),
            mimeType: 'text/markdown',
            text: teaCard(findTea(tea)!),
          },
        },
        resourceLink('menu.json', 'The whole menu', 'application/json'),
      ],
    }),
  );

  server.registerTool(
    'check-water',
    {
      title: 'Check water',
      description: 'Checks whether water is right for a tea. If it is not, the tool reports an error.',
      inputSchema: z.object({
        tea: teaName.describe('Which tea'),
        celsius: z
          .number()
          .min(0)
          .max(100)
          .describe('Temperature of the water, in °C')
          .meta({ examples: [70] }),
      }),
      annotations: readOnly,
    },
    async ({ tea, celsius }) => {
      const right = findTea(tea)!.celsius;
      if (Math.abs(celsius - right) <= 5) return textResult(`Water of ${celsius} °C is right for ${tea}.`);
      const why =
        celsius > right ? 'too hot: the tea would become bitter' : 'too cold: the tea would taste of nothing';
      return errorResult(
        `Water of ${celsius} °C is ${why}. Brew ${tea} at ${right} °C: call 'check-water' again with celsius ${right}.`,
      );
    },
  );
}

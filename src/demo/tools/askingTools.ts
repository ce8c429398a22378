import {
  acceptedContent,
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  inputRequired,
  inputResponse,
  type McpServer,
  type ServerContext,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import { type Tea, teas } from '../house/teas';
import { textResult } from './toolResults';

/** Forms of the protocol are simpler than JSON Schema, so this one is written as it is sent. */
const form = {
  type: 'object' as const,
  properties: {
    mood: {
      type: 'string' as const,
      title: 'Purpose of the tea',
      oneOf: [
        { const: 'awake', title: 'I have to stay awake' },
        { const: 'calm', title: 'I would like to calm down' },
        { const: 'curious', title: 'Surprise me' },
      ],
    },
    budget: {
      type: 'number' as const,
      title: 'Maximum price of a cup, in euros',
      minimum: 2.5,
      maximum: 10,
      default: 5,
    },
    'without-caffeine': { type: 'boolean' as const, title: 'Only teas without caffeine', default: false },
  },
  required: ['mood'],
};

/** What a filled-in form must be. */
const wish = z.object({
  mood: z.enum(['awake', 'calm', 'curious']),
  budget: z.number().default(5),
  'without-caffeine': z.boolean().default(false),
});

/** A tool that asks the person back. It is written once: for a client of the legacy era the SDK asks in its way. */
export function registerAskingTools(server: McpServer): void {
  server.registerTool(
    'recommend-tea',
    {
      title: 'Recommend a tea',
      description: 'Asks you what you are in the mood for, and recommends a tea.',
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    async (context) => {
      if (!canAsk(server, context))
        return textResult('No one can be asked here, so try the tea of the house: Sencha from Uji.');
      const { inputResponses } = context.mcpReq;
      const answer = inputResponse(inputResponses, 'wish');
      if (answer.kind === 'elicit' && answer.action !== 'accept')
        return textResult('As you like. The tea of the house is Sencha from Uji.');
      const wanted = acceptedContent(inputResponses, 'wish', wish);
      if (wanted) return textResult(recommend(wanted));
      const question = inputRequired.elicit({
        message: 'What are you in the mood for?',
        requestedSchema: form,
      });
      return inputRequired({ inputRequests: { wish: question } });
    },
  );
}

function recommend({ mood, budget, 'without-caffeine': mild }: z.infer<typeof wish>): string {
  const rank: (tea: Tea) => number =
    mood === 'awake'
      ? ({ caffeine, celsius }) => (caffeine ? celsius : 0)
      : mood === 'calm'
        ? ({ caffeine, minutes }) => (caffeine ? 0 : minutes)
        : ({ price }) => price;
  const fitting = teas.filter(({ price, caffeine }) => price <= budget && !(mild && caffeine));
  const [best] = [...fitting].sort((a, b) => rank(b) - rank(a));
  return best
    ? `${best.title}. It tastes ${best.taste}, and costs ${best.price.toFixed(2)} €.`
    : `There is no such tea for ${budget.toFixed(2)} €. The cheapest costs 2.90 €.`;
}

/** Whether the client lets us ask for a form. Since 2026-07-28 each request says it, before that the handshake did. */
function canAsk(server: McpServer, { mcpReq }: ServerContext): boolean {
  const envelope = mcpReq.envelope as Readonly<Record<string, unknown>> | undefined;
  const said = envelope?.[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities | undefined;
  const modes = (said ?? server.server.getClientCapabilities())?.elicitation;
  // Before there were modes, an empty object meant a form.
  return modes !== undefined && (modes.form !== undefined || Object.keys(modes).length === 0);
}

import { setTimeout as pause } from 'node:timers/promises';
import type { McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { House } from '../house/teaHouse';
import { findTea } from '../house/teas';
import { teaName, textResult } from './toolResults';

const doings = ['Boiling the water', 'Warming the pot', 'Measuring the leaves', 'Pouring', 'Steeping'];

/** A slow tool that reports progress and can be canceled. */
export function registerBrewing(server: McpServer, house: House): void {
  server.registerTool(
    'brew',
    {
      title: 'Brew tea',
      description:
        'Brews a tea step by step, with progress. Cancel it, or watch kettle.json in the meantime.',
      inputSchema: z.object({
        tea: teaName.default('sencha').describe('Which tea'),
        steps: z.int().min(1).max(100).default(8).describe('Number of steps'),
        seconds: z.number().min(0).max(10).default(1).describe('Duration of a step'),
      }),
      annotations: {
        readOnlyHint: false,
        destructiveHint: false,
        idempotentHint: true,
        openWorldHint: false,
      },
    },
    async ({ tea, steps, seconds }, { mcpReq }) => {
      const { signal, _meta } = mcpReq;
      const progressToken = _meta?.progressToken;
      for (let step = 1; step <= steps; step++) {
        const doing = doings[Math.floor(((step - 1) / steps) * doings.length)]!;
        house.heat({ state: 'brewing', tea, step, steps });
        if (progressToken !== undefined) {
          const params = { progressToken, progress: step, total: steps, message: doing };
          await mcpReq.notify({ method: 'notifications/progress', params });
        }
        try {
          await pause(seconds * 1000, undefined, { signal });
        } catch {
          house.heat({ state: 'stopped', tea, step, steps });
          // No one waits for this any longer.
          return textResult(`Stopped at step ${step} of ${steps}.`);
        }
      }
      house.heat({ state: 'ready', tea, steps });
      return textResult(`Your ${tea} is ready. It tastes ${findTea(tea)!.taste}.`);
    },
  );
}

import { setTimeout as pause } from 'node:timers/promises';
import type { McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { House } from '../house/teaHouse';
import { findTea } from '../house/teas';
import { teaName, textResult } from './toolResults';

const doings = ['Boiling the water', 'Warming the pot', 'Measuring the leaves', 'Pouring', 'Letting it draw'];

/** A tool that takes its time, tells how far it is, and stops when it is told to. */
export function registerBrewing(server: McpServer, house: House): void {
  server.registerTool(
    'brew',
    {
      title: 'Brew tea',
      description: 'Brews a tea step by step, with progress. Cancel it, or watch kettle.json meanwhile.',
      inputSchema: z.object({
        tea: teaName.default('sencha').describe('Which tea'),
        steps: z.int().min(1).max(100).default(8).describe('In how many steps'),
        seconds: z.number().min(0).max(10).default(1).describe('How long a step takes'),
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
          // Nobody waits for this any more.
          return textResult(`Stopped at step ${step} of ${steps}.`);
        }
      }
      house.heat({ state: 'ready', tea, steps });
      return textResult(`Your ${tea} is ready. It tastes ${findTea(tea)!.taste}.`);
    },
  );
}

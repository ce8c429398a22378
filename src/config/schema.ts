import { z } from 'zod';
import { readDuration } from './duration';
import { oauthSchema } from './oauth';

// YAML reads `8080` and `true` as a number and a boolean where the person meant text: they are taken as text, with a hint.
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const durationWords = 'must be a time with its unit, such as 30s, 500ms or 2m';

/** A time with its unit, read as ms. */
const duration = z
  .string(durationWords)
  .refine((written) => readDuration(written) !== undefined, durationWords)
  .transform((written) => readDuration(written)!);

/** One entry below `mcpServers`: the only place that says which keys there are and what they hold. */
export const serverSchema = z.object({
  command: z.string().min(1).optional().describe('The program to start, looked up on the PATH.'),
  args: z.array(text).optional().describe('The arguments of the program.'),
  env: z.record(z.string(), text).optional().describe('Environment variables for the program.'),
  cwd: z
    .string()
    .optional()
    .describe('The directory the program starts in. The folder of this file when left out.'),
  url: z
    .string()
    .min(1)
    .optional()
    .describe('The address of a server behind HTTP or WebSocket, instead of `command`.'),
  headers: z.record(z.string(), text).optional().describe('HTTP headers sent with every request to `url`.'),
  oauth: oauthSchema.optional().describe('How to sign in to `url`, where discovery does not tell.'),
  type: z
    .enum(['stdio', 'http', 'streamable-http', 'streamableHttp', 'sse', 'ws'])
    .optional()
    .describe(
      'How to reach the server. Follows from `command` or `url` when left out: `http` is Streamable HTTP or the older HTTP+SSE, whichever the server speaks.',
    ),
  disabled: z.boolean().optional().describe('`true` keeps the entry but never starts it.'),
  autoApprove: z
    .array(z.string())
    .optional()
    .describe('Names of tools that may be called without a confirmation.'),
  startTimeout: duration
    .optional()
    .describe('How long the start may take, to the end of the handshake. 30s when left out.'),
  requestTimeout: duration
    .optional()
    .describe('How long one request may take; progress starts it anew. 60s when left out.'),
  maxTotalTimeout: duration
    .optional()
    .describe('How long one request may take in all, whatever its progress. 10m when left out.'),
});

/** What an entry looks like once its shape is known to be right. */
export type ServerEntry = z.infer<typeof serverSchema>;

/** The keys of one server. */
export const serverKeys = Object.keys(serverSchema.shape);

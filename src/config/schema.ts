import { z } from 'zod';

// YAML reads `8080` and `true` as a number and a boolean where the person meant text: they are taken as text, with a hint.
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

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
    .describe('The address of a server behind Streamable HTTP, instead of `command`.'),
  headers: z.record(z.string(), text).optional().describe('HTTP headers sent with every request to `url`.'),
  type: z
    .enum(['stdio', 'http', 'streamable-http', 'streamableHttp'])
    .optional()
    .describe('How to reach the server. Follows from `command` or `url` when left out.'),
  disabled: z.boolean().optional().describe('`true` keeps the entry but never starts it.'),
  autoApprove: z
    .array(z.string())
    .optional()
    .describe('Names of tools that may be called without a confirmation.'),
});

/** What an entry looks like once its shape is known to be right. */
export type ServerEntry = z.infer<typeof serverSchema>;

/** The keys of the whole file. */
export const topLevelKeys = ['mcpServers'] as const;

/** The keys of one server. */
export const serverKeys = Object.keys(serverSchema.shape);

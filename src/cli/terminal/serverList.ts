import type { Prompt, Resource, ResourceTemplateType, Tool } from '@modelcontextprotocol/client';
import type { Failure } from '../../base/failure';
import { cut, oneLine, plural, visibleLine } from '../../base/text';
import type { Server } from '../../mcp/server/server';
import { joined, type SafeText, safe } from './safeText';
import type { Style } from './style';

/** The longest name or address in text for people, in characters. */
const longestName = 300;

/** A server and everything it offers, as data. */
export interface ListedServer {
  readonly name: string;
  readonly state: string;
  readonly protocolVersion: string | null;
  readonly tools: readonly Tool[];
  readonly resources: readonly Resource[];
  readonly resourceTemplates: readonly ResourceTemplateType[];
  readonly prompts: readonly Prompt[];
  /** Why it cannot be used, if so. */
  readonly error?: Failure;
}

/** Why a server cannot be used, if so. */
export function errorOf(
  name: string,
  state: string,
  { error, reason }: { readonly error?: Failure; readonly reason?: string },
): Failure | undefined {
  if (error) return error;
  if (state === 'signInRequired')
    return {
      kind: 'signIn',
      message: `'${name}' requires a sign-in.`,
      nextSteps: [`Run mcp-pool login ${name}`],
    };
  if (state !== 'blocked') return undefined;
  const message = `'${name}' cannot start: ${reason}`;
  return {
    kind: 'configuration',
    message,
    nextSteps: ['Run mcp-pool check for its problems, or mcp-pool review to approve it.'],
  };
}

/** Why a server of a pool cannot be used, if so. */
export function serverError({ name, state }: Server): Failure | undefined {
  return errorOf(name, state.kind, {
    error: state.kind === 'failed' ? state.error : undefined,
    reason: state.kind === 'blocked' ? state.reason : undefined,
  });
}

/** A server of a pool as data. */
export function listedServer(server: Server): ListedServer {
  const { name, state, catalog } = server;
  return {
    name,
    state: state.kind,
    protocolVersion: state.kind === 'ready' ? state.info.protocolVersion : null,
    tools: catalog.tools.items,
    resources: catalog.resources.items,
    resourceTemplates: catalog.resourceTemplates.items,
    prompts: catalog.prompts.items,
    error: serverError(server),
  };
}

/** One server as a JSON value of `list --json`. */
export function serverJson({ error, ...server }: ListedServer): Record<string, unknown> {
  if (!error) return server;
  const { kind, message, nextSteps } = error;
  return { ...server, error: { kind, message, nextSteps } };
}

/** One server and its offers, one small value each: what `list` prints where a program reads. */
export function serverLines({
  name: server,
  state,
  protocolVersion,
  error,
  ...has
}: ListedServer): unknown[] {
  const line =
    <T>(kind: string, keys: readonly (keyof T)[]) =>
    (item: T) => ({ server, kind, ...Object.fromEntries(keys.map((key) => [key, item[key]])) });
  return [
    { server, kind: 'server', state, protocolVersion, ...(error ? { error: error.message } : {}) },
    ...has.tools.map(line('tool', ['name', 'title', 'description'])),
    ...has.resources.map(line('resource', ['uri', 'name', 'title'])),
    ...has.resourceTemplates.map(line('template', ['uriTemplate', 'name', 'title'])),
    ...has.prompts.map(line('prompt', ['name', 'title', 'description'])),
  ];
}

/** One server as text: a headline, and below it what it offers. */
export function serverText({ error, state, name, ...has }: ListedServer, style: Style): SafeText {
  const head = style('bold', cut(name, longestName));
  if (error) return safe`${head}  ${style('red', state)}\n  ${error.message}`;
  if (state !== 'ready') return safe`${head}  ${style('yellow', state)}`;
  const facts = [
    plural(has.tools.length, 'tool'),
    plural(has.resources.length, 'resource'),
    ...(has.resourceTemplates.length ? [plural(has.resourceTemplates.length, 'template')] : []),
    plural(has.prompts.length, 'prompt'),
  ];
  const lines = [
    safe`${head}  ${style('green', 'ready')}  ${has.protocolVersion ?? ''}  ${facts.join(', ')}`,
  ];
  const section = (title: string, rows: readonly (readonly [string, string | undefined])[]) => {
    if (rows.length === 0) return;
    const seen = rows.map(([label, text]) => [visibleLine(cut(label, longestName)), text] as const);
    const width = seen.reduce((widest, [label]) => Math.min(40, Math.max(widest, label.length)), 0);
    lines.push(safe`  ${style('dim', title)}`);
    for (const [label, text] of seen) {
      const words = oneLine(text ?? '', 90);
      const gap = words && ' '.repeat(Math.max(0, width - label.length) + 2);
      lines.push(safe`    ${style('cyan', label)}${gap}${words}`);
    }
  };
  section(
    'tools',
    has.tools.map((tool) => [tool.name, tool.description ?? tool.title]),
  );
  section(
    'resources',
    has.resources.map((resource) => [resource.uri, resource.title ?? resource.name]),
  );
  section(
    'templates',
    has.resourceTemplates.map((template) => [template.uriTemplate, template.title ?? template.name]),
  );
  section(
    'prompts',
    has.prompts.map((prompt) => [prompt.name, prompt.description ?? prompt.title]),
  );
  return joined(lines);
}

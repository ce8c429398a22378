import type { Failure } from '../base/failure';
import { oneLine, plural } from '../base/text';
import { countItems } from '../mcp/catalog';
import type { Server } from '../mcp/server';

/** Why a server cannot be used, if so. */
export function errorOf({ name, state }: Server): Failure | undefined {
  if (state.kind === 'failed') return state.error;
  if (state.kind === 'signInRequired')
    return {
      kind: 'signIn',
      message: `'${name}' wants a sign-in.`,
      nextSteps: [`Run mcp-pool login ${name}`],
    };
  if (state.kind !== 'blocked') return undefined;
  const message = `'${name}' cannot start: ${state.reason}`;
  return { kind: 'configuration', message, nextSteps: ['Run mcp-pool check for all problems.'] };
}

/** One server as a JSON value of `list --json`. */
export function serverJson(server: Server): Record<string, unknown> {
  const { state, catalog } = server;
  const error = errorOf(server);
  return {
    name: server.name,
    state: state.kind,
    protocolVersion: state.kind === 'ready' ? state.info.protocolVersion : null,
    tools: catalog.tools.items,
    resources: catalog.resources.items,
    resourceTemplates: catalog.resourceTemplates.items,
    prompts: catalog.prompts.items,
    ...(error ? { error: { kind: error.kind, message: error.message, nextSteps: error.nextSteps } } : {}),
  };
}

/** One server for people: a headline, and below it what it has. */
export function serverText(server: Server): string {
  const { state, catalog, name } = server;
  const error = errorOf(server);
  if (error) return `${name}  ${state.kind}\n  ${error.message}`;
  if (state.kind !== 'ready') return `${name}  ${state.kind}`;
  const counts = countItems(catalog);
  const facts = [
    plural(counts.tools, 'tool'),
    plural(counts.resources, 'resource'),
    ...(counts.resourceTemplates ? [plural(counts.resourceTemplates, 'template')] : []),
    plural(counts.prompts, 'prompt'),
  ];
  const lines = [`${name}  ready  ${state.info.protocolVersion}  ${facts.join(', ')}`];
  const section = (title: string, rows: readonly (readonly [string, string | undefined])[]) => {
    if (rows.length === 0) return;
    const width = Math.min(40, Math.max(...rows.map(([label]) => label.length)));
    lines.push(
      `  ${title}`,
      ...rows.map(([label, text]) => `    ${label.padEnd(width)}  ${oneLine(text ?? '', 90)}`.trimEnd()),
    );
  };
  section(
    'tools',
    catalog.tools.items.map((tool) => [tool.name, tool.description ?? tool.title]),
  );
  section(
    'resources',
    catalog.resources.items.map((resource) => [resource.uri, resource.title ?? resource.name]),
  );
  section(
    'templates',
    catalog.resourceTemplates.items.map((template) => [
      template.uriTemplate,
      template.title ?? template.name,
    ]),
  );
  section(
    'prompts',
    catalog.prompts.items.map((prompt) => [prompt.name, prompt.description ?? prompt.title]),
  );
  return lines.join('\n');
}

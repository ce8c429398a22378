import type { Prompt, Resource, ResourceTemplateType, Tool } from '@modelcontextprotocol/client';
import { code, escapeMarkdown, paragraphs, textBlock } from '../../base/markdown';
import { cut } from '../../base/text';

/** The longest text in a tooltip, in characters. */
const longest = 2000;
/** The most arguments of a tool in a tooltip. */
const mostRows = 50;

/** Text of a server or a file, escaped for Markdown. */
export function fromServer(text: unknown, most = longest): string {
  return escapeMarkdown(cut(String(text ?? ''), most));
}

/** Text of several lines as it is. */
export function blockFromServer(text: string): string {
  return textBlock(cut(text, longest)).join('\n');
}

/** What a tool says about itself. Its annotations are the server's own claims. */
export function toolTooltip({ name, title, description, inputSchema, annotations }: Tool): string {
  const { properties, required } = inputSchema as {
    properties?: Record<string, unknown>;
    required?: readonly unknown[];
  };
  const all = Object.entries(properties ?? {});
  const rows = all.slice(0, mostRows).map(([property, schema]) => {
    const { type, description: about } = (
      typeof schema === 'object' && schema !== null ? schema : {}
    ) as Record<string, unknown>;
    const needed = Array.isArray(required) && required.includes(property) ? '' : ', optional';
    const types = fromServer([type ?? 'any'].flat().join(' or '), 100);
    return `- ${code(property)} ${types}${needed}${about ? `: ${fromServer(oneParagraph(about), 500)}` : ''}`;
  });
  if (all.length > mostRows) rows.push(`- and ${all.length - mostRows} more`);
  const { readOnlyHint, destructiveHint, idempotentHint } = annotations ?? {};
  const claims = [
    readOnlyHint && 'only reads',
    destructiveHint && 'may destroy or overwrite something',
    idempotentHint && 'can be repeated safely',
  ].filter(Boolean);
  return paragraphs(
    `**${fromServer(oneParagraph(title ?? annotations?.title ?? name), 200)}**`,
    description && fromServer(description),
    rows.join('\n'),
    claims.length > 0 && `The server says: ${claims.join(', ')}.`,
  );
}

/** What a resource says about itself. */
export function resourceTooltip({ description, uri, mimeType }: Resource): string {
  return paragraphs(description && fromServer(description), code(uri), mimeType && fromServer(mimeType, 200));
}

/** What a resource template says about itself. */
export function templateTooltip({ description, uriTemplate, mimeType }: ResourceTemplateType): string {
  return paragraphs(
    description && fromServer(description),
    code(uriTemplate),
    mimeType && fromServer(mimeType, 200),
  );
}

/** What a prompt says about itself, and its arguments. */
export function promptTooltip({ description, arguments: args = [] }: Prompt): string {
  const named = args
    .slice(0, mostRows)
    .map(({ name, required }) => `${code(name)}${required ? '' : ' (optional)'}`);
  return paragraphs(
    description && fromServer(description),
    named.length > 0 && `Arguments: ${named.join(', ')}`,
  );
}

function oneParagraph(text: unknown): string {
  return String(text).replace(/\s+/g, ' ');
}

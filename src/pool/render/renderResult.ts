import type { CallToolResult, ContentBlock, GetPromptResult } from '@modelcontextprotocol/client';
import { inline } from '../../base/markdown';
import { parseShallow } from '../../base/nesting';
import { longestRun, visible } from '../../base/text';
import { linkTarget, mayFetch } from './fetchingMarkdown';
import { extensionOf } from './mimeTypes';

/** A result as a document. */
export interface Rendered {
  readonly text: string;
  /** The VS Code language id of the text. */
  readonly language: 'plaintext' | 'json' | 'markdown';
  /** Binary parts, which the text refers to by name. */
  readonly files: readonly RenderedFile[];
  /** Set when the result is only this picture or sound. */
  readonly only?: RenderedFile;
  /** Set when a preview of the text could load external content: then only a person opens one. */
  readonly fetches?: boolean;
}

/** A binary part of a result. */
export interface RenderedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly base64: string;
}

/** Makes the address by which a document links to a resource of the server. */
export type RenderedLink = (uri: string) => string;

/**
 * Makes one readable document of a tool's result: plain text unchanged, JSON formatted, several parts as Markdown in the order
 * the server sent them. With `isError`, a line about that comes first.
 */
export function renderResult(
  result: CallToolResult,
  warnings: readonly string[],
  link: RenderedLink,
): Rendered {
  const { content, structuredContent } = result;
  const [first] = content;
  const repeats =
    first?.type === 'text' && structuredContent !== undefined && sameJson(first.text, structuredContent);
  const structured = structuredContent !== undefined && !(repeats && content.length === 1);
  if (warnings.length === 0 && !structured && content.length === 1 && first) {
    const alone = renderAlone(first, result.isError === true);
    if (alone) return alone;
  }
  if (warnings.length === 0 && content.length === 0 && !result.isError && structuredContent !== undefined)
    return json(structuredContent);

  const files: RenderedFile[] = [];
  const parts = content.map((block) => renderBlock(block, files, link));
  if (structured) parts.push(`## Structured content\n\n${fence(pretty(structuredContent), 'json')}`);
  if (result.isError) parts.unshift('**The tool reported an error**');
  parts.unshift(...warnings.map((warning) => `> Warning: ${inline(warning)}`));
  if (parts.length === 0) parts.push('_The result is empty._');
  return { text: `${parts.join('\n\n')}\n`, language: 'markdown', files, fetches: content.some(bringsMore) };
}

/** The messages of a prompt as one Markdown document. */
export function renderPrompt(name: string, result: GetPromptResult, link: RenderedLink): Rendered {
  const files: RenderedFile[] = [];
  const messages = result.messages.map(
    ({ role, content }) => `## ${inline(role)}\n\n${renderBlock(content, files, link)}`,
  );
  const { description = '' } = result;
  const head = [`# ${inline(name)}`, ...(description ? [visible(description)] : [])];
  const fetches = mayFetch(description) || result.messages.some(({ content }) => bringsMore(content));
  return { text: `${[...head, ...messages].join('\n\n')}\n`, language: 'markdown', files, fetches };
}

function renderAlone(block: ContentBlock, isError: boolean): Rendered | undefined {
  if (block.type === 'text') {
    if (isError)
      return { text: `The tool reported an error\n\n${block.text}\n`, language: 'plaintext', files: [] };
    const formatted = formatJson(block.text);
    if (formatted !== undefined) return { text: `${formatted}\n`, language: 'json', files: [] };
    return {
      text: block.text,
      language: looksLikeMarkdown(block.text) ? 'markdown' : 'plaintext',
      files: [],
    };
  }
  if ((block.type === 'image' || block.type === 'audio') && !isError) {
    const only = fileOf(block.type, block.mimeType, block.data, 1);
    return { text: '', language: 'plaintext', files: [only], only };
  }
  return undefined;
}

function renderBlock(block: ContentBlock, files: RenderedFile[], link: RenderedLink): string {
  const keep = (kind: string, mimeType: string, base64: string) => {
    const file = fileOf(kind, mimeType, base64, files.length + 1);
    files.push(file);
    return file;
  };
  switch (block.type) {
    case 'text': {
      const formatted = formatJson(block.text);
      return formatted === undefined ? visible(block.text) : fence(formatted, 'json');
    }
    case 'image':
      return `![image](${keep('image', block.mimeType, block.data).name})`;
    case 'audio': {
      const file = keep('audio', block.mimeType, block.data);
      return `[${file.name}](${file.name})`;
    }
    case 'resource_link':
      return `[${inline(block.title ?? block.name)}](${linkTarget(link(block.uri))})${block.description ? `: ${inline(block.description)}` : ''}`;
    case 'resource': {
      const { uri, mimeType } = block.resource;
      const head = `[${inline(uri)}](${linkTarget(link(uri))})`;
      if ('text' in block.resource)
        return `${head}\n\n${fence(block.resource.text, extensionOf(mimeType) ?? '')}`;
      const file = keep('resource', mimeType ?? 'application/octet-stream', block.resource.blob);
      return mimeType?.startsWith('image/')
        ? `${head}\n\n![image](${file.name})`
        : `${head}: [${file.name}](${file.name})`;
    }
    default:
      return fence(pretty(block), 'json');
  }
}

/** Whether a part is raw Markdown of the server that could load external content; all other parts are escaped or fenced. */
function bringsMore(block: ContentBlock): boolean {
  return block.type === 'text' && mayFetch(block.text);
}

function fileOf(kind: string, mimeType: string, base64: string, number: number): RenderedFile {
  return { name: `${kind}-${number}.${extensionOf(mimeType) ?? 'bin'}`, mimeType, base64 };
}

function json(value: unknown): Rendered {
  return { text: `${pretty(value)}\n`, language: 'json', files: [] };
}

/** The value of a text that is a JSON object or list; a bare number or word is plain text. */
function parseStructure(text: string): unknown {
  return /^\s*[[{]/.test(text) ? parseShallow(text) : undefined;
}

function sameJson(text: string, value: unknown): boolean {
  const parsed = parseStructure(text);
  return parsed !== undefined && JSON.stringify(sortKeys(parsed)) === JSON.stringify(sortKeys(value));
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  );
}

/** The text over several lines when it is a JSON object or list. */
function formatJson(text: string): string | undefined {
  const value = parseStructure(text);
  if (value === undefined) return undefined;
  // A parsed number of many digits would be written differently.
  return /\d{16}|\d[eE]/.test(text) ? reindent(text) : pretty(value);
}

/** Valid JSON over several lines, token by token as it was written. */
function reindent(text: string): string {
  const tokens = text.match(/"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}:,]|[^\s[\]{}:,"]+/g) ?? [];
  const parts: string[] = [];
  let depth = 0;
  const newLine = () => parts.push(`\n${'  '.repeat(depth)}`);
  tokens.forEach((token, index) => {
    const opens = /^[[{]$/.test(token);
    const closes = /^[\]}]$/.test(token);
    const empty = /^[[{]$/.test(tokens[index - 1] ?? '');
    if (closes) depth--;
    if (closes && !empty) newLine();
    parts.push(token === ':' ? ': ' : token);
    if (opens) depth++;
    if (token === ',' || (opens && !/^[\]}]$/.test(tokens[index + 1] ?? ''))) newLine();
  });
  return parts.join('');
}

function pretty(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

/** A fenced block whose fence is longer than any inside. */
function fence(text: string, language: string): string {
  const ticks = '`'.repeat(Math.max(2, longestRun(text, '`')) + 1);
  return `${ticks}${language}\n${text.trimEnd()}\n${ticks}`;
}

/** How much of a text decides its format, in characters. */
const sniffed = 20_000;

/** Signs of Markdown. Each takes time in proportion to the text: a repetition cannot begin within itself, or has a limit. */
const markdownSigns = [
  /^#{1,6} \S/m,
  /^```/m,
  /^[ \t]{0,40}[-*] \S.*\n\n?[ \t]{0,40}[-*] \S/m,
  /\[[^[\]]+\]\([^()\s]+\)/,
  /^\|.+\|[ \t]*\n\|[ \t:|-]+\|/m,
  /\*\*[^*\n]+\*\*/,
];

/** Whether a text uses enough Markdown to be shown as such. */
function looksLikeMarkdown(text: string): boolean {
  const start = text.slice(0, sniffed);
  const found = markdownSigns.filter((sign) => sign.test(start)).length;
  return found >= (text.startsWith('# ') ? 1 : 2);
}

import { type Completion, sortAs } from './completionItem';
import type { Cursor } from './cursor';
import { escapeSnippet, indentStep, isPlain, wholeWord } from './snippetText';

/** A text may hold tab stops from `$2` on; `$1` is the name. */
type Value = string | readonly string[] | { readonly [key: string]: string };

interface Template {
  readonly label: string;
  readonly detail: string;
  readonly entry: Readonly<Record<string, Value>>;
}

const servers: readonly Template[] = [
  {
    label: 'npx package',
    detail: 'A server from npm',
    entry: { command: 'npx', args: ['-y', '${2:package}'] },
  },
  { label: 'uvx package', detail: 'A server from PyPI', entry: { command: 'uvx', args: ['${2:package}'] } },
  {
    label: 'docker image',
    detail: 'A server in a container',
    entry: { command: 'docker', args: ['run', '-i', '--rm', '${2:image}'] },
  },
  { label: 'url', detail: 'A server behind HTTP', entry: { url: '${2:https://example.com/mcp}' } },
  {
    label: 'url with a token',
    detail: 'A server behind HTTP that requires a token',
    entry: {
      url: '${2:https://example.com/mcp}',
      headers: { Authorization: 'Bearer \\${${3:TOKEN}\\}' },
    },
  },
  { label: 'demo', detail: 'The demo server inside MCP Pool', entry: { type: 'demo' } },
];

const inputs: readonly Template[] = [
  {
    label: 'secret',
    detail: 'A value that is hidden as you type',
    entry: { type: 'secret', description: '${2:Description}' },
  },
  {
    label: 'pick',
    detail: 'One of several options',
    entry: { type: 'pick', description: '${2:Description}', options: ['${3:one}', '${4:other}'] },
  },
  { label: 'text', detail: 'A text', entry: { description: '${2:Description}' } },
];

/** Whole entries below `mcpServers` or `inputs`, with the typed text as their name. */
export function entrySnippets(text: string, cursor: Cursor): Completion[] {
  const templates = cursor.path[0] === 'inputs' ? inputs : servers;
  const { from, to, typed } = wholeWord(text, cursor);
  return templates.map(({ label, detail, entry }, index) => ({
    label,
    detail,
    kind: 'snippet',
    insert: `${cursor.lead}${render(entry, cursor)}`,
    snippet: true,
    replace: { from, to },
    // The typed text is the name of the entry, which is not what the list shows.
    filter: cursor.prefix ? `${typed}${cursor.prefix} ${label}` : undefined,
    sortText: sortAs(5, index),
  }));
}

function render(entry: Template['entry'], cursor: Cursor): string {
  const json = cursor.style === 'json';
  const name = `\${1:${escapeSnippet(cursor.prefix.trim()) || 'name'}}`;
  const lines = Object.entries(entry).map(
    ([key, value]) => `${json ? `"${key}"` : key}: ${valueText(value, json)}`,
  );
  if (cursor.style !== 'block') return `${json ? `"${name}"` : name}: { ${lines.join(', ')} }`;
  const indent = ' '.repeat(cursor.indent + indentStep(cursor.tree));
  return [`${name}:`, ...lines.map((line) => `${indent}${line}`)].join('\n');
}

function valueText(value: Value, json: boolean): string {
  if (typeof value === 'string') return !json && isPlain(value) ? value : `"${value}"`;
  if (Array.isArray(value))
    return `[${value.map((item) => (item === '-y' && !json ? item : valueText(item, json))).join(', ')}]`;
  const pairs = Object.entries(value).map(
    ([key, item]) => `${json ? `"${key}"` : key}: ${valueText(item, json)}`,
  );
  return `{ ${pairs.join(', ')} }`;
}

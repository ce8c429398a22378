import { type KeyDoc, keysAt } from '../../src/config/language/keyDocs';
import { variables } from '../../src/config/language/variableDocs';

/** A name that other clients use, and our name for it. */
export interface OtherName {
  readonly from: string;
  readonly to: string;
}

/** An example with a bit of everything; a test checks it against the schema. */
export const exampleConfig = `inputs:
  github-token:
    type: secret
    description: A GitHub token that may read repositories

defaults:
  requestTimeout: 2m

mcpServers:
  files:
    command: npx
    args: [-y, "@modelcontextprotocol/server-filesystem", "\${workspaceFolder}"]
    autoApprove: [read_file, "list_*"]

  github:
    url: https://api.githubcopilot.com/mcp/
    headers: { Authorization: "Bearer \${input:github-token}" }
    autostart: onDemand

  database:
    command: uvx
    args: [my-database-mcp]
    env:
      DATABASE_URL: \${env:DATABASE_URL}
    disabledTools: ["drop_*"]
    startTimeout: 1m

  demo:
    type: demo
`;

/** The text of `docs/configuration.md`, from the schema alone. */
export function configurationDocs(otherNames: readonly OtherName[] = []): string {
  const parts = [
    '# The configuration file',
    '`mcp-config.yaml` is in a workspace folder and lists MCP servers by name. Saving it starts, stops or restarts what\nchanged. It is YAML 1.2, so JSON works as well. Keys that begin with `x-` are ignored: use them for anchors.',
    'This page is generated from the schema that validates the file.',
    `\`\`\`yaml\n${exampleConfig}\`\`\``,
    '## The file',
    table(keysAt([])),
    '## A server',
    'Below `mcpServers`, by name. Each server needs `command`, `url` or `type: demo`.',
    table(keysAt(['mcpServers', 'name'])),
    '## Signing in',
    'Below `oauth` of a server.',
    table(keysAt(['mcpServers', 'name', 'oauth'])),
    ...below(['mcpServers', 'name', 'oauth']),
    '## Inputs',
    'Below `inputs`, by name.',
    table(keysAt(['inputs', 'name'])),
    '## Defaults',
    `Below \`defaults\`: every key of a server except ${list(ownKeys())}, with the same meaning.`,
    '## Variables',
    'In every text value of a server. A plain `$NAME` is not replaced.',
    grid(
      ['variable', 'what it is'],
      variables.map(({ written, description }) => [`\`${written}\``, description]),
    ),
    '## Times',
    'A time is a number with a unit. A number alone is an error, because some clients mean seconds by it and others\nmilliseconds.',
    grid(
      ['unit', 'what it is', 'example'],
      [
        ['`ms`', 'milliseconds', '`500ms`'],
        ['`s`', 'seconds', '`30s`'],
        ['`m`', 'minutes', '`1.5m`'],
        ['`h`', 'hours', '`1h`'],
      ],
    ),
    ...others(otherNames),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The keys that a server cannot get from `defaults`, as code. */
function ownKeys(): string[] {
  const shared = new Set(keysAt(['defaults']).map(({ key }) => key));
  return keysAt(['mcpServers', 'name']).flatMap(({ key }) => (shared.has(key) ? [] : [`\`${key}\``]));
}

/** The maps with keys of their own below a map. */
function below(path: readonly string[]): string[] {
  return keysAt(path).flatMap(({ key }) => {
    const keys = keysAt([...path, key]);
    return keys.length > 0 ? [`Below \`${key}\`:`, table(keys)] : [];
  });
}

function others(names: readonly OtherName[]): string[] {
  if (names.length === 0) return [];
  const lines = names.map(({ from, to }) => [`\`${from}\``, `\`${to}\``]);
  return ['## Names of other clients', 'These names work too.', grid(['other clients', 'here'], lines)];
}

function table(docs: readonly KeyDoc[]): string {
  return grid(
    ['key', 'value', 'what it is'],
    docs.map(({ key, words, description, required }) => [
      `\`${key}\``,
      words,
      required ? `${description} Required.` : description,
    ]),
  );
}

function grid(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [row(head), `|${'---|'.repeat(head.length)}`, ...lines.map(row)].join('\n');
}

function list(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), words.at(-1)].filter(Boolean).join(' and ');
}

import { type KeyDoc, keysAt } from './keyDocs';
import { variables } from './variableDocs';

/** A name that other clients use, and ours for it. */
export interface OtherName {
  readonly from: string;
  readonly to: string;
}

/** An example with a bit of everything; a test holds it to the schema. */
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
    '`mcp-config.yaml` stands in a folder of the workspace and lists MCP servers by name. Saving it starts, stops or restarts what changed. It is YAML 1.2, so JSON will do as well. A key that begins with `x-` is left alone: a place for anchors.',
    'This page is generated from the schema that the file is checked with.',
    `\`\`\`yaml\n${exampleConfig}\`\`\``,
    '## The file',
    table(keysAt([])),
    '## A server',
    'Below `mcpServers`, by name. One of `command` and `url` must be there, or the type `demo`.',
    table(keysAt(['mcpServers', 'name'])),
    '## Signing in',
    'Below `oauth` of a server.',
    table(keysAt(['mcpServers', 'name', 'oauth'])),
    ...below(['mcpServers', 'name', 'oauth']),
    '## Inputs',
    'Below `inputs`, by name.',
    table(keysAt(['inputs', 'name'])),
    '## Defaults',
    `Below \`defaults\`: ${list(keysAt(['defaults']).map(({ key }) => `\`${key}\``))}, with the same meaning as in a server.`,
    '## Variables',
    'In every text of a server. A bare `$NAME` stays as it is.',
    grid(
      ['variable', 'what it is'],
      variables.map(({ written, description }) => [`\`${written}\``, description]),
    ),
    '## Times',
    'A time is a number with its unit: a bare number is refused, because other clients mean seconds or milliseconds by it.',
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
  return ['## Names of other clients', 'These are understood too.', grid(['there', 'here'], lines)];
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

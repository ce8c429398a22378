import { visible, visibleJson } from '../../base/text';
import type { Json } from './openApiAnswers';

const style = `body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
code,pre{font:13px/1.45 ui-monospace,monospace}pre{background:#f4f4f4;padding:.6rem;overflow:auto;border-radius:4px}
h2{margin-top:2rem}details{border-bottom:1px solid #ddd;padding:.35rem 0}summary{cursor:pointer}
.method{display:inline-block;width:3.2rem;font-weight:600}
@media(prefers-color-scheme:dark){body{color:#ddd;background:#1e1e1e}pre{background:#2a2a2a}details{border-color:#444}a{color:#6cb6ff}}`;

/** The Content Security Policy: the page may only show itself. */
export const docsPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly requestBody?: unknown;
}

/** The OpenAPI document as one page for people, without scripts or external content. */
export function docsPage(document: Json): string {
  const { paths, servers, components } = document as {
    paths: Record<string, Record<string, Operation>>;
    servers: readonly { url: string }[];
    components: { schemas: Record<string, unknown> };
  };
  const url = servers[0]?.url ?? '';
  const all = Object.entries(paths).flatMap(([path, item]) =>
    (['get', 'post'] as const).flatMap((method) => {
      const operation = item[method];
      return operation ? [{ path, method, operation }] : [];
    }),
  );
  const groups = new Map<string, string[]>();
  for (const { path, method, operation } of all) {
    const group = operation.tags?.[0] ?? 'The pool';
    const section = entry(url, path, method, operation, schemaOf(operation, components.schemas));
    groups.set(group, [...(groups.get(group) ?? []), section]);
  }
  const body = [...groups].map(([name, entries]) => `<h2>${escaped(name)}</h2>\n${entries.join('\n')}`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>MCP Pool over HTTP</title><style>${style}</style></head>
<body><h1>MCP Pool over HTTP</h1>
<p>Send <code>Authorization: Bearer TOKEN</code> with every request. MCP clients use <code>${escaped(url)}/mcp</code>;
the full description is <code>/openapi.json</code>.</p>
${body.join('\n')}
</body></html>
`;
}

function entry(url: string, path: string, method: string, operation: Operation, schema: unknown): string {
  const { summary = '', description } = operation;
  const data = operation.requestBody ? " \\\n  -H 'Content-Type: application/json' -d '{…}'" : '';
  const verb = method === 'get' ? '' : ' -X POST';
  const curl = `curl${verb} -H "Authorization: Bearer $TOKEN" '${url}${path.replaceAll("'", '%27')}'${data}`;
  return `<details><summary><span class="method">${method.toUpperCase()}</span> <code>${escaped(path)}</code> ${escaped(summary)}</summary>
${description ? `<p>${escaped(description)}</p>` : ''}<pre>${escaped(curl)}</pre>
${schema ? `<pre>${escaped(visibleJson(schema, 2))}</pre>` : ''}</details>`;
}

/** The schema of the body, behind its reference. */
function schemaOf({ requestBody }: Operation, schemas: Record<string, unknown>): unknown {
  const { content } = (requestBody ?? {}) as { content?: Record<string, { schema?: { $ref?: string } }> };
  const schema = content?.['application/json']?.schema;
  return schema?.$ref ? schemas[schema.$ref.slice('#/components/schemas/'.length)] : schema;
}

/** External text in the page: no tags, and no control characters that a terminal would obey. */
function escaped(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return visible(text).replace(/[&<>"']/g, (character) => entities[character]!);
}

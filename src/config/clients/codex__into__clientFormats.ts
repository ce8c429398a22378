/**
 * The text of the `config.toml` of Codex with a program in it, in place of one of that name. All else stays as it is: a table can
 * always stand at the end of a file. https://developers.openai.com/codex/mcp
 */
export function withCodexServer(
  existing: string,
  name: string,
  { command, args }: { readonly command: string; readonly args: readonly string[] },
): string {
  const key = /^[\w-]+$/.test(name) ? name : tomlText(name);
  const header = `[mcp_servers.${key}]`;
  const table = [header, `command = ${tomlText(command)}`, `args = [${args.map(tomlText).join(', ')}]`];
  const lines = existing.split('\n');
  const start = lines.findIndex((line) => line.trim() === header);
  if (start < 0) {
    const before = existing.trimEnd();
    return `${before ? `${before}\n\n` : ''}${table.join('\n')}\n`;
  }
  const after = lines.slice(start + 1).findIndex((line) => line.trimStart().startsWith('['));
  const rest = after < 0 ? [] : ['', ...lines.slice(start + 1 + after)];
  return `${[...lines.slice(0, start), ...table, ...rest].join('\n').trimEnd()}\n`;
}

/** A basic string of TOML escapes what one of JSON does. https://toml.io/en/v1.0.0#string */
function tomlText(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007f');
}

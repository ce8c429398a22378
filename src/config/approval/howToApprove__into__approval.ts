import path from 'node:path';

/** The name that is looked for when none is given. */
const usual = 'mcp-config.yaml';

/** How a person approves what waits in a configuration file, as a sentence. */
export function howToApprove(file: string): string {
  const name = path.basename(file);
  const option = name === usual ? '' : ` --config ${JSON.stringify(name)}`;
  return `Run mcp-pool${option} review in ${path.dirname(file)}, or open that folder in VS Code.`;
}

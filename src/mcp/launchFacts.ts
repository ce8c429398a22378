import { createHash } from 'node:crypto';
import { looksSecret, valueLooksSecret } from '../base/redaction';
import type { Launch, ServerDefinition } from '../config/definition';

/** The values of a launch that must appear nowhere: of variables and headers that look secret, and of the address. */
export function secretsOf(launch: Launch): string[] {
  const named = launch.type === 'stdio' ? launch.env : launch.headers;
  const secret = ([name, value]: [string, string]) => looksSecret(name) || valueLooksSecret(value);
  const secrets = Object.entries(named)
    .filter((entry): entry is [string, string] => entry[1] !== null)
    .filter(secret)
    .map(([, value]) => value);
  if (launch.type === 'stdio') secrets.push(...secretArguments(launch.args));
  if (launch.type !== 'stdio' && URL.canParse(launch.url)) {
    const url = new URL(launch.url);
    if (url.password) secrets.push(decodeURIComponent(url.password));
    for (const entry of url.searchParams) if (secret(entry)) secrets.push(entry[1]);
  }
  return secrets;
}

/** Tells launches apart without keeping what is in them. */
export function fingerprintOf(launch: ServerDefinition['launch']): string {
  return createHash('sha256').update(JSON.stringify(launch)).digest('hex').slice(0, 16);
}

/** Whether a launch reaches a server on this machine over the network. */
export function isLocal(launch: Launch): boolean {
  return launch.type !== 'stdio' && /^(?:localhost|127\.[\d.]+|\[::1\])$/.test(new URL(launch.url).hostname);
}

/** The values of options such as `--api-key VALUE` and `--token=VALUE`. */
function secretArguments(args: readonly string[]): string[] {
  return args.flatMap((argument, index) => {
    const [, name, value] = /^--?([\w-]+)(?:=(.*))?$/s.exec(argument) ?? [];
    if (name === undefined || !looksSecret(name)) return [];
    const next = value ?? args[index + 1];
    return next === undefined || next.startsWith('-') ? [] : [next];
  });
}

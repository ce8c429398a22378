import { looksSecret, valueLooksSecret } from '../../base/redaction';
import { shown } from '../../base/text';
import { describeInput } from '../edit/moveToInput';
import type { QuickFix, TextEdit } from '../model/definition';
import { passwordsInText } from '../variables/plainSecrets';
import type { ProblemCollector } from '../yaml/problemCollector';
import { keyAliases } from './keyAliases';

/** A value that may be a secret: where it is, its name, and whether only its name can decide. */
interface Candidate {
  readonly at: readonly PropertyKey[];
  readonly name: string;
  readonly value: unknown;
  readonly byNameOnly?: boolean;
  /** It is the password in an address. */
  readonly inAddress?: boolean;
}

/** Finds plain-text secrets in the file: a file may be shared. */
export function lintSecrets(entry: object, inputs: readonly string[], reports: ProblemCollector): void {
  for (const candidate of candidatesIn(entry)) {
    const bare = secretOf(candidate);
    if (bare !== undefined) report(candidate, bare, inputs, reports);
  }
}

/** Values of variables and headers, arguments behind an option that names a secret, queries of addresses, and `oauth`. */
function candidatesIn(entry: object): readonly Candidate[] {
  return Object.entries(entry).flatMap(([key, value]): Candidate[] => {
    const ours = Object.hasOwn(keyAliases, key) ? keyAliases[key] : key;
    if (ours === 'url' && typeof value === 'string') {
      const inQuery = [...value.matchAll(/[?&]([^=&#]+)=([^&#]*)/g)];
      const named = inQuery.map(([, name, part]) => ({
        at: [key],
        name: name!,
        value: part,
        byNameOnly: true,
      }));
      return [...named, ...passwordsIn({ at: [key], name: key, value })];
    }
    if (typeof value !== 'object' || value === null) return [];
    if (ours === 'env' || ours === 'headers') {
      const values = below(value, [key]);
      return [...values, ...values.flatMap(passwordsIn)];
    }
    if (ours === 'args' && Array.isArray(value)) {
      const texts = value.map((text, index) => ({ at: [key, index], name: key, value: text }));
      return [...ofArguments(value, key), ...texts.flatMap(passwordsIn)];
    }
    if (ours !== 'oauth') return [];
    const { identityProvider } = value as { identityProvider?: unknown };
    const secrets = ({ name }: Candidate) => /^(?:clientSecret|privateKey|assertion|idToken)$/.test(name);
    return [...below(value, [key]), ...below(identityProvider, [key, 'identityProvider'])].filter(secrets);
  });
}

function below(value: unknown, at: readonly PropertyKey[]): Candidate[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).map(([name, item]) => ({ at: [...at, name], name, value: item }));
}

/** Passwords in the addresses of a text, such as that of a database. */
function passwordsIn({ at, name, value }: Candidate): Candidate[] {
  if (typeof value !== 'string') return [];
  return passwordsInText(value).map((password) => ({ at, name, value: password, inAddress: true }));
}

function ofArguments(args: readonly unknown[], key: string): Candidate[] {
  return args.flatMap((arg, index): Candidate[] => {
    const [, joined, part] = (typeof arg === 'string' && /^--?([\w-]+)=(.+)$/s.exec(arg)) || [];
    if (joined) return [{ at: [key, index], name: joined, value: part, byNameOnly: true }];
    const before: unknown = args[index - 1];
    const option = typeof before === 'string' ? /^--?([\w-]+)$/.exec(before)?.[1] : undefined;
    return option ? [{ at: [key, index], name: option, value: arg, byNameOnly: true }] : [];
  });
}

function secretOf({ name, value, byNameOnly, inAddress }: Candidate): string | undefined {
  if (typeof value !== 'string' || value.includes('${')) return undefined;
  if (inAddress)
    return value.length >= 4 && !/^password$/i.test(value) && !isPlaceholder(value) ? value : undefined;
  const bare = value.trim().replace(/^(?:Bearer|Basic|Token)\s+/i, '');
  // The value of an option may be the path of a file with the secret.
  const named =
    looksSecret(name) || name === 'assertion' || (!byNameOnly && /^(?:idToken|privateKey)$/.test(name));
  const told = named && bare.length >= 8 && !isPlaceholder(bare) && !(byNameOnly && /[\\/\s]|^-/.test(bare));
  return told || (!byNameOnly && valueLooksSecret(bare)) ? bare : undefined;
}

function isPlaceholder(text: string): boolean {
  return /^<.*>$|your|example|changeme|xxx|placeholder|\*\*\*|\.\.\./i.test(text);
}

function report(
  { at, name, inAddress }: Candidate,
  bare: string,
  inputs: readonly string[],
  reports: ProblemCollector,
): void {
  const words =
    (inAddress ? `${name}-password` : name).replace(/[^\w.-]+/g, '-').replace(/^-+|-+$/g, '') || 'secret';
  const id = freeName(words.toLowerCase(), inputs);
  const variable = words
    .toUpperCase()
    .replace(/\W+/g, '_')
    .replace(/^(?=\d)/, '_');
  const what = inAddress
    ? `The address in '${shown(name)}' contains a password`
    : `The value of '${shown(name)}' looks like a secret`;
  const message = `${what}, and this file may be shared. Use a variable instead.`;
  const described = describeInput(reports.sourceMap, id, true);
  const asked = replacement(reports, at, bare, `\${input:${id}}`);
  const taken = replacement(reports, at, bare, `\${${variable}}`);
  const fixes: QuickFix[] = [];
  if (described && asked)
    fixes.push({
      title: `Move it to an input: '\${input:${id}}'`,
      edits: [...described, asked],
      secret: { input: id, value: bare },
    });
  if (taken) fixes.push({ title: `Read it from the environment: '\${${variable}}'`, edits: [taken] });
  const range = reports.sourceMap.within(reports.pathOf(at), bare);
  reports.add('warning', 'plain-secret', message, at, { range, fixes });
}

function freeName(name: string, taken: readonly string[]): string {
  let free = name;
  for (let count = 2; taken.includes(free); count++) free = `${name}-${count}`;
  return free;
}

/** Replaces a part of a text with a variable. A text without quotes gets some: within `{` a bare `${` would open a map. */
function replacement(
  reports: ProblemCollector,
  at: readonly PropertyKey[],
  part: string,
  variable: string,
): TextEdit | undefined {
  const path = reports.pathOf(at);
  const text = reports.sourceMap.textAt(path);
  const range = reports.sourceMap.exactly(path, part);
  if (!text) return undefined;
  if (range && text.style !== 'PLAIN') return { range, text: variable };
  return text.style?.startsWith('BLOCK')
    ? undefined
    : { range: text.range, text: JSON.stringify(text.value.replace(part, () => variable)) };
}

import type { QuickFix } from '../model/definition';
import { timesOf } from '../model/duration';
import type { ProblemCollector } from '../yaml/problemCollector';
import { renameFix, valueFix } from '../yaml/quickFixEdits';

/** The names of other clients for the keys of a server, and our names. */
export const keyAliases: Readonly<Record<string, string>> = {
  alwaysAllow: 'autoApprove',
  serverUrl: 'url',
  httpUrl: 'url',
  transport: 'type',
  transportType: 'type',
  environment: 'env',
  cmd: 'command',
  uri: 'url',
};

/** The names of other clients for the values of `type`. */
export const typeAliases: Readonly<Record<string, string>> = {
  streamableHttp: 'streamable-http',
  streamable_http: 'streamable-http',
  streamablehttp: 'streamable-http',
  websocket: 'ws',
};

/** The entry with the names of other clients replaced by our names, each with a hint and a quick fix. */
export function withoutAliases(name: string, value: object, reports: ProblemCollector): object {
  const named = new Map<string, unknown>();
  for (const [key, item] of Object.entries(value)) {
    const ours = Object.hasOwn(keyAliases, key) ? keyAliases[key]! : key;
    if (ours !== key && (Object.hasOwn(value, ours) || named.has(ours))) reportSecond(key, ours, reports);
    else if (ours !== key) {
      understand(reports, key, ours, renameFix(reports, key, ours));
      named.set(ours, ours === 'type' ? typeOf(item, ours, reports) : item);
    } else if (key === 'type') named.set(key, typeOf(item, key, reports));
    else if (key === 'timeout') readTimeout(name, item, value, named, reports);
    else if (key === 'enabled') readEnabled(name, item, value, named, reports);
    else named.set(key, item);
  }
  return Object.fromEntries(named);
}

function understand(reports: ProblemCollector, key: string, ours: string, fix: QuickFix): void {
  const message = `'${key}' works, but the key is called '${ours}' here.`;
  reports.add('hint', 'other-name', message, [key], { key: true, fixes: [fix] });
  reports.renamed(ours, key);
}

/** Two names of one thing: the other one wins. */
function reportSecond(key: string, ours: string, reports: ProblemCollector): void {
  const message = `'${key}' is ignored because it is another name for '${ours}', which is also set. Remove one of the two.`;
  reports.add('warning', 'unknown-key', message, [key], { key: true });
}

function typeOf(item: unknown, key: string, reports: ProblemCollector): unknown {
  const ours = typeof item === 'string' && Object.hasOwn(typeAliases, item) ? typeAliases[item]! : undefined;
  if (ours === undefined) return item;
  const message = `The type '${item}' works, but it is called '${ours}' here.`;
  reports.add('hint', 'other-name', message, [key], { fixes: [valueFix(reports, [key], ours)] });
  return ours;
}

/** Some clients mean seconds by `timeout` and others milliseconds: a number is not guessed. */
function readTimeout(
  name: string,
  item: unknown,
  value: object,
  named: Map<string, unknown>,
  reports: ProblemCollector,
): void {
  const ours = 'requestTimeout';
  if (Object.hasOwn(value, ours)) reportSecond('timeout', ours, reports);
  else if (typeof item !== 'number') {
    understand(reports, 'timeout', ours, renameFix(reports, 'timeout', ours));
    named.set(ours, item);
  } else {
    const times = timesOf(item);
    const next =
      times.map((text) => `'${ours}: ${text}'`).join(' or ') || `'${ours}' with a time and its unit`;
    const message = `'timeout' of '${name}' is ignored: some clients mean seconds by it, others milliseconds. Write ${next}.`;
    const fixes = times.map((text) => renameFix(reports, 'timeout', ours, text));
    reports.add('warning', 'no-unit', message, ['timeout'], { key: true, fixes });
  }
}

function readEnabled(
  name: string,
  item: unknown,
  value: object,
  named: Map<string, unknown>,
  reports: ProblemCollector,
): void {
  const ours = 'disabled';
  if (Object.hasOwn(value, ours)) reportSecond('enabled', ours, reports);
  else if (typeof item === 'boolean') {
    understand(reports, 'enabled', ours, renameFix(reports, 'enabled', ours, !item));
    named.set(ours, !item);
  } else {
    // The author may have meant to keep the server from starting.
    const message = `'enabled' of '${name}' is neither true nor false, so the server is disabled. Write '${ours}: true' or '${ours}: false'.`;
    const fixes = [true, false].map((off) => renameFix(reports, 'enabled', ours, off));
    reports.add('warning', 'other-name', message, ['enabled'], { key: true, fixes });
    named.set(ours, true);
  }
}

import type { Fix, TextEdit } from './definition';
import type { Reports } from './reports';

/** What other clients call the keys of a server, and what they are called here. */
export const otherKeys: Readonly<Record<string, string>> = {
  alwaysAllow: 'autoApprove',
  serverUrl: 'url',
  httpUrl: 'url',
  transport: 'type',
  transportType: 'type',
  environment: 'env',
};

/** What other clients call the values of `type`. */
export const otherTypes: Readonly<Record<string, string>> = {
  streamableHttp: 'streamable-http',
  streamable_http: 'streamable-http',
  streamablehttp: 'streamable-http',
  websocket: 'ws',
};

const limitKeys = ['requestTimeout', 'startTimeout', 'maxTotalTimeout'];

/** The entry with the names of other clients turned into ours, each with a hint and the change that would write it so. */
export function withOurNames(name: string, value: object, reports: Reports): object {
  const entries = Object.entries(value).flatMap(([key, item]): [string, unknown][] => {
    const ours = Object.hasOwn(otherKeys, key) ? otherKeys[key] : undefined;
    if (ours && !Object.hasOwn(value, ours)) {
      reports.add('hint', 'other-name', `'${key}' is understood; here the key is called '${ours}'.`, [key], {
        key: true,
        fixes: [renameFix(reports, key, ours)],
      });
      reports.renamed(ours, key);
      return [[ours, ours === 'type' ? typeOf(item, key, reports) : item]];
    }
    if (key === 'type') return [[key, typeOf(item, key, reports)]];
    if (key === 'timeout') return timeoutOf(name, item, value, reports);
    if (key === 'enabled' && typeof item === 'boolean' && !Object.hasOwn(value, 'disabled')) {
      reports.add('hint', 'other-name', `'enabled' is understood; here the key is 'disabled'.`, [key], {
        key: true,
        fixes: [rewriteFix(reports, key, 'disabled', String(!item))],
      });
      return [['disabled', !item]];
    }
    if (limitKeys.includes(key) && typeof item === 'number') {
      // The schema's own words follow from the value; here are the changes that would mend it.
      const fixes = [fixValue(reports, key, `${item}s`), fixValue(reports, key, `${item}ms`)];
      reports.add('error', 'shape', `'${key}' of '${name}' needs a unit: ${item}s or ${item}ms?`, [key], {
        fixes,
      });
      return [];
    }
    return [[key, item]];
  });
  return Object.fromEntries(entries);
}

function typeOf(item: unknown, key: string, reports: Reports): unknown {
  const ours = typeof item === 'string' && Object.hasOwn(otherTypes, item) ? otherTypes[item]! : undefined;
  if (ours === undefined) return item;
  const message = `The type '${item}' is understood; here it is called '${ours}'.`;
  reports.add('hint', 'other-name', message, [key], { fixes: [fixValue(reports, key, ours)] });
  return ours;
}

/** Some clients mean seconds by `timeout` and others milliseconds: a number is not guessed at. */
function timeoutOf(name: string, item: unknown, value: object, reports: Reports): [string, unknown][] {
  const ours = 'requestTimeout';
  if (Object.hasOwn(value, ours)) return [];
  if (typeof item !== 'number') {
    const message = `'timeout' is understood; here the key is called '${ours}'.`;
    reports.add('hint', 'other-name', message, ['timeout'], {
      key: true,
      fixes: [renameFix(reports, 'timeout', ours)],
    });
    reports.renamed(ours, 'timeout');
    return [[ours, item]];
  }
  const message = `'timeout' of '${name}' is ignored: some clients mean seconds by it, others milliseconds. Write '${ours}: ${item}s' or '${ours}: ${item}ms'.`;
  const fixes = [`${item}s`, `${item}ms`].map((text) => rewriteFix(reports, 'timeout', ours, text));
  reports.add('warning', 'no-unit', message, ['timeout'], { key: true, fixes });
  return [];
}

function renameFix(reports: Reports, from: string, to: string): Fix {
  return { title: `Rename '${from}' to '${to}'`, edits: [editOfKey(reports, from, to)] };
}

function rewriteFix(reports: Reports, from: string, to: string, text: string): Fix {
  const value = { range: reports.places.of(reports.pathOf([from])), text };
  return { title: `Write '${to}: ${text}'`, edits: [editOfKey(reports, from, to), value] };
}

function fixValue(reports: Reports, key: string, text: string): Fix {
  return { title: `Write '${text}'`, edits: [{ range: reports.places.of(reports.pathOf([key])), text }] };
}

function editOfKey(reports: Reports, from: string, to: string): TextEdit {
  const range = reports.places.ofKey(reports.pathOf([from]));
  // A file that is written as JSON stays JSON.
  return { range, text: reports.places.textOf(range).startsWith('"') ? JSON.stringify(to) : to };
}

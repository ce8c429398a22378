import type { QuickFix, TextEdit } from '../model/definition';
import type { ProblemCollector } from './problemCollector';

/** Another name for the key at a path. A file that is written as JSON stays JSON. */
export function keyEdit(reports: ProblemCollector, at: readonly PropertyKey[], name: string): TextEdit {
  return {
    range: reports.sourceMap.ofKey(reports.pathOf(at)),
    text: isJson(reports, at) ? JSON.stringify(name) : name,
  };
}

/** Another value for the key at a path. */
export function valueEdit(
  reports: ProblemCollector,
  at: readonly PropertyKey[],
  value: string | boolean,
): TextEdit {
  const text = typeof value === 'string' && !isJson(reports, at) ? value : JSON.stringify(value);
  return { range: reports.sourceMap.of(reports.pathOf(at)), text };
}

/** The change that gives the key at a path another value. */
export function valueFix(reports: ProblemCollector, at: readonly PropertyKey[], value: string): QuickFix {
  return { title: `Write '${value}'`, edits: [valueEdit(reports, at, value)] };
}

/** The change that gives the key at a path another name and, where it is given, another value. */
export function renameFix(
  reports: ProblemCollector,
  from: string,
  to: string,
  value?: string | boolean,
): QuickFix {
  const name = keyEdit(reports, [from], to);
  if (value === undefined) return { title: `Rename '${from}' to '${to}'`, edits: [name] };
  return { title: `Write '${to}: ${value}'`, edits: [name, valueEdit(reports, [from], value)] };
}

function isJson(reports: ProblemCollector, at: readonly PropertyKey[]): boolean {
  const { sourceMap } = reports;
  return sourceMap.textOf(sourceMap.ofKey(reports.pathOf(at))).startsWith('"');
}

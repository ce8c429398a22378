import type { Problem } from '../model/definition';

/** A problem as compilers write it, so that terminals make it a link. */
export function problemLine(file: string, { range, severity, message, code }: Problem): string {
  return `${file}:${range.line}:${range.column}: ${severity}: ${message} [${code}]`;
}

/**
 * How deep external lists and objects may be nested. V8 parses any depth, but writing, comparing or checking such
 * a value recurses for each level, and fails in the middle when the stack is full.
 */
export const deepest = 500;

/** Whether a value of JSON is nested deeper than that. `length` is that of its text, if known: each level takes two characters of it. */
export function isNestedTooDeep(value: unknown, length = Number.POSITIVE_INFINITY): boolean {
  return length > 2 * deepest && isDeeperThan(deepest, value);
}

function isDeeperThan(left: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (left === 0) return true;
  if (Array.isArray(value)) {
    for (const one of value) if (isInside(one, left)) return true;
    return false;
  }
  for (const name in value) if (isInside((value as Record<string, unknown>)[name], left)) return true;
  return false;
}

function isInside(value: unknown, left: number): boolean {
  return typeof value === 'object' && value !== null && isDeeperThan(left - 1, value);
}

/** The value of a JSON text; undefined when it is not JSON, or nested too deeply. */
export function parseShallow(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isNestedTooDeep(value, text.length) ? undefined : value;
  } catch {
    return undefined;
  }
}

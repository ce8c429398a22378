/**
 * So deep lists and objects may be nested that somebody else sent. V8 reads any depth, but writing, comparing or checking such a
 * value goes one call deeper for each level, and ends in the middle of whatever we do when the stack is full.
 */
export const deepest = 500;

/** Whether a value of JSON is nested deeper than that. `length` is that of its text, if known: each level takes two signs of it. */
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

/** The value of a text of JSON; undefined when it is none, or nested too deep to be worked with. */
export function parseShallow(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isNestedTooDeep(value, text.length) ? undefined : value;
  } catch {
    return undefined;
  }
}

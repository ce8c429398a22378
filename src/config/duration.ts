import ms, { type StringValue } from 'ms';

/** The longest time that a timer can take, in ms. */
const longestTimer = 2 ** 31 - 1;

/** How a time is written, to complete "'startTimeout' …". */
export const durationWords = 'must be a time with its unit, such as 30s, 500ms or 2m';

/** A time with its unit, such as "30s", in ms; undefined when it is none. A bare number is none: others mean seconds or ms by it. */
export function readDuration(written: string): number | undefined {
  if (!/^\d+(?:\.\d+)?\s*(?:ms|s|m|h)$/.test(written)) return undefined;
  const time = ms(written as StringValue);
  return time > 0 && time <= longestTimer ? time : undefined;
}

import ms, { type StringValue } from 'ms';

/** The longest time that a timer can take, in ms. */
const longestTimer = 2 ** 31 - 1;

/** How a time is written, to complete "'startTimeout' …". */
export const durationWords = 'must be a time with its unit, such as 30s, 500ms or 2m, and from 1ms to 596h';

/** A time with its unit, such as "30s", in ms; undefined when it is not a time. A bare number is not a time: other clients mean seconds or ms by it. */
export function readDuration(written: string): number | undefined {
  if (!/^\d+(?:\.\d+)?\s*(?:ms|s|m|h)$/.test(written)) return undefined;
  const time = ms(written as StringValue);
  return time >= 1 && time <= longestTimer ? time : undefined;
}

/** The times that a number without a unit may mean, the likelier first: hardly anyone waits for a thousand seconds. */
export function timesOf(count: number): readonly string[] {
  const units = count < 1000 ? ['s', 'ms'] : ['ms', 's'];
  return units.map((unit) => `${count}${unit}`).filter((written) => readDuration(written) !== undefined);
}

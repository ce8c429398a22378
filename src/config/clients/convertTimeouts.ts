import { readDuration } from '../model/duration';
import type { WrittenEntry } from '../model/entryTypes';
import type { ClientId } from './clientFiles';
import type { EntryFields } from './entryFields';

/** What one unit of a bare `timeout` is, in ms; clients that are not listed have none or do not document it. */
const timeoutUnits: Partial<Record<ClientId, number>> = {
  cline: 1000,
  roo: 1000,
  claudeCode: 1,
  gemini: 1,
  copilot: 1,
};

/** The time limits of another client's entry as ours. */
export function convertTimeouts(
  fields: EntryFields,
  { client, note }: { client: ClientId; note(sentence: string): void },
): Pick<WrittenEntry, 'startTimeout' | 'requestTimeout'> {
  const limit = (key: string, unit: number | undefined): string | undefined => {
    const raw = fields.take(key);
    if (raw === undefined) return undefined;
    if (typeof raw === 'string' && readDuration(raw) !== undefined) return raw;
    const time = Number(raw);
    if (unit === undefined)
      note(`had the time limit '${key}', whose unit is not known; set 'requestTimeout' yourself.`);
    else {
      const written = Number.isFinite(time) ? durationText(time * unit) : '';
      if (readDuration(written) !== undefined) return written;
      note(`had a time limit '${key}' that is not valid; it was skipped.`);
    }
    return undefined;
  };
  const start = limit('connectionTimeout', 1) ?? limit('startTimeout', undefined);
  const request =
    limit('request_timeout_ms', 1) ??
    limit('requestTimeout', 1) ??
    limit('timeout', timeoutUnits[client]) ??
    // In Continue one value is for both.
    (start !== undefined && client === 'other' ? start : undefined);
  return {
    ...(start === undefined ? {} : { startTimeout: start }),
    ...(request === undefined ? {} : { requestTimeout: request }),
  };
}

/** A time in ms with the largest unit that keeps it whole. */
export function durationText(ms: number): string {
  if (ms >= 120_000 && ms % 60_000 === 0) return `${ms / 60_000}m`;
  return ms >= 1000 && ms % 1000 === 0 ? `${ms / 1000}s` : `${Math.round(ms)}ms`;
}

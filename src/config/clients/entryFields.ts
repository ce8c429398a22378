import { isRecord, own } from './json';

/** Keys without a meaning for how a server is started or used. */
const quiet = new Set([
  ...['name', 'title', 'description', 'icon', 'version', 'gallery', 'metadata', 'remoteConfigured'],
  ...['source', 'id', '$schema', 'alwaysLoad', 'deferLoading', 'tags', 'provider', 'instructions'],
]);

/** The keys of a foreign entry; remembers which of them were read. */
export class EntryFields {
  private readonly asked = new Set<string>();
  private readonly record: Record<string, unknown>;

  constructor(raw: Record<string, unknown>) {
    this.record = flat(raw);
  }

  /** The value of the first of the keys that is there. */
  take(...keys: readonly string[]): unknown {
    for (const key of keys) this.asked.add(key);
    return keys.map((key) => own(this.record, key)).find((value) => value !== undefined && value !== null);
  }

  /** The keys that were never read and that have a meaning. */
  get rest(): readonly string[] {
    return Object.entries(this.record)
      .filter(([key, value]) => !this.asked.has(key) && !quiet.has(key) && !isEmpty(value))
      .map(([key]) => key);
  }
}

/** Some clients keep the launch in a nested object below `transport` or `command`, or headers below `requestOptions`. */
function flat(raw: Record<string, unknown>): Record<string, unknown> {
  const { transport, command, requestOptions, ...rest } = raw;
  const entry = isRecord(transport)
    ? { ...rest, ...transport }
    : { ...(transport === undefined ? {} : { type: transport }), ...rest };
  if (isRecord(command)) {
    const { path, ...others } = command;
    Object.assign(entry, others, { command: path });
  } else if (Array.isArray(command)) {
    const args = own(raw, 'args');
    Object.assign(entry, {
      command: command[0],
      args: [...command.slice(1), ...(Array.isArray(args) ? args : [])],
    });
  } else if (command !== undefined) Object.assign(entry, { command });
  if (isRecord(requestOptions)) {
    const { headers, ...others } = requestOptions;
    Object.assign(entry, others, headers === undefined ? {} : { headers });
  }
  return entry;
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value as object).length === 0;
}

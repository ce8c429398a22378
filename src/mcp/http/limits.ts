/** Bytes as a person says them: "1.5 MB". */
export function formatSize(bytes: number): string {
  const megabytes = bytes / 1024 / 1024;
  return `${megabytes.toFixed(megabytes < 10 ? 1 : 0)} MB`;
}

/** The largest message taken from a server when nothing else is said, in bytes. */
export const defaultMessageLimit = 64 * 1024 * 1024;

/** Between two attempts to take up a broken stream, in ms; 3.5 s in all. */
export const reconnectionOptions = {
  initialReconnectionDelay: 500,
  reconnectionDelayGrowFactor: 2,
  maxReconnectionDelay: 30_000,
  maxRetries: 3,
};

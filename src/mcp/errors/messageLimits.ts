/** Bytes as a person says them: "64 KB", "1.5 MB". */
export function formatSize(bytes: number): string {
  const megabytes = bytes / 1024 / 1024;
  if (megabytes < 0.95) return `${Math.ceil(bytes / 1024)} KB`;
  return `${megabytes.toFixed(megabytes < 10 ? 1 : 0)} MB`;
}

/** The largest message taken from a server when nothing else is said, in bytes. */
export const defaultMessageLimit = 64 * 1024 * 1024;

/** So much of the body of an answer that is no success is read, in bytes: nobody is shown more than its first words. */
export const errorBodyLimit = 64 * 1024;

/** Between two attempts to take up a broken stream, in ms; 3.5 s in all. */
export const reconnectionOptions = {
  initialReconnectionDelay: 500,
  reconnectionDelayGrowFactor: 2,
  maxReconnectionDelay: 30_000,
  maxRetries: 3,
};

/** Bytes in words: "64 KB", "1.5 MB". */
export function formatSize(bytes: number): string {
  const megabytes = bytes / 1024 / 1024;
  if (megabytes < 0.95) return `${Math.ceil(bytes / 1024)} KB`;
  return `${megabytes.toFixed(megabytes < 10 ? 1 : 0)} MB`;
}

/** The default limit of a message from a server, in bytes. */
export const defaultMessageLimit = 64 * 1024 * 1024;

/** How much of the body of a failed answer is read, in bytes: only its first words are shown. */
export const errorBodyLimit = 64 * 1024;

/** The pauses between attempts to resume a broken stream, in ms; 3.5 s in total. */
export const reconnectionOptions = {
  initialReconnectionDelay: 500,
  reconnectionDelayGrowFactor: 2,
  maxReconnectionDelay: 30_000,
  maxRetries: 3,
};

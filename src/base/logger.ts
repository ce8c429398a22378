/** The level of a log line, from most to least verbose; the names are VS Code's `LogLevel`. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warning' | 'error';

/** Receives log lines. */
export interface Logger {
  log(level: LogLevel, message: string): void;
}

/** A logger that keeps nothing. */
export const nullLogger: Logger = { log: () => undefined };

import type { LoggingLevel, Transport } from '@modelcontextprotocol/client';

/** A transport that also says what the pool has to know of the server at its other end. */
export interface PoolTransport extends Transport {
  /**
   * Whether an open stream would tell that the server went away, so that it has to be asked only now and then. A process can hang
   * with its pipes open, so stdio says no.
   */
  readonly detectsDisconnect: boolean;
  /** Why the connection was lost, once it was, where the network told it. */
  readonly closeReason?: string;
  /** How the process of the server ended, or what it has said so far, where it is a process of ours. */
  readonly processEnd?: ProcessEnd;
  /** The process of the server, where it is one of ours. */
  readonly pid?: number;
}

/** How a server process ended and what it said last. */
export interface ProcessEnd {
  /** Null, as is `signal`, while the process runs. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last 16 KB of stderr. */
  readonly stderr: string;
  /** The last lines on stdout that were no messages. */
  readonly printed: readonly string[];
}

/** A line that a server wrote or logged. */
export interface ServerLogLine {
  /** `stderr` as it came, `log` for an MCP log message, `stdout` for what should not have been printed there, `client` for ours. */
  readonly source: 'stderr' | 'log' | 'stdout' | 'client';
  readonly level: LoggingLevel;
  readonly text: string;
}

import type { LoggingLevel, Transport } from '@modelcontextprotocol/client';

/** A transport that also reports what the pool has to know about the server. */
export interface PoolTransport extends Transport {
  /**
   * Whether an open stream would show that the server went away, so that it has to be checked only now and then. A process can
   * hang with its pipes open, so stdio says no.
   */
  readonly detectsDisconnect: boolean;
  /** Why the connection was lost, where the network reported it. */
  readonly closeReason?: string;
  /** How the process of the server ended, or its output so far, where we started it. */
  readonly processEnd?: ProcessEnd;
  /** The process of the server, where we started it. */
  readonly pid?: number;
}

/** How a server process ended and its last output. */
export interface ProcessEnd {
  /** Null, as is `signal`, while the process runs. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The last 16 KB of stderr. */
  readonly stderr: string;
  /** The last lines on stdout that were not messages. */
  readonly printed: readonly string[];
}

/** A line that a server wrote or logged. */
export interface ServerLogLine {
  /** `stderr` as it came, `log` for an MCP log message, `stdout` for output that should not be there, `client` for ours. */
  readonly source: 'stderr' | 'log' | 'stdout' | 'client';
  readonly level: LoggingLevel;
  readonly text: string;
}

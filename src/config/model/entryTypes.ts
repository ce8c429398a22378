// What the schemas of the configuration take, as types that stand without them: whoever uses the library has no zod. A test holds
// them to the schemas.

import type { LoggingLevel } from '@modelcontextprotocol/client';

/** One entry below `mcpServers` as it is written; docs/configuration.md says more of each key. */
export interface WrittenEntry {
  /** Follows from `command` or `url` when left out. `demo` is the demo server of MCP Pool. */
  type?: 'stdio' | 'http' | 'streamable-http' | 'streamableHttp' | 'sse' | 'ws' | 'demo';
  /** The program to start. Without a path it is looked up on the `PATH`. */
  command?: string;
  args?: PlainText[];
  /** Environment variables for the program. `null` takes an inherited one away. */
  env?: Record<string, PlainText | null>;
  /** A file with lines such as `NAME=value`; `env` wins over it. */
  envFile?: string;
  /** What the program inherits besides what programs need to run. `safe` when left out. */
  inheritEnv?: 'safe' | 'all' | string[];
  /** The directory the program starts in. */
  cwd?: string;
  /** The address of a server behind HTTP or WebSocket, instead of `command`. */
  url?: string;
  headers?: Record<string, PlainText>;
  /** How to sign in to `url`, where discovery does not tell. */
  oauth?: Omit<OAuthSettings, 'scopes'> & { scopes?: string | string[] };
  /** `true` keeps the entry but never starts it. */
  disabled?: boolean;
  autostart?: 'onStartup' | 'onDemand' | 'manual';
  /** Tools that are called without a confirmation: names, or patterns with `*`. */
  autoApprove?: string[];
  /** Tools that are never offered or called: names, or patterns with `*`. */
  disabledTools?: string[];
  /** How long the start may take: `30s`. */
  startTimeout?: string;
  /** How long one request may take, started anew by progress: `60s`. */
  requestTimeout?: string;
  /** How long one request may take in all: `10m`. */
  maxTotalTimeout?: string;
  /** Whether it is started again by itself, or how many tries in a row may fail. 8 when left out. */
  restart?: boolean | number;
  /** Folders that the server is told it may work in. */
  roots?: string[];
  logLevel?: LoggingLevel;
  protocol?: 'auto' | 'legacy' | '2026-07-28';
}

/** A number or a boolean is taken as text. */
type PlainText = string | number | boolean;

/** The `oauth` of a server entry, read. A server that supports discovery needs none of it. */
export interface OAuthSettings {
  clientId?: string;
  clientSecret?: string;
  scopes?: string[];
  grant?: 'authorization_code' | 'client_credentials' | 'jwt_bearer';
  issuer?: string;
  redirectPort?: number;
  clientMetadataUrl?: string;
  /** In PEM. */
  privateKey?: string;
  algorithm?: 'ES256' | 'ES384' | 'ES512' | 'RS256' | 'RS384' | 'RS512' | 'EdDSA';
  assertion?: string;
  identityProvider?: { tokenEndpoint: string; clientId: string; clientSecret?: string; idToken: string };
}

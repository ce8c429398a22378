// The types that the schemas of the configuration accept, independent of them: users of the library do not have zod. A test
// compares them with the schemas.

import type { LoggingLevel } from '@modelcontextprotocol/client';

/** One entry below `mcpServers` as it is written; docs/configuration.md describes each key. */
export interface WrittenEntry {
  /** Default: follows from `command` or `url`. `demo` is the demo server of MCP Pool. */
  type?: 'stdio' | 'http' | 'streamable-http' | 'streamableHttp' | 'sse' | 'ws' | 'demo';
  /** The program to start. Without a path it is looked up on the `PATH`. */
  command?: string;
  args?: PlainText[];
  /** Environment variables for the program. `null` removes an inherited one. */
  env?: Record<string, PlainText | null>;
  /** A file with lines such as `NAME=value`; `env` overrides it. */
  envFile?: string;
  /** What the program inherits from the environment. Default: `safe`. */
  inheritEnv?: 'safe' | 'all' | string[];
  /** The directory the program starts in. */
  cwd?: string;
  /** The address of a server behind HTTP or WebSocket, instead of `command`. */
  url?: string;
  headers?: Record<string, PlainText>;
  /** How to sign in to `url`, if the server does not advertise it. */
  oauth?: Omit<OAuthSettings, 'scopes'> & { scopes?: string | string[] };
  /** `true` keeps the entry but never starts it. */
  disabled?: boolean;
  autostart?: 'onStartup' | 'onDemand' | 'manual';
  /** Tools that are called without a confirmation: names, or patterns with `*`. */
  autoApprove?: string[];
  /** Tools that are never offered or called: names, or patterns with `*`. */
  disabledTools?: string[];
  /** The time limit for a start. Default: `30s`. */
  startTimeout?: string;
  /** The time limit for one request. Progress restarts it. Default: `60s`. */
  requestTimeout?: string;
  /** The total time limit for one request. Default: `10m`. */
  maxTotalTimeout?: string;
  /** Whether it is restarted automatically, or how many attempts in a row may fail. Default: 8. */
  restart?: boolean | number;
  /** Folders in which the server may work. */
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

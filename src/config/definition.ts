import { isDeepStrictEqual } from 'node:util';
import type { OAuthSettings } from './oauth';

/** The program of a server on stdio, or the address of a server on the network. */
export type Launch = StdioLaunch | HttpLaunch | WebSocketLaunch;

/** An entry whose shape is wrong: shown, never started. */
export interface InvalidLaunch {
  readonly type: 'invalid';
  /** What is wrong, as a sentence. */
  readonly reason: string;
}

/** A server that is a child process and speaks on stdin and stdout. */
export interface StdioLaunch {
  readonly type: 'stdio';
  readonly command: string;
  readonly args: readonly string[];
  /** Variables on top of the inherited ones. */
  readonly env: Readonly<Record<string, string>>;
  /** Working directory; the folder of the configuration file when left out. */
  readonly cwd?: string;
}

/** A server behind Streamable HTTP, or the older HTTP+SSE. */
export interface HttpLaunch {
  readonly type: 'http';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly oauth?: OAuthSettings;
  /** The one that is meant; when left out, whichever the server turns out to speak. */
  readonly transport?: 'streamable' | 'sse';
}

/** A server behind WebSocket. */
export interface WebSocketLaunch {
  readonly type: 'ws';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One server entry of `mcp-config.yaml`, validated; variables are not yet resolved. */
export interface ServerDefinition {
  /** Unique in the pool and the same as long as the entry keeps its file and name. */
  readonly id: string;
  readonly name: string;
  readonly launch: Launch | InvalidLaunch;
  readonly disabled: boolean;
  /** Names of the tools that are called without a confirmation. */
  readonly autoApprove: readonly string[];
  /** The time limits that the entry sets, in ms. */
  readonly limits?: { readonly start?: number; readonly request?: number; readonly total?: number };
  readonly source: DefinitionSource;
}

/** Where a definition was written. */
export interface DefinitionSource {
  /** Absolute path of the file; undefined for a server given on the command line. */
  readonly file?: string;
  /** Absolute path of the folder that relative paths and `${workspaceFolder}` refer to. */
  readonly folder: string;
  /** Where the entry stands in the file. */
  readonly range?: Range;
}

/** A stretch of text; lines and columns count from 1. */
export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** Something wrong in the configuration, with its place. */
export interface Problem {
  readonly severity: 'error' | 'warning' | 'hint';
  /** A stable word for the kind of problem, such as `unknown-key`. */
  readonly code: string;
  readonly message: string;
  readonly range: Range;
}

/** Whether two definitions start the same thing: a difference elsewhere needs no restart. */
export function sameLaunch(a: ServerDefinition, b: ServerDefinition): boolean {
  return (
    a.disabled === b.disabled &&
    a.source.folder === b.source.folder &&
    isDeepStrictEqual(a.limits, b.limits) &&
    isDeepStrictEqual(a.launch, b.launch)
  );
}

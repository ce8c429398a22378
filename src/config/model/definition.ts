import { isDeepStrictEqual } from 'node:util';
import type { LoggingLevel } from '@modelcontextprotocol/client';
import type { OAuthSettings } from './entryTypes';

/** The program of a server on stdio, or the address of a server on the network. */
export type Launch = StdioLaunch | HttpLaunch | WebSocketLaunch;

/** An entry whose shape is wrong: shown, never started. */
export interface InvalidLaunch {
  readonly type: 'invalid';
  /** What is wrong, as a sentence. */
  readonly reason: string;
}

/** The demo server inside MCP Pool; becomes one of our programs when it is launched. */
export interface DemoLaunch {
  readonly type: 'demo';
}

/** A server that is a child process and speaks on stdin and stdout. */
export interface StdioLaunch {
  readonly type: 'stdio';
  readonly command: string;
  readonly args: readonly string[];
  /** Variables on top of the inherited ones; null removes one. */
  readonly env: Readonly<Record<string, string | null>>;
  /** A file with more variables. */
  readonly envFile?: string;
  /** What is inherited besides the safe variables: everything, or these names. */
  readonly inheritEnv?: 'all' | readonly string[];
  /** Working directory. Default: the folder of the configuration file. */
  readonly cwd?: string;
}

/** A server behind Streamable HTTP, or the older HTTP+SSE. */
export interface HttpLaunch {
  readonly type: 'http';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly oauth?: OAuthSettings;
  /** The transport. Default: the one that the server supports. */
  readonly transport?: 'streamable' | 'sse';
  /** The file whose running gateway the address is at. Never written in a file: the gateway has to prove its identity first. */
  readonly gatewayOf?: string;
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
  readonly launch: Launch | DemoLaunch | InvalidLaunch;
  readonly disabled: boolean;
  /** Why it must not start for now, as a sentence: no one has approved it yet. */
  readonly held?: string;
  /** When the server starts. Default: with the workspace. */
  readonly autostart?: 'onStartup' | 'onDemand' | 'manual';
  /** Tools that are called without a confirmation: names, or patterns with `*`. */
  readonly autoApprove: readonly string[];
  /** Tools that are never offered or called: names, or patterns with `*`. */
  readonly disabledTools?: readonly string[];
  /** The time limits that the entry sets. */
  readonly limits?: { readonly startMs?: number; readonly requestMs?: number; readonly totalMs?: number };
  /** How many starts in a row may fail before the server stays down; 0 never restarts. */
  readonly restart?: number;
  /** Folders or URIs in which the server may work. */
  readonly roots?: readonly string[];
  /** The lowest severity that the server should log. */
  readonly logLevel?: LoggingLevel;
  /** The only revision to speak: one of 2025 and before, or the modern one. */
  readonly protocol?: 'legacy' | '2026-07-28';
  /** The inputs that its texts name. */
  readonly inputs?: readonly InputDefinition[];
  readonly source: DefinitionSource;
}

/** Something that the person is asked for once, and that is stored. */
export interface InputDefinition {
  readonly id: string;
  readonly type: 'text' | 'secret' | 'pick';
  readonly description?: string;
  readonly default?: string;
  readonly options?: readonly string[];
}

/** Where a definition was written. */
export interface DefinitionSource {
  /** Absolute path of the file; undefined for a server given on the command line. */
  readonly file?: string;
  /** Absolute path of the folder that relative paths and `${workspaceFolder}` refer to. */
  readonly folder: string;
  /** The position of the entry in the file. */
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
  /** Changes of the text that fix it, the likeliest first. */
  readonly fixes?: readonly QuickFix[];
}

/** A change of the text that a person can choose. */
export interface QuickFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The value it takes out of the file, to be stored as the answer to an input. */
  readonly secret?: { readonly input: string; readonly value: string };
}

/** New text in place of a stretch of the old. */
export interface TextEdit {
  readonly range: Range;
  readonly text: string;
}

/** What a person approves of a launch, besides the content of its `envFile`: all that decides what is started or reached. */
export function approvedFacts({ source, launch, roots, inputs }: ServerDefinition): readonly unknown[] {
  return [source.folder, launch, roots, inputs];
}

/** Whether two definitions start the same thing: a difference elsewhere needs no restart. */
export function sameLaunch(a: ServerDefinition, b: ServerDefinition): boolean {
  return isDeepStrictEqual(launchFacts(a), launchFacts(b));
}

function launchFacts({
  disabled,
  held,
  source,
  limits,
  launch,
  roots,
  logLevel,
  protocol,
}: ServerDefinition) {
  return { disabled, held, folder: source.folder, limits, launch, roots, logLevel, protocol };
}

/** A problem as compilers write it, so that terminals make it a link. */
export function problemLine(file: string, { range, severity, message, code }: Problem): string {
  return `${file}:${range.line}:${range.column}: ${severity}: ${message} [${code}]`;
}

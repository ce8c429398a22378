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

/** The demo server inside MCP Pool; becomes a program of ours when it is launched. */
export interface DemoLaunch {
  readonly type: 'demo';
}

/** A server that is a child process and speaks on stdin and stdout. */
export interface StdioLaunch {
  readonly type: 'stdio';
  readonly command: string;
  readonly args: readonly string[];
  /** Variables on top of the inherited ones; null takes one away. */
  readonly env: Readonly<Record<string, string | null>>;
  /** A file with more variables. */
  readonly envFile?: string;
  /** What is inherited besides what programs need to run: everything, or these names. */
  readonly inheritEnv?: 'all' | readonly string[];
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
  /** The file whose running gateway the address is at. Never written in one: the gateway has to prove itself first. */
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
  /** Why it must not start for now, as a sentence: nobody has approved it yet. */
  readonly held?: string;
  /** When the server starts; with the workspace when left out. */
  readonly autostart?: 'onStartup' | 'onDemand' | 'manual';
  /** Tools that are called without a confirmation: names, or patterns with `*`. */
  readonly autoApprove: readonly string[];
  /** Tools that are never offered or called: names, or patterns with `*`. */
  readonly disabledTools?: readonly string[];
  /** The time limits that the entry sets. */
  readonly limits?: { readonly startMs?: number; readonly requestMs?: number; readonly totalMs?: number };
  /** How many starts in a row may fail before a person has to look; 0 never restarts. */
  readonly restart?: number;
  /** Folders or URIs that the server is told it may work in. */
  readonly roots?: readonly string[];
  /** The least severe messages that the server is asked to log. */
  readonly logLevel?: LoggingLevel;
  /** The only revision to speak: one of 2025 and before, or the modern one. */
  readonly protocol?: 'legacy' | '2026-07-28';
  /** The inputs that its texts name. */
  readonly inputs?: readonly InputDefinition[];
  readonly source: DefinitionSource;
}

/** Something that is asked of the person once and remembered. */
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
  /** Changes of the text that would mend it, the likeliest first. */
  readonly fixes?: readonly QuickFix[];
}

/** A change of the text that a person can choose. */
export interface QuickFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** What is taken out of the file by it, to be kept as the answer to an input. */
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

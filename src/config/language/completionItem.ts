import type { Span } from './cursor';

/** Something that can be inserted at the cursor. */
export interface Completion {
  readonly label: string;
  /** The inserted text, with all of its indentation: the editor must not add any. */
  readonly insert: string;
  /** Whether `insert` is a snippet, with `$1` where the cursor goes. */
  readonly snippet: boolean;
  readonly kind: 'key' | 'value' | 'server' | 'tool' | 'variable' | 'snippet';
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  readonly replace: Span;
  /** The text it is found by, where that is not the label. */
  readonly filter?: string;
  readonly sortText?: string;
  /** Whether there is more to choose from once this is inserted. */
  readonly again?: boolean;
}

/** A sort text that keeps the order of a list. */
export function sortAs(rank: number, index = 0): string {
  return `${rank}${String(index).padStart(3, '0')}`;
}

/** What the editor knows besides the text of the file. */
export interface ServerFacts {
  /** The known tools of a server. */
  tools(server: string): readonly { readonly name: string; readonly description?: string }[];
  /** The variables that are set in the environment; never their values. */
  readonly envNames: readonly string[];
  /** The names of the editor's settings. */
  readonly settings?: readonly string[];
  /** The folder of the file first, then the others it may refer to. */
  readonly folders: readonly string[];
  /** Programs that are installed. */
  readonly programs?: readonly string[];
  /** The state of a server, as lines of Markdown. */
  server?(name: string): readonly string[] | undefined;
  /** Whether the answer to an input is stored; undefined when unknown. */
  remembered?(input: string): boolean | undefined;
}

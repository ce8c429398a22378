/** What the editor knows beyond the text of the file. */
export interface Facts {
  /** The tools of a server, as far as they are known. */
  tools(server: string): readonly { readonly name: string; readonly description?: string }[];
  /** The variables that are set in the environment; never their values. */
  readonly envNames: readonly string[];
  /** The names of the editor's settings. */
  readonly settings?: readonly string[];
  /** The folder of the file first, then those it may also be about. */
  readonly folders: readonly string[];
  /** Programs that are installed. */
  readonly programs?: readonly string[];
  /** How a server is doing, as lines of Markdown. */
  server?(name: string): readonly string[] | undefined;
  /** Whether the answer to an input is remembered; undefined when nobody knows. */
  remembered?(input: string): boolean | undefined;
}

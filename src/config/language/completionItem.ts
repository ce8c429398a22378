import type { Span } from './cursor';

/** Something that can be written at the cursor. */
export interface Completion {
  readonly label: string;
  /** What is written, with all of its indentation: the editor must not add any. */
  readonly insert: string;
  /** Whether `insert` is a snippet, with `$1` where the cursor goes. */
  readonly snippet: boolean;
  readonly kind: 'key' | 'value' | 'server' | 'tool' | 'variable' | 'snippet';
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  readonly replace: Span;
  /** What is typed to find it, where that is not the label. */
  readonly filter?: string;
  readonly sortText?: string;
  /** Whether there is more to choose from once this is written. */
  readonly again?: boolean;
}

/** A sort text that keeps the order of a list. */
export function sortAs(rank: number, index = 0): string {
  return `${rank}${String(index).padStart(3, '0')}`;
}

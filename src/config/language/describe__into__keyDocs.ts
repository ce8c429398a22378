import { code, paragraphs } from '../../base/markdown';
import type { KeyDoc } from './keyDocs';

/** What is said of a key: its description and, where there are any, examples. */
export function keyMarkdown({ description, examples }: KeyDoc): string {
  return paragraphs(
    description,
    examples.length > 0 ? `Examples: ${examples.map(code).join(', ')}` : undefined,
  );
}

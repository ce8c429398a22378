import type { CallToolResult } from '@modelcontextprotocol/client';

/** The text of a result that an official client got; of other parts their type. */
export function resultText(result: unknown): string {
  const { content } = result as CallToolResult;
  return content.map((block) => (block.type === 'text' ? block.text : block.type)).join();
}

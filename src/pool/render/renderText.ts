import type { CallToolResult, ContentBlock, GetPromptResult } from '@modelcontextprotocol/client';

/** A result as plain text: its text, and a line for each other part. */
export function renderText(result: CallToolResult): string {
  const parts = result.content.map(renderBlock);
  if (parts.length === 0 && result.structuredContent !== undefined)
    return JSON.stringify(result.structuredContent, undefined, 2);
  return parts.join('\n');
}

/** The messages of a prompt, each below its role. */
export function renderPromptText(result: GetPromptResult): string {
  return result.messages.map(({ role, content }) => `${role}:\n${renderBlock(content)}`).join('\n\n');
}

function renderBlock(block: ContentBlock): string {
  switch (block.type) {
    case 'text':
      return block.text;
    case 'image':
    case 'audio':
      return `[${block.type}: ${block.mimeType}, ${size(block.data)}]`;
    case 'resource_link':
      return `[resource: ${block.uri}]`;
    case 'resource':
      return 'text' in block.resource
        ? block.resource.text
        : `[resource: ${block.resource.uri}, ${size(block.resource.blob)}]`;
    default:
      return JSON.stringify(block);
  }
}

function size(base64: string): string {
  const bytes = Math.floor((base64.length * 3) / 4);
  return bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} KB`;
}

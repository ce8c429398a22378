// The types of MCP as in the SDK, but independent of it: the declarations that we ship must not depend on packages that their reader
// does not have. They take the place of `@modelcontextprotocol/client` there; a test compares the two.
// https://modelcontextprotocol.io/specification/2025-11-25/schema

type Meta = Record<string, unknown>;

/** An icon. */
export interface Icon {
  src: string;
  mimeType?: string;
  sizes?: string[];
  theme?: 'light' | 'dark';
}

/** The audience of something. */
export interface Annotations {
  audience?: ('user' | 'assistant')[];
  priority?: number;
  /** ISO 8601. */
  lastModified?: string;
}

interface Named {
  /** For programs. */
  name: string;
  /** For people. */
  title?: string;
  description?: string;
  icons?: Icon[];
  _meta?: Meta;
}

/** A tool of a server. */
export interface Tool extends Named {
  /** The JSON Schema of its arguments. */
  inputSchema: JsonSchema;
  /** The JSON Schema of `structuredContent` of its results. */
  outputSchema?: Record<string, unknown>;
  annotations?: ToolAnnotations;
}

/** A JSON Schema of an object. */
export interface JsonSchema {
  type: 'object';
  // biome-ignore lint/suspicious/noExplicitAny: a schema may contain any JSON.
  [key: string]: any;
}

/** What a server claims about its tool. */
export interface ToolAnnotations {
  title?: string;
  readOnlyHint?: boolean;
  destructiveHint?: boolean;
  idempotentHint?: boolean;
  openWorldHint?: boolean;
}

/** A resource of a server. */
export interface Resource extends Named {
  uri: string;
  mimeType?: string;
  /** In bytes. */
  size?: number;
  annotations?: Annotations;
}

/** Many resources whose addresses follow RFC 6570. */
export interface ResourceTemplateType extends Named {
  uriTemplate: string;
  mimeType?: string;
  annotations?: Annotations;
}

/** A prompt of a server. */
export interface Prompt extends Named {
  arguments?: { name: string; description?: string; required?: boolean }[];
}

interface Block {
  annotations?: Annotations;
  _meta?: Meta;
}

/** Text. */
export interface TextContent extends Block {
  type: 'text';
  text: string;
}

/** A picture in base64. */
export interface ImageContent extends Block {
  type: 'image';
  data: string;
  mimeType: string;
}

/** A sound in base64. */
export interface AudioContent extends Block {
  type: 'audio';
  data: string;
  mimeType: string;
}

/** A resource that can be read. */
export interface ResourceLink extends Resource {
  type: 'resource_link';
}

/** An embedded resource. */
export interface EmbeddedResource extends Block {
  type: 'resource';
  resource: TextResourceContents | BlobResourceContents;
}

/** One part of a result or of a prompt. */
export type ContentBlock = TextContent | ImageContent | AudioContent | ResourceLink | EmbeddedResource;

/** The content of a resource, as text. */
export interface TextResourceContents {
  uri: string;
  mimeType?: string;
  text: string;
  _meta?: Meta;
}

/** The content of a resource, in base64. */
export interface BlobResourceContents {
  uri: string;
  mimeType?: string;
  blob: string;
  _meta?: Meta;
}

interface Result {
  _meta?: Meta;
  [key: string]: unknown;
}

/** The result of a tool. */
export interface CallToolResult extends Result {
  content: ContentBlock[];
  /** Fits the tool's `outputSchema`. */
  structuredContent?: unknown;
  /** The tool failed, and its content says why. */
  isError?: boolean;
}

/** The contents of a resource. */
export interface ReadResourceResult extends Result {
  contents: (TextResourceContents | BlobResourceContents)[];
}

/** One message of a prompt. */
export interface PromptMessage {
  role: 'user' | 'assistant';
  content: ContentBlock;
}

/** A prompt with its arguments filled in. */
export interface GetPromptResult extends Result {
  description?: string;
  messages: PromptMessage[];
}

/** What a server asks of a person: to fill in a form, or to open an address. */
export type ElicitRequestParams =
  | {
      mode?: 'form';
      message: string;
      /** A JSON Schema of an object with plain properties. */
      requestedSchema: JsonSchema;
      _meta?: Meta;
    }
  | { mode: 'url'; message: string; url: string; elicitationId: string; _meta?: Meta };

/** The person's answer. */
export interface ElicitResult extends Result {
  action: 'accept' | 'decline' | 'cancel';
  content?: Record<string, string | number | boolean | string[]>;
}

/** A message that a server asks a language model to generate. */
export interface CreateMessageRequestParams {
  messages: { role: 'user' | 'assistant'; content: unknown }[];
  maxTokens: number;
  systemPrompt?: string;
  temperature?: number;
  stopSequences?: string[];
  metadata?: object;
  _meta?: Meta;
}

/** The message that the model generated. */
export interface CreateMessageResult extends Result {
  model: string;
  role: 'user' | 'assistant';
  content: TextContent | ImageContent | AudioContent;
  stopReason?: string;
}

/** The severities of log messages. */
export type LoggingLevel =
  | 'debug'
  | 'info'
  | 'notice'
  | 'warning'
  | 'error'
  | 'critical'
  | 'alert'
  | 'emergency';

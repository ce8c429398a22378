import type { Implementation } from '@modelcontextprotocol/server';
import type { Server } from '../../mcp/server/server';
import type { Requester } from '../../pool/requester';
import type { Exposed } from '../catalog/exposedServers';
import type { ResourceOwner } from '../catalog/resourceUris';
import type { ReviewTool } from './reviewTool';

/** A resource with its URI in this catalog. */
export type NamedResource = Exposed<'resources'> & { readonly uri: string };

/** A template with its URI template in this catalog. */
export type NamedTemplate = Exposed<'resourceTemplates'> & { readonly uriTemplate: string };

/** What one MCP server of the gateway offers: the items of some servers, by their names and URIs in this catalog. */
export interface ExposedCatalog {
  /** Its name, version and instructions. */
  readonly info: Implementation;
  readonly instructions: string | undefined;
  tools(): ReadonlyMap<string, Exposed<'tools'>>;
  prompts(): ReadonlyMap<string, Exposed<'prompts'>>;
  resources(): readonly NamedResource[];
  templates(): readonly NamedTemplate[];
  /** Our own tool among them, while something needs the attention of a person. */
  notice(): ReviewTool | undefined;
  /** The display name of an item. */
  titleOf(one: Exposed): string | undefined;
  /** The server of a URI; none or several are a failure. */
  ownerOf(uri: string): ResourceOwner;
  /** The URI of a resource of a server in this catalog. */
  uriOf(server: Server, uri: string): string;
  /** The name of a server in its log messages. */
  loggerOf(server: Server): string | undefined;
  /** Whether it is about the server of this id. */
  includes(serverId: string): boolean;
  /** Who made the call of a request. */
  requesterOf(request: Request | undefined): Requester;
  /** Prepares for a request; `opening` is one that only checks whether the server is available. Rejects when it cannot be answered. */
  prepare(opening: boolean, signal: AbortSignal): Promise<void>;
  /** Starts servers that may have a tool of this name and never listed it. */
  startOnDemand(tool: string, signal: AbortSignal): Promise<void>;
}

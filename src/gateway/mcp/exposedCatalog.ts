import type { Implementation } from '@modelcontextprotocol/server';
import type { Server } from '../../mcp/server/server';
import type { Requester } from '../../pool/requester';
import type { Exposed } from '../catalog/exposedServers';
import type { ResourceOwner } from '../catalog/resourceUris';
import type { ReviewTool } from './reviewTool';

/** A resource with the URI by which it goes there. */
export type NamedResource = Exposed<'resources'> & { readonly uri: string };

/** A template with the URI template by which it goes there. */
export type NamedTemplate = Exposed<'resourceTemplates'> & { readonly uriTemplate: string };

/** What one MCP server of the gateway offers: the things of some servers, by the names and URIs that they have there. */
export interface ExposedCatalog {
  /** Who it says it is, and how it is used. */
  readonly info: Implementation;
  readonly instructions: string | undefined;
  tools(): ReadonlyMap<string, Exposed<'tools'>>;
  prompts(): ReadonlyMap<string, Exposed<'prompts'>>;
  resources(): readonly NamedResource[];
  templates(): readonly NamedTemplate[];
  /** A tool of ours among them, while there is something that a person must hear of. */
  notice(): ReviewTool | undefined;
  /** What people are shown as the name of something. */
  titleOf(one: Exposed): string | undefined;
  /** The server that a URI leads to; none or several are a failure. */
  ownerOf(uri: string): ResourceOwner;
  /** The URI that a resource of a server has there. */
  uriOf(server: Server, uri: string): string;
  /** What stands for a server in what it logs. */
  loggerOf(server: Server): string | undefined;
  /** Whether it is about the server of this id. */
  includes(serverId: string): boolean;
  /** Who made the call that a request brings. */
  requesterOf(request: Request | undefined): Requester;
  /** Makes ready for a request; `opening` is one that asks whether anybody is there. Rejects when it cannot be answered. */
  prepare(opening: boolean, signal: AbortSignal): Promise<void>;
  /** Starts what may have a tool of this name and never told so. */
  startOnDemand(tool: string, signal: AbortSignal): Promise<void>;
}

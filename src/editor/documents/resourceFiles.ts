import type { ReadResourceResult } from '@modelcontextprotocol/client';
import * as vscode from 'vscode';
import { failure, toFailure } from '../../base/failure';
import type { Server } from '../../mcp/server/server';
import { schemes } from '../ids';
import { serverOf } from '../servers/pickServer';
import type { PoolService } from '../services/poolService';
import { ReadOnlyFiles } from './readOnlyFiles';
import { ResourceUpdates } from './resourceUpdates';
import { fromAddress, toAddress } from './resourceUri';

/** What a read resource is, as one file. */
export interface ResourceContent {
  readonly bytes: Uint8Array;
  readonly mimeType?: string;
  readonly binary: boolean;
}

/** VS Code asks for the size and then for the content: both come from one read within this time. In ms. */
const freshMs = 3000;

/** The resources of all servers as read-only files. */
export class ResourceFiles extends ReadOnlyFiles implements vscode.Disposable {
  private readonly reads = new Map<
    string,
    { readonly at: number; readonly content: Promise<ResourceContent> }
  >();

  private readonly updates: ResourceUpdates;

  constructor(private readonly pool: PoolService) {
    super();
    this.updates = new ResourceUpdates(pool, (uri) => {
      this.reads.delete(uri.toString());
      this.changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    });
  }

  /** VS Code watches what a visible editor shows: it updates when the server reports a change. */
  override watch(uri: vscode.Uri): vscode.Disposable {
    return this.updates.watch(uri);
  }

  dispose(): void {
    this.updates.dispose();
  }

  /** The address of a resource's document. */
  addressOf(server: Server, resourceUri: string): vscode.Uri {
    return vscode.Uri.from({ scheme: schemes.resource, ...toAddress(this.pool.label(server), resourceUri) });
  }

  /** The content behind an address, read from the server. */
  read(uri: vscode.Uri): Promise<ResourceContent> {
    const key = uri.toString();
    const known = this.reads.get(key);
    if (known && Date.now() - known.at < freshMs) return known.content;
    const content = this.fetch(uri);
    this.reads.set(key, { at: Date.now(), content });
    content.then(
      () => setTimeout(() => this.reads.delete(key), freshMs).unref(),
      () => this.reads.delete(key),
    );
    return content;
  }

  override async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { bytes } = await this.readFor(uri);
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime: Date.now(),
      size: bytes.byteLength,
      permissions: vscode.FilePermission.Readonly,
    };
  }

  override async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.readFor(uri)).bytes;
  }

  private async readFor(uri: vscode.Uri): Promise<ResourceContent> {
    try {
      return await this.read(uri);
    } catch (error) {
      const { kind, message } = toFailure(error);
      throw kind === 'notFound'
        ? vscode.FileSystemError.FileNotFound(message)
        : vscode.FileSystemError.Unavailable(message);
    }
  }

  private async fetch(uri: vscode.Uri): Promise<ResourceContent> {
    const { server: label, resourceUri } = fromAddress(uri);
    const server = serverOf(this.pool, label);
    if (!server)
      throw failure('notFound', `The server '${label}' no longer exists.`, ['Check mcp-config.yaml.']);
    const pool = await this.pool.open();
    return toContent(await pool.readResource(server.id, resourceUri));
  }
}

function toContent({ contents }: ReadResourceResult): ResourceContent {
  const [first] = contents;
  if (!first) return { bytes: new Uint8Array(), binary: false };
  if (contents.length > 1) {
    // A resource may contain many, such as a folder: their texts are joined.
    const parts = contents.map(
      (content) =>
        `## ${content.uri}\n\n${'text' in content ? content.text : `(binary, ${content.mimeType ?? 'unknown type'})`}`,
    );
    return { bytes: Buffer.from(`${parts.join('\n\n')}\n`), mimeType: 'text/markdown', binary: false };
  }
  if ('text' in first) return { bytes: Buffer.from(first.text), mimeType: first.mimeType, binary: false };
  return { bytes: Buffer.from(first.blob, 'base64'), mimeType: first.mimeType, binary: true };
}

import * as vscode from 'vscode';
import { clientInfo } from '../base/clientInfo';
import { Emitter } from '../base/events';
import { errorMessage } from '../base/failure';
import type { ServerDefinition } from '../config/definition';
import type { Server } from '../mcp/server';
import type { Confirmation } from '../pool/call';
import type { PoolEvent } from '../pool/events';
import type { Pool } from '../pool/pool';

/** The heavy part of the extension, in a bundle of its own. */
export type Engine = typeof import('../engine');

/** Loads dist/engine.js at the first call. */
export function loadEngine(): Promise<Engine> {
  return import('../engine');
}

/** The one pool of this window. It is made, and its code loaded, when a workspace first has servers. */
export class PoolService {
  private readonly emitter: Emitter<PoolEvent>;
  readonly onDidEvent;
  private pool: Pool | undefined;
  private making: Promise<Pool> | undefined;

  constructor(
    private readonly confirm: (confirmation: Confirmation, signal?: AbortSignal) => Promise<boolean>,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.emitter = new Emitter<PoolEvent>((error) => this.reportError(error));
    this.onDidEvent = this.emitter.event;
  }

  /** The servers there are now; none before the pool was needed. */
  get servers(): readonly Server[] {
    return this.pool?.servers ?? [];
  }

  /** The server of an id, if it is still there. */
  find(id: string): Server | undefined {
    return this.servers.find((server) => server.id === id);
  }

  /** The name of a server; with its folder where two folders use the same name. */
  label(server: Server): string {
    const twin = this.servers.some((other) => other !== server && other.name === server.name);
    return twin ? `${server.name} (${folderName(server.definition)})` : server.name;
  }

  /** The pool, made on demand. */
  open(): Promise<Pool> {
    this.making ??= this.make();
    return this.making;
  }

  async dispose(): Promise<void> {
    await this.pool?.dispose();
    this.emitter.dispose();
  }

  private async make(): Promise<Pool> {
    const { Pool } = await loadEngine();
    this.pool = new Pool({
      clientInfo,
      env: process.env,
      limits: { start: 30_000, request: 60_000, total: 600_000 },
      confirm: this.confirm,
      reportError: (error) => this.reportError(error),
    });
    this.pool.onDidEvent((event) => this.emitter.fire(event));
    return this.pool;
  }

  private reportError(error: unknown): void {
    this.log.error(`A listener failed: ${errorMessage(error)}`);
  }
}

function folderName({ source }: ServerDefinition): string {
  const folder = vscode.workspace.workspaceFolders?.find((one) => one.uri.fsPath === source.folder);
  return folder?.name ?? source.folder;
}

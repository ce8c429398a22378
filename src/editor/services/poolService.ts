import type { ElicitRequestParams, ElicitResult } from '@modelcontextprotocol/client';
import * as vscode from 'vscode';
import { Emitter } from '../../base/emitter';
import { errorMessage } from '../../base/failure';
import type { Launchable } from '../../config/approval/approval';
import type { HttpLaunch, ServerDefinition } from '../../config/model/definition';
import type { SignIns } from '../../mcp/auth/signIns';
import type { Authorizer } from '../../mcp/auth/storage/authorizer';
import type { VariableHost } from '../../mcp/server/resolveDefinition';
import type { Server } from '../../mcp/server/server';
import type { Confirmation } from '../../pool/call';
import type { Pool, PoolHost } from '../../pool/pool';
import type { PoolEvent } from '../../pool/poolEvent';
import type { CreatedPool } from '../../runtime/createPool';

/** What the pool needs of its window. */
export interface PoolWindow {
  /** Where catalogs are kept from one session to the next. */
  readonly storage: vscode.Uri;
  readonly signIns: { open(): Promise<SignIns> };
  /** Authorizes requests to a server that runs behind the gateway of another program. */
  readonly attachedAuthorizerOf: (launch: HttpLaunch) => Authorizer | undefined;
  readonly variables: VariableHost;
  /** Throws unless what is about to be launched was approved. */
  readonly checkApproval: (entry: Launchable) => void;
}

/** How the person at the window is asked. */
export interface PoolDialogs {
  readonly confirm: (confirmation: Confirmation, signal?: AbortSignal) => Promise<boolean>;
  readonly elicit: (
    serverLabel: string,
    question: ElicitRequestParams,
    signal: AbortSignal,
  ) => Promise<ElicitResult>;
}

/** Denies every call as long as no person can be asked. */
const noDialogs: PoolDialogs = {
  confirm: async () => false,
  elicit: async () => ({ action: 'cancel' }),
};

/** The one pool of this window. It is made, and its code loaded, when a workspace first has servers. */
export class PoolService {
  private readonly emitter: Emitter<PoolEvent>;
  readonly onDidEvent;
  private made: CreatedPool | undefined;
  private making: Promise<Pool> | undefined;
  private dialogs = noDialogs;
  private askShell: Promise<() => Promise<string | undefined>> | undefined;

  constructor(
    private readonly window: PoolWindow,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.emitter = new Emitter<PoolEvent>((error) => this.reportError(error));
    this.onDidEvent = this.emitter.event;
  }

  /** The servers there are now; none before the pool was needed. */
  get servers(): readonly Server[] {
    return this.made?.pool.servers ?? [];
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

  /** What the pool was made with. */
  async host(): Promise<PoolHost> {
    await this.open();
    return this.made!.host;
  }

  async dispose(): Promise<void> {
    await this.made?.pool.dispose();
    this.emitter.dispose();
  }

  /** The PATH of the person's login shell, asked for once. */
  readonly shellPath = async (): Promise<string | undefined> => {
    this.askShell ??= import('../../mcp/stdio/shellPath').then(({ createShellPath }) => createShellPath());
    return (await this.askShell)();
  };

  /** The values of variables in this window. */
  get variables(): VariableHost {
    return this.window.variables;
  }

  /** Sets how the person is asked from now on. No server has started before: features are registered first. */
  askWith(dialogs: PoolDialogs): vscode.Disposable {
    this.dialogs = dialogs;
    return {
      dispose: () => {
        this.dialogs = noDialogs;
      },
    };
  }

  private labelOf(id: string): string {
    const server = this.find(id);
    return server ? this.label(server) : id;
  }

  private async make(): Promise<Pool> {
    const { createWindowPool } = await import('./windowPool');
    this.made = await createWindowPool({
      window: this.window,
      log: this.log,
      confirm: (...asked) => this.dialogs.confirm(...asked),
      elicit: (id, ...asked) => this.dialogs.elicit(this.labelOf(id), ...asked),
      shellPath: this.shellPath,
      reportError: (error) => this.reportError(error),
    });
    const { pool } = this.made;
    pool.onDidEvent((event) => this.emitter.fire(event));
    return pool;
  }

  private reportError(error: unknown): void {
    this.log.error(`A listener failed: ${errorMessage(error)}`);
  }
}

function folderName({ source }: ServerDefinition): string {
  const folder = vscode.workspace.workspaceFolders?.find((one) => one.uri.fsPath === source.folder);
  return folder?.name ?? source.folder;
}

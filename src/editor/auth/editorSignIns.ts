import * as vscode from 'vscode';
import type { Person } from '../../mcp/auth/authorizationCode';
import type { SignIns } from '../../mcp/auth/signIns';
import type { VariableHost } from '../../mcp/server/resolveDefinition';
import type { EditorSecrets } from './secretStorage';

/** How long a person may take in the browser, in ms. */
const signInTimeoutMs = 5 * 60_000;

/** The sign-ins of this window. They are made, and their code loaded, together with the pool. */
export class EditorSignIns implements vscode.Disposable {
  private made: Promise<SignIns> | undefined;
  private secrets: EditorSecrets | undefined;
  private readonly emitter = new vscode.EventEmitter<string>();
  /** Fires with the key of a sign-in that changed, in this window or another. */
  readonly onDidChange = this.emitter.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly variables: VariableHost,
  ) {}

  /** Made on demand. */
  open(): Promise<SignIns> {
    this.made ??= this.make();
    return this.made;
  }

  /** The person at this window. */
  person(signal: AbortSignal): Person {
    return {
      open: async (url) => (await import('../ui/openAddress')).openAddress(url),
      publish: async (url) => (await import('../ui/openAddress')).reachableUrl(url),
      signal,
      patience: signInTimeoutMs,
    };
  }

  dispose(): void {
    this.secrets?.dispose();
    this.emitter.dispose();
  }

  private async make(): Promise<SignIns> {
    const { EditorSecrets } = await import('./secretStorage');
    const { FileLock } = await import('../../mcp/auth/storage/fileLock');
    const { SignIns } = await import('../../mcp/auth/signIns');
    const locks = vscode.Uri.joinPath(this.context.globalStorageUri, 'locks');
    this.secrets = new EditorSecrets(this.context.secrets, new FileLock(locks.fsPath));
    const signIns = new SignIns({ store: this.secrets, env: process.env, variables: this.variables });
    // After the sign-ins themselves were notified.
    this.secrets.onDidChange((key) => this.emitter.fire(key));
    return signIns;
  }
}

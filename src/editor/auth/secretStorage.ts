import type * as vscode from 'vscode';
import type { Disposable } from '../../base/disposables';
import { Emitter } from '../../base/emitter';
import type { FileLock } from '../../mcp/auth/storage/fileLock';
import type { SecretStore } from '../../mcp/auth/storage/secretStore';

const prefix = 'signIn ';

/** Keeps sign-ins in VS Code's own store, which all windows share. */
export class EditorSecrets implements SecretStore, Disposable {
  private readonly emitter = new Emitter<string>();
  readonly onDidChange = this.emitter.event;
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly secrets: vscode.SecretStorage,
    private readonly lock: FileLock,
  ) {
    this.subscription = secrets.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) this.emitter.fire(key.slice(prefix.length));
    });
  }

  async get(key: string): Promise<string | undefined> {
    return this.secrets.get(prefix + key);
  }

  async set(key: string, value: string): Promise<void> {
    await this.secrets.store(prefix + key, value);
  }

  async delete(key: string): Promise<void> {
    await this.secrets.delete(prefix + key);
  }

  /** VS Code has no lock across windows: a file that all windows on this machine share serves as one. */
  exclusive<T>(key: string, task: () => Promise<T>): Promise<T> {
    return this.lock.exclusive(key, task);
  }

  dispose(): void {
    this.subscription.dispose();
    this.emitter.dispose();
  }
}

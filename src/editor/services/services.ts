import type * as vscode from 'vscode';
import type { ConfigFiles } from './configFiles';
import type { PoolService } from './poolService';
import type { Reporter } from './reporter';

/** What features share; created in `extension.ts` and passed to each. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly pool: PoolService;
  readonly configFiles: ConfigFiles;
  readonly reporter: Reporter;
  /** The log of the pool itself. */
  readonly log: vscode.LogOutputChannel;
}

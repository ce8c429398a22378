import path from 'node:path';
import * as vscode from 'vscode';
import { errorMessage } from '../../base/failure';
import { launchersFolder } from '../services/launchersFolder';
import type { Services } from '../services/services';

/** Puts the command `mcp-pool` on the PATH of integrated terminals. */
export function registerTerminal({ context, log }: Services): vscode.Disposable {
  const folder = launchersFolder(context).fsPath;
  const variables = context.environmentVariableCollection;
  variables.persistent = false;
  variables.description = 'Puts the command mcp-pool on the PATH.';
  variables.prepend('PATH', `${folder}${path.delimiter}`);
  void import('./writeLaunchers')
    .then(({ writeLaunchers }) => writeLaunchers(folder, context.asAbsolutePath('dist/cli.mjs')))
    .catch((error) => log.warn(`mcp-pool is not on the PATH of terminals: ${errorMessage(error)}`));
  return new vscode.Disposable(() => variables.clear());
}

import path from 'node:path';
import * as vscode from 'vscode';
import { escapeMarkdown } from '../../base/markdown';
import type { ServerFacts } from '../../config/language/completionItem';
import type { InputValues } from '../services/inputValues';
import type { PoolService } from '../services/poolService';
import { serverStatus } from '../ui/serverStatus';

/** What this window knows that a configuration file may be about. */
export function factsOf({ uri }: vscode.TextDocument, pool: PoolService, answers: InputValues): ServerFacts {
  const server = (name: string) => pool.find(`${uri.fsPath}#${name}`);
  const known = answers.known(uri.fsPath);
  return {
    tools: (name) => server(name)?.catalog.tools.items ?? [],
    envNames: Object.keys(process.env),
    folders: [
      path.dirname(uri.fsPath),
      ...(vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath),
    ],
    server: (name) => {
      const found = server(name);
      return found && [`Now: ${escapeMarkdown(serverStatus(found))}`];
    },
    remembered: (input) => known.has(input),
  };
}

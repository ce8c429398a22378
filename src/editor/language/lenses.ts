import * as vscode from 'vscode';
import { plural } from '../../base/text';
import type { Server } from '../../mcp/server/server';
import { needsApproval } from '../../mcp/server/serverState';
import { commands } from '../ids';
import { iconless } from '../ui/labels';
import { serverStatus } from '../ui/serverStatus';

/** The lenses above the entry of a server: its state, and the actions that fit it. */
export function serverLenses(server: Server, range: vscode.Range): vscode.CodeLens[] {
  const { id, state, catalog } = server;
  const lens = (title: string, command: string) =>
    new vscode.CodeLens(range, { title, command, arguments: [id] });
  const log = lens('Log', commands.showLog);
  switch (state.kind) {
    case 'ready':
      return [
        lens('$(pass-filled) Ready', commands.focusTree),
        ...(catalog.tools.items.length > 0
          ? [lens(`$(play) ${plural(catalog.tools.items.length, 'tool')}`, commands.callTool)]
          : []),
        lens('Restart', commands.restartServer),
        lens('Stop', commands.stopServer),
        log,
      ];
    case 'starting':
      return [lens('$(loading~spin) Starting…', commands.focusTree), lens('Stop', commands.stopServer), log];
    case 'waiting':
      return [
        lens(`$(warning) ${iconless(serverStatus(server))}`, commands.showLog),
        lens('Retry Now', commands.startServer),
        lens('Stop', commands.stopServer),
        log,
      ];
    case 'failed':
      return [
        lens(`$(error) ${iconless(serverStatus(server))}`, commands.showLog),
        lens('Start', commands.startServer),
        log,
      ];
    case 'signInRequired':
      return [lens('$(lock) Sign In', commands.signIn), log];
    case 'stopped':
      return [lens('$(play) Start', commands.startServer), log];
    case 'blocked':
      return needsApproval(state)
        ? [lens('$(shield) Needs Your Approval', commands.reviewServers)]
        : [lens(`$(warning) ${iconless(state.reason)}`, commands.showLog)];
    case 'disabled':
      return [lens('$(circle-slash) Disabled', commands.focusTree)];
  }
}

/** The lens above an input: whether its answer is stored, and how to change it. */
export function inputLenses(
  file: string,
  id: string,
  known: boolean,
  range: vscode.Range,
): vscode.CodeLens[] {
  const title = known ? '$(key) Stored · Change or Forget' : '$(key) Not Asked Yet · Answer Now';
  return [new vscode.CodeLens(range, { title, command: commands.editInputs, arguments: [{ file, id }] })];
}

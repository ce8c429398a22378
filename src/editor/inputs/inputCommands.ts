import * as vscode from 'vscode';
import { commands } from '../ids';
import type { InputValues } from '../services/inputValues';
import type { Services } from '../services/services';

/** "MCP: Edit Inputs…", and the command that stores an answer found elsewhere. */
export function registerInputs(services: Services, answers: InputValues): vscode.Disposable {
  const { reporter } = services;
  return vscode.Disposable.from(
    reporter.command(commands.editInputs, async (given?: { file: string; id: string }) =>
      (await import('./manageInputs')).editInputs(services, answers, given),
    ),
    reporter.command(commands.storeInput, async (file: string, id: string, value: string) => {
      await answers.remember(file, id, value);
    }),
  );
}

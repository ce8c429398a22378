import * as vscode from 'vscode';
import type { ResourceFiles } from '../documents/resourceFiles';
import type { ResultDocuments } from '../documents/resultDocuments';
import type { GatewayService } from '../gateway/gatewayService';
import { commands } from '../ids';
import type { Services } from '../services/services';

/** The commands that begin with a pick: their code is loaded when one is first used. */
export function registerPickers(
  services: Services,
  results: ResultDocuments,
  files: ResourceFiles,
  gateway: GatewayService,
): vscode.Disposable {
  const { reporter } = services;
  return vscode.Disposable.from(
    reporter.command(commands.find, async () => (await import('./findInPool')).findInPool(services)),
    reporter.command(commands.broadcast, async (given?: unknown) =>
      (await import('../call/broadcastTool')).broadcastTool(services, results, given),
    ),
    reporter.command(commands.connectAssistant, async () =>
      (await import('../assistants/connectAssistant')).connectAssistant(services, gateway),
    ),
    reporter.command(commands.doctor, async (given?: unknown) =>
      (await import('../doctor/runDoctor')).runDoctor(services, results, given),
    ),
    reporter.command(commands.getPrompt, async (given?: unknown) =>
      (await import('../prompts/getPrompt')).getPrompt(services, results, given),
    ),
    reporter.command(commands.openResource, async (given?: unknown) =>
      (await import('../documents/openResource')).openResource(services, files, given),
    ),
  );
}

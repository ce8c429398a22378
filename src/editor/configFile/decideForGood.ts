import * as vscode from 'vscode';
import { withTool } from '../../config/edit/toolLists';
import type { Services } from '../services/services';
import { editConfig } from './editConfig';

/** Writes into the configuration that a tool is always or never called, as the person decided. */
export async function decideForGood(
  { pool, configFiles, reporter }: Services,
  serverId: string,
  list: 'autoApprove' | 'disabledTools',
  tool: string,
): Promise<void> {
  const server = pool.find(serverId);
  const file = server?.definition.source.file;
  if (!server || file === undefined) return;
  try {
    const uri = vscode.Uri.file(file);
    await editConfig(uri, (text) => withTool(text, server.name, list, tool));
    await configFiles.reloadDecided(uri, server.name, list, tool);
  } catch (error) {
    // The answer to this one call applies, whether or not it could be written.
    void reporter.report(error);
  }
}

import * as vscode from 'vscode';
import { failure, toFailure } from '../../base/failure';
import { diagnose } from '../../pool/doctor/diagnose';
import { renderDoctor } from '../../pool/doctor/doctorReport';
import type { ResultDocuments } from '../documents/resultDocuments';
import { serverOf } from '../servers/pickServer';
import type { Services } from '../services/services';
import { withProgress } from '../ui/messages';
import { toSignal } from '../ui/progress';

/** "MCP: Run Doctor": checks one server or all, step by step up to their lists, and shows the findings as one document. */
export async function runDoctor(
  { pool, configFiles }: Services,
  results: ResultDocuments,
  given: unknown,
): Promise<void> {
  await pool.open();
  const server = serverOf(pool, given);
  const servers = server ? [server] : pool.servers;
  const problems = await problemsOf({ configFiles });
  if (servers.length === 0 && problems.length === 0)
    throw failure('configuration', 'There is nothing to check: the workspace has no servers.', [
      'Add a server, or try the demo server.',
    ]);
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: server ? `Checking '${server.name}'…` : 'Checking servers…',
    cancellable: true,
  };
  const report = await withProgress(options, async (progress, token) =>
    diagnose(
      servers.map(({ definition }) => definition),
      problems,
      await pool.host(),
      {
        signal: toSignal(token),
        onStep: ({ name }, step) => progress.report({ message: `${name}: ${step.name}` }),
        signInStep: ({ name }) => `Choose Sign In for '${name}' in the tree.`,
        versions: { 'VS Code': vscode.version },
      },
    ).catch((error: unknown) => {
      if (token.isCancellationRequested) throw failure('cancelled', 'The doctor was stopped.');
      throw toFailure(error);
    }),
  );
  await results.showReport(server ? `Doctor · ${server.name}` : 'Doctor', renderDoctor(report));
}

async function problemsOf({ configFiles }: Pick<Services, 'configFiles'>) {
  const files = await configFiles.places.files();
  const read = await Promise.all(
    files.map(async (uri) => {
      const text = (await vscode.workspace.openTextDocument(uri)).getText();
      const { problems } = await configFiles.parse(uri, text);
      return problems.map((problem) => ({ ...problem, file: vscode.workspace.asRelativePath(uri) }));
    }),
  );
  return read.flat();
}

import * as vscode from 'vscode';
import { commands } from '../ids';
import type { Services } from '../services/services';

/** Links such as `vscode://mcp-pool.mcp-pool/tool/weather/forecast` that lead to a server, a tool or a resource. */
export function registerLinks(services: Services): vscode.Disposable {
  const { reporter, context } = services;
  return vscode.Disposable.from(
    vscode.window.registerUriHandler({
      handleUri: async (uri) => {
        try {
          await (await import('./deepLinks')).followLink(services, uri);
        } catch (error) {
          await reporter.report(error);
        }
      },
    }),
    reporter.command(commands.copyLink, async (target?: unknown) => {
      const link = (await import('./deepLinks')).deepLinkTo(services, target, context.extension.id);
      if (link) await vscode.env.clipboard.writeText(link);
    }),
  );
}

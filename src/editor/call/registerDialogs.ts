import type * as vscode from 'vscode';
import type { Services } from '../services/services';

/** Asks the person at this window to confirm calls, and for what servers request. */
export function registerDialogs(services: Services): vscode.Disposable {
  return services.pool.askWith({
    confirm: async (asked, signal) =>
      (await import('../approval/confirmInEditor')).confirmInEditor(
        asked,
        async (...decided) =>
          (await import('../configFile/decideForGood')).decideForGood(services, ...decided),
        signal,
      ),
    elicit: async (...asked) => (await import('./elicit')).elicitInEditor(...asked),
  });
}

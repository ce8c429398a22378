import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposables';
import { failure } from '../../base/failure';
import type { AttachmentChange } from '../../gateway/attach/attachments';
import { commands, contextKeys } from '../ids';
import type { Services } from '../services/services';
import type { AttachService } from './attachService';

/** Notifies of gateways of other programs that run the servers of this window, and switches to them and back. */
export function registerAttach(
  { pool, configFiles, reporter, log }: Services,
  attach: AttachService,
): vscode.Disposable {
  const store = new DisposableStore();
  store.add(
    configFiles.onDidApply(() => {
      const isAttached = attach.gateways.length > 0;
      void vscode.commands.executeCommand('setContext', contextKeys.attached, isAttached);
    }),
  );
  const tell = async (change: AttachmentChange) => {
    log.info(`The gateway at ${change.gateway.url} of ${change.gateway.config}: ${change.kind}.`);
    await (await import('./offerGateway')).offerGateway(attach, change);
  };
  store.add(attach.onDidChange((change) => void tell(change).catch((error) => reporter.report(error))));
  store.add(
    pool.onDidEvent((event) => {
      if (event.type === 'state.changed' && (event.state.kind === 'waiting' || event.state.kind === 'failed'))
        attach.suspect();
    }),
  );
  store.add(
    reporter.command(commands.attach, async () => {
      const gateways = await attach.attach();
      if (gateways.length === 0)
        throw failure('notFound', 'No other program runs the servers of this workspace.', [
          "Run 'mcp-pool serve' in its folder and try again.",
        ]);
    }),
  );
  store.add(reporter.command(commands.detach, () => attach.detach()));
  return store;
}

import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposables';
import { commands, settings } from '../ids';
import type { Services } from '../services/services';
import type { AttachService } from './attachService';
import type { GatewayService } from './gatewayService';

/** Starts and stops the gateway by command and setting, and shows that it is open. */
export function registerGateway(
  { configFiles, reporter }: Services,
  gateway: GatewayService,
  attach: AttachService,
): vscode.Disposable {
  const store = new DisposableStore();
  const item = store.add(
    vscode.window.createStatusBarItem('mcpPool.gateway', vscode.StatusBarAlignment.Left),
  );
  item.name = 'MCP Pool Gateway';
  item.command = commands.copyGateway;
  const draw = () => {
    const [other] = attach.gateways;
    const { url } = other ?? gateway.address ?? {};
    if (!url) {
      item.hide();
      return;
    }
    const { port } = new URL(url);
    item.text = `${other ? '$(link)' : '$(broadcast)'} :${port}`;
    item.tooltip = other
      ? `The servers run at the gateway ${url}, outside this window. Click to copy its address.`
      : `Other programs on this computer can use the pool at ${url}. Click to copy its address.`;
    const label = other ? 'Attached to the MCP gateway at port' : 'MCP gateway open at port';
    item.accessibilityInformation = { label: `${label} ${port}` };
    item.show();
  };
  store.add(gateway.onDidChange(draw));
  store.add(configFiles.onDidApply(draw));

  store.add(
    reporter.command(commands.startGateway, async () =>
      (await import('./gatewayCommands')).startGateway(gateway, attach),
    ),
  );
  store.add(reporter.command(commands.stopGateway, () => gateway.stop(true)));
  store.add(
    reporter.command(commands.renewGatewayToken, async () =>
      (await import('./gatewayCommands')).renewToken(gateway, attach),
    ),
  );
  store.add(
    reporter.command(commands.copyGateway, async () => (await import('./copyAccess')).copyAccess(gateway)),
  );

  const startIfWanted = () => {
    const wanted = vscode.workspace.getConfiguration().get<boolean>(settings.gatewayStart);
    if (
      wanted &&
      vscode.workspace.isTrusted &&
      configFiles.written.length > 0 &&
      !gateway.isReached &&
      !gateway.isClosedByHand
    )
      void gateway.start().catch((error) => reporter.report(error));
  };
  store.add(configFiles.onDidApply(startIfWanted));
  return store;
}

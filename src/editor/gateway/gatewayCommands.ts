import * as vscode from 'vscode';
import { failure } from '../../base/failure';
import type { GatewayAddress } from '../../gateway/server/gatewayServer';
import { commands } from '../ids';
import { showInformation } from '../ui/messages';
import type { AttachService } from './attachService';
import type { GatewayService } from './gatewayService';

/** Opens the gateway of the window, and offers to copy its address. Rejects when the window is attached to another. */
export async function startGateway(gateway: GatewayService, attach: AttachService): Promise<GatewayAddress> {
  const [other] = attach.gateways;
  if (other)
    throw failure('usage', `The servers of this window already run at the gateway ${other.url}.`, [
      "Use that gateway, or run 'MCP: Detach from Gateway' first.",
    ]);
  const address = await gateway.start();
  // The command is over when it is open, not when the message is closed.
  void offerToCopy(
    `Other programs on this computer can now use the pool at ${address.url} (token required). The approval rules of mcp-config.yaml apply to every call.`,
  );
  return address;
}

/** Hands out another token, and offers to copy it. Rejects when the gateway belongs to another program. */
export async function renewToken(gateway: GatewayService, attach: AttachService): Promise<void> {
  const [other] = attach.gateways;
  if (other)
    throw failure(
      'usage',
      `The gateway at ${other.url} belongs to another program, and only that program can renew its token.`,
      ["Start 'mcp-pool serve' again, or send it SIGUSR2."],
    );
  if (!(await gateway.renewToken()))
    throw failure('usage', 'The gateway of this window is closed, so it has no valid token.', [
      "Run 'MCP: Start Gateway' to get a new one.",
    ]);
  void offerToCopy('The gateway has a new token. Update the programs that use the old one.');
}

async function offerToCopy(message: string): Promise<void> {
  const copy = 'Copy…';
  const chosen = await showInformation(message, copy);
  if (chosen === copy) await vscode.commands.executeCommand(commands.copyGateway);
}

import * as vscode from 'vscode';
import { failure } from '../../base/failure';
import type { GatewayAddress } from '../../gateway/server/gatewayServer';
import { commands } from '../ids';
import { showInformation } from '../ui/messages';
import type { AttachService } from './attachService';
import type { GatewayService } from './gatewayService';

/** Opens the gateway of the window, and offers to copy how it is reached. Rejects when the window is attached to another. */
export async function startGateway(gateway: GatewayService, attach: AttachService): Promise<GatewayAddress> {
  const [other] = attach.gateways;
  if (other)
    throw failure(
      'usage',
      `The servers of this window run at the gateway ${other.url}: it needs none of its own.`,
      ["Use that one, or choose 'MCP: Detach from Gateway' first."],
    );
  const address = await gateway.start();
  // The command is over when it is open, not when the message is closed.
  void offerToCopy(
    `The pool is open to other programs of yours at ${address.url}, with a token. Every call is under the policy of mcp-config.yaml.`,
  );
  return address;
}

/** Hands out another token, and offers to copy it. Rejects when that is not for this window to do. */
export async function renewToken(gateway: GatewayService, attach: AttachService): Promise<void> {
  const [other] = attach.gateways;
  if (other)
    throw failure(
      'usage',
      `The gateway at ${other.url} belongs to another program, which renews its token.`,
      ["Start 'mcp-pool serve' again, or send it SIGUSR2."],
    );
  if (!(await gateway.renewToken()))
    throw failure('usage', 'The gateway of this window is closed: its token lets nobody in.', [
      "It has a new one when you choose 'MCP: Start Gateway'.",
    ]);
  void offerToCopy(
    'The gateway has a new token. Programs that use the old one have to be given the new one.',
  );
}

async function offerToCopy(message: string): Promise<void> {
  const copy = 'Copy…';
  const chosen = await showInformation(message, copy);
  if (chosen === copy) await vscode.commands.executeCommand(commands.copyGateway);
}

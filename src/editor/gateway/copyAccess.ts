import * as vscode from 'vscode';
import { showBriefly } from '../ui/messages';
import { pickOne } from '../ui/quickInputs';
import type { GatewayService } from './gatewayService';

/** Copies what another program needs to reach the gateway. */
export async function copyAccess(gateway: GatewayService): Promise<void> {
  const { url, tokenFile, token } = await gateway.access();
  const items = [
    { icon: 'link', label: 'Address for MCP clients', text: `${url}/mcp` },
    { icon: 'key', label: 'Token', text: token },
    { icon: 'file', label: 'Path of the token file', text: tokenFile },
    {
      icon: 'terminal',
      label: 'curl command that lists the tools',
      text: `curl -H "Authorization: Bearer $(cat '${tokenFile}')" ${url}/tools`,
    },
  ];
  const picked = await pickOne(items, {
    title: `Gateway at ${url}`,
    placeHolder: 'Copy',
  });
  if (!picked) return;
  await vscode.env.clipboard.writeText(picked.text);
  showBriefly('MCP: copied', 3000);
}

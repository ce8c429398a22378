import * as vscode from 'vscode';
import type { GatewayService } from './gatewayService';

/** Copies what another program needs to reach the gateway. */
export async function copyAccess(gateway: GatewayService): Promise<void> {
  const { url, tokenFile, token } = await gateway.access();
  const items = [
    { label: '$(link) Address for MCP clients', text: `${url}/mcp` },
    { label: '$(key) Token', text: token },
    { label: '$(file) Path of the file with the token', text: tokenFile },
    {
      label: '$(terminal) curl command that lists the tools',
      text: `curl -H "Authorization: Bearer $(cat '${tokenFile}')" ${url}/tools`,
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: `Gateway at ${url}`,
    placeHolder: 'Copy',
  });
  if (!picked) return;
  await vscode.env.clipboard.writeText(picked.text);
  vscode.window.setStatusBarMessage('MCP: copied', 3000);
}

import * as vscode from 'vscode';
import { failure } from '../../base/failure';
import { unopenable } from '../../base/webAddress';

/** Opens an address that a server chose in the browser of the person. The only way out of the editor: anything but a web page is refused. */
export async function openAddress(address: string | URL): Promise<void> {
  const why = unopenable(address);
  if (why !== undefined)
    throw failure('denied', `The address was not opened: ${why}.`, [
      'Report it to the authors of the server.',
    ]);
  // As text, because a Uri is encoded again on its way and loses the encoding of its query:
  // https://github.com/microsoft/vscode/issues/85930
  const text = new URL(address).href as unknown as vscode.Uri;
  if (!(await vscode.env.openExternal(text))) throw failure('cancelled', 'The browser was not opened.');
}

/** The address by which the browser reaches a port of the extension host, which in a remote window is on another machine. */
export async function reachableUrl(url: string): Promise<string> {
  if (vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop) return url;
  return (await vscode.env.asExternalUri(vscode.Uri.parse(url))).toString(true);
}

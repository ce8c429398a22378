import * as vscode from 'vscode';
import { settings } from './ids';

/** When servers start: after the person approved them, in every trusted folder, or never by themselves. */
export function startSetting(): 'ask' | 'trusted' | 'never' {
  return vscode.workspace.getConfiguration().get<'ask' | 'trusted' | 'never'>(settings.start) ?? 'ask';
}

import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { cacheFolder } from '../support/repository';
import { type VscodeVersion, vscodeVersion } from './install';

/** Whether a window can be shown here. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || !!(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * The executable of a desktop VS Code, downloaded once; undefined where there is no display or no way to download
 * it. MCP_POOL_VSCODE=desktop makes that an error, MCP_POOL_VSCODE=server does not try.
 */
export async function findDesktop(version: VscodeVersion): Promise<string | undefined> {
  const wish = process.env.MCP_POOL_VSCODE;
  if (wish === 'server' || (wish !== 'desktop' && !hasDisplay())) return undefined;
  try {
    return await downloadAndUnzipVSCode({ version: vscodeVersion(version), cachePath: cacheFolder });
  } catch (error) {
    if (wish === 'desktop') throw error;
    console.error(
      `No desktop VS Code (${error instanceof Error ? error.message : error}), taking the server.`,
    );
    return undefined;
  }
}

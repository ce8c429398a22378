import assert from 'node:assert/strict';
import { type ClientPaths, clientFiles } from '../../../../src/config/clients/clientFiles';
import { rows } from '../../support/table';

const linux: ClientPaths = { folder: '/w', home: '/home/me', platform: 'linux', env: {} };
const mac: ClientPaths = { ...linux, home: '/Users/me', platform: 'darwin' };
const windows: ClientPaths = {
  folder: 'C:\\w',
  home: 'C:\\Users\\me',
  platform: 'win32',
  env: { APPDATA: 'C:\\Users\\me\\AppData\\Roaming' },
};

describe('The files of other clients', () => {
  rows<{ at: ClientPaths; title: string; file: string }>(
    {
      'VS Code of the workspace': {
        at: linux,
        title: 'VS Code (workspace)',
        file: '/w/.vscode/mcp.json',
      },
      'VS Code on Linux': {
        at: linux,
        title: 'VS Code (user)',
        file: '/home/me/.config/Code/User/mcp.json',
      },
      'VS Code on Linux with folders of its own': {
        at: { ...linux, env: { XDG_CONFIG_HOME: '/cfg' } },
        title: 'VS Code (user)',
        file: '/cfg/Code/User/mcp.json',
      },
      'VS Code on macOS': {
        at: mac,
        title: 'VS Code (user)',
        file: '/Users/me/Library/Application Support/Code/User/mcp.json',
      },
      'VS Code Insiders on Windows': {
        at: windows,
        title: 'VS Code Insiders (user)',
        file: 'C:\\Users\\me\\AppData\\Roaming\\Code - Insiders\\User\\mcp.json',
      },
      'VS Code on Windows without APPDATA': {
        at: { ...windows, env: {} },
        title: 'VS Code (user)',
        file: 'C:\\Users\\me\\AppData\\Roaming\\Code\\User\\mcp.json',
      },
      VSCodium: { at: linux, title: 'VSCodium (user)', file: '/home/me/.config/VSCodium/User/mcp.json' },
      'VS Code on a remote machine': {
        at: linux,
        title: 'VS Code (user)',
        file: '/home/me/.vscode-server/data/User/mcp.json',
      },
      'Claude Code of the workspace': { at: linux, title: 'Claude Code (workspace)', file: '/w/.mcp.json' },
      'Claude Code': { at: windows, title: 'Claude Code (user)', file: 'C:\\Users\\me\\.claude.json' },
      'Claude Desktop on Linux': {
        at: linux,
        title: 'Claude Desktop (user)',
        file: '/home/me/.config/Claude/claude_desktop_config.json',
      },
      'Claude Desktop on macOS': {
        at: mac,
        title: 'Claude Desktop (user)',
        file: '/Users/me/Library/Application Support/Claude/claude_desktop_config.json',
      },
      'Claude Desktop on Windows': {
        at: windows,
        title: 'Claude Desktop (user)',
        file: 'C:\\Users\\me\\AppData\\Roaming\\Claude\\claude_desktop_config.json',
      },
      'Cursor of the workspace': { at: linux, title: 'Cursor (workspace)', file: '/w/.cursor/mcp.json' },
      Cursor: { at: linux, title: 'Cursor (user)', file: '/home/me/.cursor/mcp.json' },
      Windsurf: {
        at: mac,
        title: 'Windsurf (user)',
        file: '/Users/me/.codeium/windsurf/mcp_config.json',
      },
      Cline: {
        at: mac,
        title: 'Cline in VS Code (user)',
        file: '/Users/me/Library/Application Support/Code/User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json',
      },
      'Roo Code of the workspace': {
        at: windows,
        title: 'Roo Code (workspace)',
        file: 'C:\\w\\.roo\\mcp.json',
      },
      'Kiro of the workspace': {
        at: linux,
        title: 'Kiro (workspace)',
        file: '/w/.kiro/settings/mcp.json',
      },
      Kiro: { at: linux, title: 'Kiro (user)', file: '/home/me/.kiro/settings/mcp.json' },
      'Gemini CLI of the workspace': {
        at: linux,
        title: 'Gemini CLI (workspace)',
        file: '/w/.gemini/settings.json',
      },
      'Gemini CLI': { at: linux, title: 'Gemini CLI (user)', file: '/home/me/.gemini/settings.json' },
      'Copilot CLI': { at: linux, title: 'Copilot CLI (user)', file: '/home/me/.copilot/mcp-config.json' },
    },
    ({ at, title, file }) => {
      const found = clientFiles(at).filter((one) => one.title === title);
      assert.ok(
        found.some((one) => one.file === file),
        found.map((one) => one.file).join('\n'),
      );
    },
    (client) => `include that of ${client}`,
  );

  it('are only those of the user without a folder', () => {
    const files = clientFiles({ ...linux, folder: undefined });
    assert.ok(files.every(({ scope }) => scope === 'user'));
  });

  it('are each listed once', () => {
    for (const at of [linux, mac, windows]) {
      const files = clientFiles(at).map(({ file }) => file);
      assert.equal(new Set(files).size, files.length);
    }
  });
});

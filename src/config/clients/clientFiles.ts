import path from 'node:path';

/** The other clients whose files are understood; `other` is a file of unknown origin. */
export type ClientId = keyof typeof clientTitles;

/** The names of the other clients. */
export const clientTitles = {
  vscode: 'VS Code',
  claudeCode: 'Claude Code',
  claudeDesktop: 'Claude Desktop',
  cursor: 'Cursor',
  windsurf: 'Windsurf',
  cline: 'Cline',
  roo: 'Roo Code',
  kiro: 'Kiro',
  gemini: 'Gemini CLI',
  copilot: 'Copilot CLI',
  other: 'Another client',
} as const;

/** What the paths of the files depend on. */
export interface ClientPaths {
  /** The workspace folder; without one only the files of the user are listed. */
  readonly folder?: string;
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A place where another client keeps its servers. */
export interface ClientFile {
  readonly client: ClientId;
  /** The client and whose file it is, such as "Cursor (user)". */
  readonly title: string;
  readonly scope: 'workspace' | 'user';
  /** The absolute path; the file may not exist. */
  readonly file: string;
}

/** The editors that keep their data as VS Code does, and the clients within them. */
const editors = [
  { folder: 'Code', title: 'VS Code', server: '.vscode-server' },
  { folder: 'Code - Insiders', title: 'VS Code Insiders', server: '.vscode-server-insiders' },
  { folder: 'VSCodium', title: 'VSCodium', server: '.vscodium-server' },
] as const;

/** Where the other clients keep their servers, those of the workspace first. */
export function clientFiles(at: ClientPaths): readonly ClientFile[] {
  const { join } = at.platform === 'win32' ? path.win32 : path.posix;
  const files: ClientFile[] = [];
  const add = (client: ClientId, scope: ClientFile['scope'], file: string, title?: string) =>
    files.push({ client, scope, file, title: `${title ?? clientTitles[client]} (${scope})` });
  const { folder, home } = at;
  if (folder !== undefined) {
    add('vscode', 'workspace', join(folder, '.vscode', 'mcp.json'));
    add('claudeCode', 'workspace', join(folder, '.mcp.json'));
    add('cursor', 'workspace', join(folder, '.cursor', 'mcp.json'));
    add('roo', 'workspace', join(folder, '.roo', 'mcp.json'));
    add('kiro', 'workspace', join(folder, '.kiro', 'settings', 'mcp.json'));
    add('gemini', 'workspace', join(folder, '.gemini', 'settings.json'));
  }
  const data = userData(at, join);
  const users = editors.flatMap(({ folder: name, title, server }) => [
    { title, user: join(data, name, 'User') },
    // Where the extensions of a remote window run.
    ...(at.platform === 'linux' ? [{ title, user: join(home, server, 'data', 'User') }] : []),
  ]);
  for (const { title, user } of users) add('vscode', 'user', join(user, 'mcp.json'), title);
  add('claudeCode', 'user', join(home, '.claude.json'));
  add('claudeDesktop', 'user', join(data, 'Claude', 'claude_desktop_config.json'));
  add('cursor', 'user', join(home, '.cursor', 'mcp.json'));
  add('windsurf', 'user', join(home, '.codeium', 'windsurf', 'mcp_config.json'));
  for (const { title, user } of users) {
    const settings = (extension: string, file: string) =>
      join(user, 'globalStorage', extension, 'settings', file);
    const within = (name: string) => `${name} in ${title}`;
    add('cline', 'user', settings('saoudrizwan.claude-dev', 'cline_mcp_settings.json'), within('Cline'));
    add('roo', 'user', settings('rooveterinaryinc.roo-cline', 'mcp_settings.json'), within('Roo Code'));
  }
  add('kiro', 'user', join(home, '.kiro', 'settings', 'mcp.json'));
  add('gemini', 'user', join(home, '.gemini', 'settings.json'));
  add('copilot', 'user', join(home, '.copilot', 'mcp-config.json'));
  return files;
}

/** The folder in which applications keep what belongs to the user. */
function userData({ platform, home, env }: ClientPaths, join: typeof path.join): string {
  if (platform === 'win32') return env.APPDATA || join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  return env.XDG_CONFIG_HOME || join(home, '.config');
}

import { launchBrowser, openWorkbench, type Size } from '../../host/browser';
import { installBrowser, installServer, type VscodeVersion } from '../../host/install';
import type { Browser, Page } from '../../host/playwright';
import { calmSettings } from '../../host/settings';
import { VscodeServer } from '../../host/vscodeServer';
import { Editors } from '../../host/workbench/editors';
import { repositoryRoot } from '../../support/repository';

/** How a window is to open. */
export interface WindowOptions {
  /** A folder or a .code-workspace file, absolute. */
  readonly workspace: string;
  /** The user's settings, above the calm ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** When servers start; without being asked for when left out. */
  readonly start?: 'ask' | 'trusted' | 'never';
  /** False opens the folder in restricted mode. */
  readonly trusted?: boolean;
  readonly theme?: keyof typeof themes;
  readonly size?: Size;
  /** The extension's folder; this repository without it. */
  readonly extension?: string;
  readonly vscode?: VscodeVersion;
  /** Added to the environment of the extension host. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

const themes = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  hc: 'Default High Contrast',
} as const;

/** A real VS Code window with MCP Pool in it, used as a person would: by keyboard, mouse and eyes. */
export class Window extends Editors {
  private constructor(
    page: Page,
    private readonly browser: Browser,
    private readonly server: VscodeServer,
  ) {
    super(page);
  }

  /** Opens a window and waits until the workbench is drawn. */
  static async open(options: WindowOptions): Promise<Window> {
    const theme = options.theme ?? 'dark';
    const [parts, browserParts] = [await installServer(options.vscode ?? 'current'), await installBrowser()];
    const server = await VscodeServer.start(parts, {
      extensions: [options.extension ?? repositoryRoot],
      settings: { ...calmSettings, 'workbench.colorTheme': themes[theme], ...options.settings },
      machineSettings: { 'mcpPool.start': options.start ?? 'trusted' },
      workspaceTrust: options.trusted === false,
      environment: options.environment,
      // On a busy machine the goodbye of a page that is left can be lost, and `close` waits for its extensions to end.
      reconnectionGraceSeconds: 20,
    });
    let browser: Browser | undefined;
    try {
      browser = await launchBrowser(browserParts);
      const { size } = options;
      const colorScheme = theme === 'light' ? 'light' : 'dark';
      const page = await openWorkbench(browser, server.address(options.workspace), { size, colorScheme });
      const window = new Window(page, browser, server);
      await window.until('workbench', (seen) => seen.ready);
      return window;
    } catch (error) {
      await browser?.close();
      await server.stop();
      throw error;
    }
  }

  /** Trusts the workspace of a window that was opened with `trusted: false`. */
  async trustWorkspace(): Promise<void> {
    await this.clickStatusBarItem('Restricted Mode');
    await this.clickElement('.workspace-trust-editor a.monaco-button', 'Trust');
    await this.statusBarItems((items) => items.every((item) => !item.text.includes('Restricted Mode')));
    await this.page.keyboard.press('Escape');
    if ((await this.look()).tabs.some((tab) => tab.label === 'Workspace Trust'))
      await this.runCommand('View: Close Editor');
  }

  /** Closes the window, waits until its extension host has ended, and removes its profile. */
  async close(): Promise<void> {
    try {
      // Leaving the page lets the workbench end its extensions, as closing a desktop window does.
      await this.page.goto('about:blank');
      await this.server.extensionHostsEnded();
    } finally {
      await this.browser.close();
      await this.server.stop();
    }
  }
}

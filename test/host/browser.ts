import type { BrowserParts } from './install';
import { type Browser, loadPlaywright, type Page } from './playwright';

/** How large a window is, in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What a page calls while it runs the tests of an extension. */
export interface Automation {
  log(type: string, args: unknown[]): void;
  exit(code: number): void;
}

// Nothing but the local server can be reached, and nothing is tried.
const closedNetwork = [
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-first-run',
  '--no-pings',
  '--no-proxy-server',
];

// Root in a container has no sandbox to give, and its /dev/shm is too small for a workbench.
const inContainers = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--font-render-hinting=none',
];

/** Starts a headless Chromium that can reach 127.0.0.1 and nothing else. */
export async function launchBrowser(parts: BrowserParts): Promise<Browser> {
  const { chromium } = await loadPlaywright(parts.playwright);
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return chromium.launch({
    executablePath: parts.chromium,
    args: [...closedNetwork, ...(process.platform === 'linux' ? inContainers : [])],
    env: { ...Object.fromEntries(inherited), ...parts.environment },
    headless: true,
    // Whoever started the browser closes it, after the page had its chance to shut down.
    handleSIGINT: false,
    handleSIGTERM: false,
  });
}

/** Opens a workbench and answers when its page is loaded; the workbench itself comes later. */
export async function openWorkbench(
  browser: Browser,
  address: string,
  options: { size?: Size; colorScheme?: 'light' | 'dark'; automation?: Automation } = {},
): Promise<Page> {
  const page = await browser.newPage({
    viewport: options.size ?? { width: 1280, height: 800 },
    colorScheme: options.colorScheme ?? 'dark',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const { automation } = options;
  if (automation) {
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) =>
      automation.log(type, args),
    );
    await page.exposeFunction('codeAutomationExit', (code: number) => automation.exit(code));
  }
  await page.goto(address, { waitUntil: 'domcontentloaded' });
  return page;
}

import { pathToFileURL } from 'node:url';

// playwright-core lives in the cache, not in node_modules: these are the few parts of it that are used.

/** One page of a browser. */
export interface Page {
  readonly keyboard: Keyboard;
  readonly mouse: Mouse;
  goto(url: string, options?: { waitUntil?: 'load' | 'domcontentloaded' | 'commit' }): Promise<unknown>;
  evaluate<Result, Argument>(
    script: (argument: Argument) => Result,
    argument: Argument,
  ): Promise<Awaited<Result>>;
  exposeFunction(name: string, callback: (...args: never[]) => unknown): Promise<void>;
  screenshot(options: { path: string; animations?: 'disabled' | 'allow'; style?: string }): Promise<unknown>;
  frames(): Frame[];
  on(event: 'crash' | 'close', listener: () => void): unknown;
  on(event: 'console', listener: (message: { type(): string; text(): string }) => void): unknown;
}

/** A document inside a page, such as the one of a webview. */
export interface Frame {
  name(): string;
  url(): string;
  evaluate<Result, Argument>(
    script: (argument: Argument) => Result,
    argument: Argument,
  ): Promise<Awaited<Result>>;
}

/** The page's keyboard. */
export interface Keyboard {
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  insertText(text: string): Promise<void>;
}

/** The page's mouse, in CSS pixels. */
export interface Mouse {
  move(x: number, y: number): Promise<void>;
  click(x: number, y: number, options?: { button?: 'left' | 'right'; clickCount?: number }): Promise<void>;
  wheel(deltaX: number, deltaY: number): Promise<void>;
}

/** A running Chromium. */
export interface Browser {
  newPage(options: {
    viewport: { width: number; height: number };
    colorScheme?: 'light' | 'dark';
    permissions?: string[];
  }): Promise<Page>;
  on(event: 'disconnected', listener: () => void): unknown;
  close(): Promise<void>;
}

interface Playwright {
  readonly chromium: {
    launch(options: {
      executablePath: string;
      args: string[];
      env: Record<string, string>;
      headless: boolean;
      handleSIGINT: boolean;
      handleSIGTERM: boolean;
    }): Promise<Browser>;
  };
}

/** Loads playwright-core from its file. */
export async function loadPlaywright(file: string): Promise<Playwright> {
  return (await import(pathToFileURL(file).href)) as Playwright;
}

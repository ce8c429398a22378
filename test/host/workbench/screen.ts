import { mkdir } from 'node:fs/promises';
import * as path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { repositoryRoot } from '../../support/repository';
import { waitLimit } from '../../support/until';
import type { Page } from '../playwright';
import { lookAround } from './lookAround';
import type { Button, Point, Seen, TreeRow } from './seen';

const pollInterval = 40;

// Entries of the status bar that a desktop window does not have.
const onlyInBrowsers =
  '#status\\.host, #status\\.forwardedPorts, #status\\.workbench\\.keyboardLayout { display: none !important; }';

/** A workbench's page: looks at it, waits for what should be there, points and types. */
export class Screen {
  constructor(readonly page: Page) {}

  /** Everything that is to be seen now. */
  look(): Promise<Seen> {
    return this.page.evaluate(lookAround, undefined);
  }

  /**
   * Waits until `find` gives something and answers it. `what` completes "There was no …". Throws with what was
   * seen instead, and leaves a screenshot.
   */
  until<T>(what: string, find: (seen: Seen) => T | undefined | false): Promise<T> {
    return this.poll(what, async () => find(await this.look()));
  }

  /** Like `until`, for what the workbench itself does not show. */
  async poll<T>(what: string, read: () => Promise<T | undefined | false>): Promise<T> {
    const deadline = Date.now() + waitLimit;
    for (;;) {
      const found = await read();
      if (found !== undefined && found !== false) return found;
      if (Date.now() > deadline)
        throw await this.failure(`There was no ${what} within ${waitLimit / 1000} s`);
      await delay(pollInterval);
    }
  }

  /** Clicks what `find` gives, as soon as it is there and no longer moves. */
  async click(
    what: string,
    find: (seen: Seen) => { at: Point } | undefined,
    button?: 'left' | 'right',
  ): Promise<void> {
    const { x, y } = await this.still(what, find);
    await this.page.mouse.click(x, y, { button: button ?? 'left' });
  }

  /** Clicks the element that a selector finds and that shows exactly `text`, for what `look` does not tell. */
  async clickElement(selector: string, text: string): Promise<void> {
    const place = await this.poll(`'${text}' at ${selector}`, () =>
      this.page.evaluate(findElement, { selector, text }),
    );
    await this.page.mouse.click(place.x, place.y);
  }

  /** Moves the mouse onto what `find` gives. */
  async hover(what: string, find: (seen: Seen) => { at: Point } | undefined): Promise<void> {
    const { x, y } = await this.still(what, find);
    await this.page.mouse.move(x, y);
  }

  /** Saves a picture and answers its file. MCP_POOL_SCREENSHOTS names the folder, else it is out/screenshots. */
  async screenshot(name: string): Promise<string> {
    const folder = process.env.MCP_POOL_SCREENSHOTS ?? path.join(repositoryRoot, 'out', 'screenshots');
    await mkdir(folder, { recursive: true });
    const file = path.join(folder, `${name.replace(/[^\w.-]+/g, '-').slice(0, 100)}.png`);
    await this.page.screenshot({ path: file, animations: 'disabled', style: onlyInBrowsers });
    return file;
  }

  private async failure(message: string): Promise<Error> {
    const picture = await this.screenshot(`failed-${message}`).catch((error) => `none (${error})`);
    return new Error(`${message}.\nSeen instead:\n${describe(await this.look())}\nPicture: ${picture}`);
  }

  private async still(what: string, find: (seen: Seen) => { at: Point } | undefined): Promise<Point> {
    let last: Point | undefined;
    return this.until(what, (seen) => {
      const { at } = find(seen) ?? {};
      const rests = at && last && at.x === last.x && at.y === last.y;
      last = at;
      return rests && at.x > 0 && at;
    });
  }
}

/** The button with this label or tooltip. */
export function findButton(buttons: readonly Button[] | undefined, label: string): Button | undefined {
  return buttons?.find((button) => button.label === label);
}

/** What is seen, short enough for a test's message. */
function describe(seen: Seen): string {
  const { activityBar: _activityBar, status, views, ...others } = seen;
  const rowLine = (row: TreeRow) =>
    `${'  '.repeat(row.level)}[${row.icon}] ${row.label} | ${row.description}`;
  const viewLines = views.map(({ title, welcome, message, rows }) =>
    [`view '${title}'`, welcome, message, ...rows.map(rowLine)].filter(Boolean).join('\n'),
  );
  const otherLines = Object.entries(others)
    .filter(([, value]) => value !== undefined && !isEmpty(value))
    .map(
      ([key, value]) =>
        `${key}: ${JSON.stringify(value, (name, part) => (name === 'at' || isEmpty(part) ? undefined : part))}`,
    );
  return [...otherLines, ...viewLines, `status: ${status.map((item) => item.text).join(' | ')}`].join('\n');
}

function isEmpty(value: unknown): boolean {
  return value === '' || value === false || (Array.isArray(value) && value.length === 0);
}

/** Runs inside the page. */
function findElement({ selector, text }: { selector: string; text: string }): Point | undefined {
  interface Element {
    readonly textContent: string;
    getBoundingClientRect(): { x: number; y: number; width: number; height: number };
  }
  const { document } = globalThis as unknown as {
    document: { querySelectorAll(selector: string): Iterable<Element> };
  };
  const found = [...document.querySelectorAll(selector)]
    .filter((element) => element.textContent.trim() === text)
    .map((element) => element.getBoundingClientRect())
    .find(({ width, height }) => width > 0 && height > 0);
  return found && { x: found.x + found.width / 2, y: found.y + found.height / 2 };
}

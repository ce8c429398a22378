import { QuickInputs } from './quickInputs';
import { findButton } from './screen';
import type { Seen, TreeRow, View } from './seen';

/** The activity bar, the side bar's views and their trees. */
export class Views extends QuickInputs {
  /** Opens a view container by its entry in the activity bar. */
  async openView(container: string): Promise<void> {
    const entry = (seen: Seen) => seen.activityBar.find((candidate) => candidate.label === container);
    const isOpen = (seen: Seen) => !!entry(seen)?.active && seen.views.length > 0;
    await this.until(`entry '${container}' in the activity bar`, entry);
    let nextClick = 0;
    await this.poll(`view of '${container}'`, async () => {
      const seen = await this.look();
      if (isOpen(seen)) return true;
      // While extensions start the entry may be replaced and a click be lost.
      if (!entry(seen)?.active && Date.now() > nextClick) {
        await this.click(`entry '${container}' in the activity bar`, entry);
        nextClick = Date.now() + 1500;
      }
      return false;
    });
  }

  /** A view of the side bar, once it is there and as wanted. Without a title: the first one. */
  view(title?: string, wanted: (view: View) => boolean = () => true): Promise<View> {
    return this.until(`view ${title ?? ''} as wanted`, (seen) => {
      const view = findView(seen, title);
      return view && wanted(view) && view;
    });
  }

  /** Clicks an action in a view's title, by its tooltip. */
  async viewAction(tooltip: string, view?: string): Promise<void> {
    // The actions show only while the mouse is over the view.
    await this.hover(`view ${view ?? ''}`, (seen) => findView(seen, view)?.body);
    await this.click(`view action '${tooltip}'`, (seen) =>
      findButton(findView(seen, view)?.actions, tooltip),
    );
  }

  /** What a view says instead of rows. */
  async welcomeText(
    wanted: (text: string) => boolean = (text) => text !== '',
    view?: string,
  ): Promise<string> {
    return (await this.view(view, ({ welcome }) => wanted(welcome))).welcome;
  }

  /** Clicks a button or link of a view's welcome text. */
  async clickWelcomeButton(label: string, view?: string): Promise<void> {
    await this.click(`welcome button '${label}'`, (seen) =>
      findButton(findView(seen, view)?.welcomeButtons, label),
    );
  }

  /** The rows that are to be seen in a view, once they are as wanted. */
  async treeRows(wanted: (rows: readonly TreeRow[]) => boolean = (rows) => rows.length > 0, view?: string) {
    return (await this.view(view, ({ rows }) => wanted(rows))).rows;
  }

  /** A row by its label, once it is there and as wanted. It is scrolled to if need be. */
  async treeRow(
    label: string,
    wanted: (row: TreeRow) => boolean = () => true,
    view?: string,
  ): Promise<TreeRow> {
    await this.scrollTo(label, view);
    return this.until(`row '${label}' as wanted`, (seen) => {
      const row = findRow(seen, label, view);
      return row && wanted(row) && row;
    });
  }

  /** Unfolds a row and waits until its children are drawn. A row that stays without any is given two seconds. */
  async expand(label: string, view?: string): Promise<void> {
    const row = await this.treeRow(label, ({ expanded }) => expanded !== undefined, view);
    // A click on the label would run the row's command as well.
    if (!row.expanded) await this.click(`arrow of '${label}'`, (seen) => findRow(seen, label, view)?.twistie);
    await this.treeRow(label, ({ expanded }) => expanded === true, view);
    const deadline = Date.now() + 2000;
    await this.until(
      `children of '${label}'`,
      (seen) => hasChildren(seen, label, view) || Date.now() > deadline,
    );
  }

  /** Folds a row and waits until it is. */
  async collapse(label: string, view?: string): Promise<void> {
    const row = await this.treeRow(label, ({ expanded }) => expanded !== undefined, view);
    if (row.expanded) await this.click(`arrow of '${label}'`, (seen) => findRow(seen, label, view)?.twistie);
    await this.treeRow(label, ({ expanded }) => expanded === false, view);
  }

  /** Clicks a row. */
  async clickRow(label: string, view?: string): Promise<void> {
    await this.scrollTo(label, view);
    await this.click(`row '${label}'`, (seen) => findRow(seen, label, view));
  }

  /** Clicks an inline action of a row, by its tooltip. */
  async rowAction(label: string, tooltip: string, view?: string): Promise<void> {
    await this.scrollTo(label, view);
    await this.hover(`row '${label}'`, (seen) => findRow(seen, label, view));
    const find = (seen: Seen) => findButton(findRow(seen, label, view)?.actions, tooltip);
    await this.click(`action '${tooltip}' of row '${label}'`, find);
  }

  /** Chooses an item of a row's context menu. */
  async contextMenu(label: string, item: string, view?: string): Promise<void> {
    await this.openContextMenu(label, view);
    const find = (seen: Seen) => findButton(seen.menu, item);
    await this.hover(`menu item '${item}'`, find);
    // A menu takes no click in its first moments, so that the click that opened it does not count twice.
    await this.poll(`end of the menu after '${item}'`, async () => {
      const entry = find(await this.look());
      if (entry) await this.page.mouse.click(entry.at.x, entry.at.y);
      return !entry;
    });
  }

  /** The items of a row's context menu. The menu is closed again. */
  async contextMenuItems(label: string, view?: string): Promise<string[]> {
    await this.openContextMenu(label, view);
    const { menu } = await this.look();
    await this.page.keyboard.press('Escape');
    await this.until('end of the menu', (seen) => seen.menu.length === 0);
    return menu.map((item) => item.label);
  }

  /** The tooltip of a row, as text. */
  async rowTooltip(
    label: string,
    wanted: (text: string) => boolean = (text) => text !== '',
    view?: string,
  ): Promise<string> {
    await this.scrollTo(label, view);
    // A row that is drawn anew loses its tooltip, until the mouse moves again; one that rests is shown it after a while.
    let nextMove = 0;
    return this.poll(`tooltip of row '${label}'`, async () => {
      const { hover } = await this.look();
      if (wanted(hover)) return hover;
      if (Date.now() < nextMove) return undefined;
      nextMove = Date.now() + 2500;
      const { x, y } = await this.until(`row '${label}'`, (seen) => findRow(seen, label, view)?.at);
      // As a person would who sees nothing: away, and back again.
      await this.page.mouse.move(x + 600, y + 100);
      await this.page.mouse.move(x + 1, y);
      await this.page.mouse.move(x, y);
      return undefined;
    });
  }

  private async openContextMenu(label: string, view?: string): Promise<void> {
    await this.scrollTo(label, view);
    await this.click(`row '${label}'`, (seen) => findRow(seen, label, view), 'right');
    await this.until(`context menu of row '${label}'`, (seen) => seen.menu.length > 0);
  }

  /** A tree draws only what fits, so a row far down is turned to with the wheel. Waits until it is drawn. */
  private async scrollTo(label: string, view?: string): Promise<void> {
    const { body, rows } = await this.view(view, (candidate) => candidate.rows.length > 0);
    if (rows.some((row) => row.label === label)) return;
    await this.page.mouse.move(body.at.x, body.at.y);
    let direction = -1;
    let last = '';
    await this.poll(`row '${label}'`, async () => {
      const seen = await this.look();
      if (findRow(seen, label, view)) return true;
      const drawn = (findView(seen, view)?.rows ?? []).map((row) => row.label);
      // From the top down to the end, where the row has to come from the extension.
      if (drawn.join('\n') === last) direction = 1;
      last = drawn.join('\n');
      // One notch is about two rows: half of what is to be seen at a time.
      for (let notch = 0; notch < drawn.length / 4; notch++) await this.page.mouse.wheel(0, direction * 120);
      return false;
    });
  }
}

function findView(seen: Seen, title: string | undefined): View | undefined {
  return title === undefined ? seen.views[0] : seen.views.find((view) => view.title === title);
}

function findRow(seen: Seen, label: string, view: string | undefined): TreeRow | undefined {
  return findView(seen, view)?.rows.find((row) => row.label === label);
}

function hasChildren(seen: Seen, label: string, view: string | undefined): boolean {
  const rows = findView(seen, view)?.rows ?? [];
  const index = rows.findIndex((row) => row.label === label);
  const [row, next] = [rows[index], rows[index + 1]];
  return !!row && !!next && next.level > row.level;
}

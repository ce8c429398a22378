import type { Frame } from '../playwright';
import { findButton } from './screen';
import type { Dialog, Editor, EditorTab, Notification, Seen, StatusItem } from './seen';
import { Views } from './views';

/** Editors, the panel, notifications, dialogs and the status bar. */
export class Editors extends Views {
  /** The tabs of all editors, once they are as wanted. */
  editorTabs(wanted: (tabs: readonly EditorTab[]) => boolean = () => true): Promise<readonly EditorTab[]> {
    return this.until('editor tabs as wanted', ({ tabs }) => wanted(tabs) && tabs);
  }

  /** Brings the tab with this label to the front. */
  async openTab(label: string): Promise<void> {
    await this.click(`tab '${label}'`, (seen) => seen.tabs.find((tab) => tab.label === label));
    await this.editorTabs((tabs) => tabs.some((tab) => tab.label === label && tab.active));
  }

  /** The active text editor, once it is as wanted. */
  editor(wanted: (editor: Editor) => boolean = () => true): Promise<Editor> {
    return this.until('editor as wanted', ({ editor }) => editor && wanted(editor) && editor);
  }

  /** The lines of the active text editor that fit into the window, once they are as wanted. */
  async activeEditorText(wanted: (text: string) => boolean = (text) => text !== ''): Promise<string> {
    return (await this.editor(({ text }) => wanted(text))).text;
  }

  /** The titles of the CodeLenses in the active editor, once they are as wanted. */
  async codeLenses(wanted: (titles: string[]) => boolean = (titles) => titles.length > 0): Promise<string[]> {
    const titles = (editor: Editor) => editor.codeLenses.map((lens) => lens.label);
    return titles(await this.editor((editor) => wanted(titles(editor))));
  }

  /** Clicks a CodeLens of the active editor. */
  async clickCodeLens(title: string): Promise<void> {
    await this.click(`CodeLens '${title}'`, (seen) => findButton(seen.editor?.codeLenses, title));
  }

  /** The notifications that are to be seen, newest first, once they are as wanted. */
  notifications(
    wanted: (all: readonly Notification[]) => boolean = () => true,
  ): Promise<readonly Notification[]> {
    return this.until(
      'notifications as wanted',
      ({ notifications }) => wanted(notifications) && notifications,
    );
  }

  /** The notification whose message holds `part`, once it is there. */
  notification(part: string): Promise<Notification> {
    return this.until(`notification '${part}'`, (seen) => findNotification(seen, part));
  }

  /** Clicks a button of a notification; `part` of its message tells which one. */
  async clickNotificationButton(button: string, part = ''): Promise<void> {
    const find = (seen: Seen) => findButton(findNotification(seen, part)?.buttons, button);
    await this.click(`notification button '${button}'`, find);
  }

  /** Clears all notifications. */
  async clearNotifications(): Promise<void> {
    await this.runCommand('Notifications: Clear All Notifications');
    await this.notifications((all) => all.length === 0);
  }

  /** The modal dialog, once it is open. */
  dialog(wanted: (dialog: Dialog) => boolean = () => true): Promise<Dialog> {
    return this.until('dialog as wanted', ({ dialog }) => dialog && wanted(dialog) && dialog);
  }

  /** Clicks a button of the modal dialog and waits until it is closed. */
  async clickDialogButton(label: string): Promise<void> {
    const { message } = await this.dialog();
    await this.click(`dialog button '${label}'`, (seen) => findButton(seen.dialog?.buttons, label));
    await this.until(`end of the dialog '${message}'`, (seen) => seen.dialog?.message !== message);
  }

  /** The entries of the status bar, once they are as wanted. */
  statusBarItems(
    wanted: (items: readonly StatusItem[]) => boolean = () => true,
  ): Promise<readonly StatusItem[]> {
    return this.until('status bar as wanted', ({ status }) => wanted(status) && status);
  }

  /** Clicks the entry of the status bar whose text holds `part`. */
  async clickStatusBarItem(part: string): Promise<void> {
    await this.click(`status bar entry '${part}'`, (seen) =>
      seen.status.find((item) => item.text.includes(part)),
    );
  }

  /** Opens an output channel and answers its visible lines, once they are as wanted. */
  async outputText(
    channel: string,
    wanted: (text: string) => boolean = (text) => text !== '',
  ): Promise<string> {
    await this.runCommand('Output: Show Output Channels...');
    await this.pick(channel);
    return this.panelText('Output', wanted);
  }

  /** Opens the problems and answers one line for each row, once they are as wanted. */
  async problems(wanted: (rows: string[]) => boolean = () => true): Promise<string[]> {
    await this.runCommand('Problems: Focus on Problems View');
    const rows = (text: string) =>
      text
        .replace(/\$\([\w-]+\)/g, ' ')
        .split('\n')
        .map((row) => row.trim());
    return rows(await this.panelText('Problems', (text) => wanted(rows(text))));
  }

  /** The visible text of the document in the active webview, once it is as wanted. */
  webviewText(wanted: (text: string) => boolean = (text) => text !== ''): Promise<string> {
    return this.poll('webview as wanted', async () => {
      const texts = await Promise.all(this.webviews().map((frame) => frame.evaluate(readText, undefined)));
      return texts.find((text) => text !== '' && wanted(text));
    });
  }

  /** Clicks the element of a webview that shows exactly `text`. */
  async clickInWebview(text: string): Promise<void> {
    await this.poll(`'${text}' in a webview`, async () => {
      const clicked = await Promise.all(this.webviews().map((frame) => frame.evaluate(clickText, text)));
      return clicked.includes(true);
    });
  }

  private panelText(title: string, wanted: (text: string) => boolean): Promise<string> {
    return this.until(`text as wanted in the panel '${title}'`, ({ panel, panelText }) => {
      return panel.startsWith(title) && wanted(panelText) && { panelText };
    }).then(({ panelText }) => panelText);
  }

  /** The documents inside the frames of webviews; one that is just being replaced tells nothing. */
  private webviews(): Pick<Frame, 'evaluate'>[] {
    const frames = this.page.frames().filter((frame) => /fake\.html/.test(frame.url()));
    return frames.map((frame) => ({
      evaluate: (script, argument) => frame.evaluate(script, argument).catch(() => '' as never),
    }));
  }
}

/** Runs inside a webview. */
function readText(): string {
  const { document, frameElement } = globalThis as unknown as {
    document: { body?: { innerText: string }; images: Iterable<{ complete: boolean }> };
    frameElement: { id: string };
  };
  // A webview loads its document out of sight, and shows it when it is whole.
  if (frameElement.id !== 'active-frame' || [...document.images].some((image) => !image.complete)) return '';
  return document.body?.innerText.trim() ?? '';
}

/** Runs inside a webview. Answers whether there was something to click. */
function clickText(text: string): boolean {
  interface Element {
    readonly textContent: string;
    click(): void;
  }
  const { document } = globalThis as unknown as {
    document: { querySelectorAll(selector: string): Iterable<Element> };
  };
  const all = [...document.querySelectorAll('a, button, summary, label, [role], [tabindex]')];
  const found = all.find((element) => element.textContent.trim() === text);
  found?.click();
  return found !== undefined;
}

function findNotification(seen: Seen, part: string): Notification | undefined {
  return seen.notifications.find(({ message }) => message.includes(part));
}

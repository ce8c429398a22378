import type * as seen from './seen';

// The project's types know no DOM: these are the few parts that are read.
interface Element {
  readonly id: string;
  readonly className: string;
  readonly classList: Iterable<string> & { contains(name: string): boolean };
  readonly textContent: string | null;
  readonly innerText: string;
  readonly childNodes: Iterable<Element>;
  readonly style: { readonly top: string };
  readonly shadowRoot: Element | null;
  readonly value: string;
  readonly type: string;
  readonly title: string;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
  closest(selector: string): Element | null;
  getAttribute(name: string): string | null;
  getBoundingClientRect(): { x: number; y: number; width: number; height: number };
}
declare const document: Element;

/**
 * Reads the whole workbench. It runs inside the page, so it must not use anything from outside itself.
 * The selectors hold for VS Code 1.103 to 1.139.
 */
export function lookAround(): seen.Seen {
  const all = (root: Element | null | undefined, selector: string) => [
    ...(root?.querySelectorAll(selector) ?? []),
  ];
  const size = (element: Element) => element.getBoundingClientRect();
  const isVisible = (element: Element | null | undefined): element is Element =>
    !!element && size(element).width > 0 && size(element).height > 0;
  const visible = (root: Element | null | undefined, selector: string) =>
    all(root, selector).filter(isVisible);
  const at = (element: Element | null | undefined): seen.Point => {
    const box = element ? size(element) : { x: 0, y: 0, width: 0, height: 0 };
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };

  const codicon = (element: Element) => {
    const names = [...element.classList];
    const name =
      names.find((part) => /^codicon-(?!modifier-|colored)/.test(part))?.slice('codicon-'.length) ?? '';
    return name && names.includes('codicon-modifier-spin') ? `${name}~spin` : name;
  };
  const rawText = (element: Element): string => {
    let result = '';
    for (const child of element.childNodes) {
      const isElement = typeof child.querySelector === 'function';
      if (isElement && child.classList.contains('codicon')) result += `$(${codicon(child)})`;
      result += isElement ? rawText(child) : (child.textContent ?? '');
    }
    return result;
  };
  const text = (element: Element | null | undefined) =>
    element
      ? rawText(element)
          .replace(/\u00a0/g, ' ')
          .trim()
      : '';
  const shownText = (element: Element | undefined) => element?.innerText.trim() ?? '';
  const textOf = (root: Element | null | undefined, selector: string) => text(root?.querySelector(selector));
  // VS Code appends the key that does the same: 'Back (Ctrl+Alt+-)'.
  const withoutKey = (label: string) =>
    label.replace(/ \((?:(?:Ctrl|Shift|Alt|Meta|Cmd)\+.*|F\d+|Del|Escape)\)$/, '');
  const labelOf = (element: Element) =>
    withoutKey(element.getAttribute('aria-label') || element.title || text(element));
  const button = (element: Element): seen.Button => ({
    label: labelOf(element),
    enabled: element.getAttribute('aria-disabled') !== 'true' && !element.classList.contains('disabled'),
    at: at(element),
  });
  const buttons = (root: Element | null | undefined, selector: string) => visible(root, selector).map(button);

  const quickInput = (): seen.QuickInput | undefined => {
    const widget = visible(document, '.quick-input-widget')[0];
    if (!widget) return undefined;
    const input = widget.querySelector('.quick-input-box input');
    const box = widget.querySelector('.quick-input-box .monaco-inputbox');
    const message = widget.querySelector('.quick-input-message');
    const description = visible(widget, '.quick-input-description')[0];
    const severity = (['error', 'warning', 'info'] as const).find((name) => box?.classList.contains(name));
    return {
      title: textOf(widget, '.quick-input-title'),
      placeholder: input?.getAttribute('placeholder') ?? '',
      value: input?.value ?? '',
      message: isVisible(message) ? text(message) : text(description),
      severity: severity ?? 'none',
      isPassword: input?.type === 'password',
      busy: isVisible(widget.querySelector('.quick-input-progress.active')),
      rows: visible(widget, '.quick-input-list .monaco-list-row, .quick-input-tree .monaco-list-row').map(
        pickRow,
      ),
      buttons: buttons(
        widget,
        '.quick-input-titlebar a.action-label, .quick-input-header .quick-input-box a.action-label, ' +
          '.quick-input-inline-action-bar a.action-label, .quick-input-action a.monaco-button',
      ),
    };
  };
  const pickRow = (row: Element): seen.PickRow => {
    const checkbox = row.querySelector('.monaco-checkbox, input.quick-input-list-checkbox');
    const checked = checkbox?.getAttribute('aria-checked') ?? row.getAttribute('aria-checked');
    const [first, ...others] = all(row, '.quick-input-list-row');
    return {
      label: textOf(first, '.label-name'),
      description: textOf(first, '.label-description'),
      detail: others.map((other) => textOf(other, '.label-name')).join(''),
      separator: visible(row, '.quick-input-list-separator').map(text).join(''),
      focused: row.classList.contains('focused'),
      checked: checkbox || row.getAttribute('role') === 'checkbox' ? checked === 'true' : undefined,
      buttons: all(row, '.quick-input-list-entry-action-bar a.action-label').map(button),
      at: at(first),
    };
  };

  const byTop = (a: Element, b: Element) => size(a).y - size(b).y;
  const treeRow = (row: Element): seen.TreeRow => {
    const icon = row.querySelector('.custom-view-tree-node-item-icon, .monaco-icon-label > .codicon');
    const expanded = row.getAttribute('aria-expanded');
    const isFile = row.querySelector('.file-icon, .folder-icon, .custom-view-tree-node-item-icon');
    return {
      label: textOf(row, '.label-name') || textOf(row, '.monaco-tl-contents'),
      description: textOf(row, '.label-description'),
      level: Number(row.getAttribute('aria-level') ?? 1),
      expanded: expanded === null ? undefined : expanded === 'true',
      icon: (icon && codicon(icon)) || (isFile ? 'file' : ''),
      ariaLabel: row.getAttribute('aria-label') ?? '',
      selected: row.classList.contains('selected'),
      actions: all(row, '.actions a.action-label').map(button),
      at: at(row.querySelector('.label-name') ?? row),
      twistie: { at: at(row.querySelector('.monaco-tl-twistie')) },
    };
  };
  const view = (pane: Element): seen.View => {
    const header = pane.querySelector('.pane-header');
    const body = pane.querySelector('.pane-body');
    const welcome = visible(pane, '.welcome-view-content')[0];
    const message = visible(pane, '.tree-explorer-viewlet-tree-view > .message')[0];
    return {
      title:
        textOf(header, 'h3.title') || (header?.getAttribute('aria-label') ?? '').replace(/ Section$/, ''),
      expanded: pane.classList.contains('expanded'),
      description: textOf(header, '.description'),
      message: shownText(message),
      welcome: shownText(welcome),
      welcomeButtons: buttons(welcome, 'a'),
      rows: visible(body, '.monaco-list-rows > .monaco-list-row').sort(byTop).map(treeRow),
      actions: buttons(header, '.actions a.action-label'),
      at: at(header),
      body: { at: at(body) },
    };
  };

  const lines = (root: Element | null | undefined) =>
    all(root, '.view-lines > .view-line')
      .sort((a, b) => Number.parseFloat(a.style.top) - Number.parseFloat(b.style.top))
      .map((line) => (line.textContent ?? '').replace(/\u00a0/g, ' ').replace(/\u200b|\u200c/g, ''))
      .join('\n');
  const editor = (): seen.Editor | undefined => {
    const group = document.querySelector('.editor-group-container.active');
    // In a comparison the right side is the one that is new.
    const code = visible(group, '.editor-instance .monaco-editor[role="code"]').at(-1);
    if (!code) return undefined;
    return {
      uri: code.getAttribute('data-uri') ?? '',
      language: code.closest('.editor-instance')?.getAttribute('data-mode-id') ?? '',
      text: lines(code),
      codeLenses: buttons(code, '.codelens-decoration a'),
    };
  };

  const notification = (item: Element): seen.Notification => {
    const icon = item.querySelector('.notification-list-item-icon');
    const severity = (['error', 'warning'] as const).find((name) =>
      icon?.classList.contains(`codicon-${name}`),
    );
    const bar = item.closest('.monaco-list-row')?.querySelector('.monaco-progress-container.active');
    const value = bar?.getAttribute('aria-valuenow');
    return {
      message: textOf(item, '.notification-list-item-message'),
      severity: severity ?? 'info',
      source: textOf(item, '.notification-list-item-source').replace(/^Source: /, ''),
      buttons: buttons(
        item,
        '.notification-list-item-buttons-container a.monaco-button, a.action-label, .notification-list-item-message a',
      ),
      progress: !bar ? undefined : value ? Number(value) : 'unknown',
    };
  };
  const dialog = (): seen.Dialog | undefined => {
    const box = visible(document, '.monaco-dialog-box')[0];
    if (!box) return undefined;
    return {
      message: textOf(box, '.dialog-message-text') || textOf(box, '.dialog-message'),
      detail: textOf(box, '.dialog-message-detail'),
      buttons: buttons(box, '.dialog-buttons a.monaco-button'),
    };
  };
  const menuRoots = [document, ...all(document, '.shadow-root-host').map((host) => host.shadowRoot)];
  const menuItem = (item: Element): seen.Button => ({
    ...button(item),
    label: text(item.querySelector('.action-label')),
  });
  const statusItem = (item: Element): seen.StatusItem => ({
    text: text(item),
    ariaLabel: item.getAttribute('aria-label') ?? '',
    kind:
      (['error', 'warning', 'prominent'] as const).find((name) => item.classList.contains(`${name}-kind`)) ??
      'normal',
    at: at(item),
  });

  const activityBar =
    '.part.activitybar .action-item .action-label, .part.sidebar .composite-bar .action-label';
  const panel = visible(document, '.part.panel')[0];
  const toasts = visible(document, '.notifications-toasts .notification-list-item');
  const center = visible(document, '.notifications-center .notification-list-item');
  return {
    title: textOf(document, 'title') || textOf(document, '.window-title'),
    ready: isVisible(document.querySelector('.monaco-workbench .part.statusbar .statusbar-item')),
    activityBar: visible(document, activityBar).map((entry) => ({
      ...button(entry),
      active: !!entry.closest('.action-item')?.classList.contains('checked'),
    })),
    views: visible(document, '.part.sidebar .pane, .part.auxiliarybar .pane').map(view),
    panel: panel
      ? labelOf(panel.querySelector('.composite-bar .action-item.checked .action-label') ?? panel)
      : '',
    panelText: panel
      ? lines(panel) || visible(panel, '.monaco-list-row').sort(byTop).map(text).join('\n')
      : '',
    tabs: visible(document, '.editor-group-container .tabs-container .tab').map((tab) => ({
      label: textOf(tab, '.label-name'),
      active: tab.classList.contains('active') && !!tab.closest('.editor-group-container.active'),
      dirty: tab.classList.contains('dirty'),
      preview: !!tab.querySelector('.monaco-icon-label.italic'),
      at: at(tab),
    })),
    editor: editor(),
    quickInput: quickInput(),
    menu: menuRoots.flatMap((root) => visible(root, '.monaco-menu a.action-menu-item')).map(menuItem),
    dialog: dialog(),
    notifications: (center.length > 0 ? center : toasts).map(notification),
    status: visible(document, '.part.statusbar .statusbar-item').map(statusItem),
    hover: visible(document, '.monaco-hover, .workbench-hover').map(shownText).join('\n'),
  };
}

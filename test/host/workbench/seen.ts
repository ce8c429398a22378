// What a person sees in the window, as data. `at` is where one would click.

/** A point in the window, in CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Something to click, known by its label or tooltip. */
export interface Button {
  readonly label: string;
  readonly enabled: boolean;
  readonly at: Point;
}

/** A row of a quick pick. Icons in texts are written as `$(name)`. */
export interface PickRow {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  /** The heading that the row stands under or beside. */
  readonly separator: string;
  readonly focused: boolean;
  readonly checked: boolean | undefined;
  readonly buttons: readonly Button[];
  readonly at: Point;
}

/** A quick pick or an input box. */
export interface QuickInput {
  readonly title: string;
  readonly placeholder: string;
  readonly value: string;
  /** The line below the input: the prompt, or what is wrong. */
  readonly message: string;
  /** How the message is meant; `none` for a prompt. */
  readonly severity: 'none' | 'info' | 'warning' | 'error';
  readonly isPassword: boolean;
  readonly busy: boolean;
  readonly rows: readonly PickRow[];
  readonly buttons: readonly Button[];
}

/** A row of a tree. */
export interface TreeRow {
  readonly label: string;
  readonly description: string;
  /** 1 for the outermost. */
  readonly level: number;
  /** Undefined for a leaf. */
  readonly expanded: boolean | undefined;
  /** The codicon's name, with `~spin` if it turns; `file` for an icon of the file icon theme; empty without one. */
  readonly icon: string;
  readonly ariaLabel: string;
  readonly selected: boolean;
  readonly actions: readonly Button[];
  readonly at: Point;
  /** The arrow that unfolds the row. */
  readonly twistie: { readonly at: Point };
}

/** A view in the side bar or the panel. */
export interface View {
  readonly title: string;
  readonly expanded: boolean;
  readonly description: string;
  /** The message above the tree. */
  readonly message: string;
  /** The text shown instead of rows, empty when there are rows. */
  readonly welcome: string;
  readonly welcomeButtons: readonly Button[];
  readonly rows: readonly TreeRow[];
  readonly actions: readonly Button[];
  readonly at: Point;
  /** The body, for the mouse wheel. */
  readonly body: { readonly at: Point };
}

/** A tab of an editor. */
export interface EditorTab {
  readonly label: string;
  readonly active: boolean;
  readonly dirty: boolean;
  readonly preview: boolean;
  readonly at: Point;
}

/** The text editor that is active. */
export interface Editor {
  readonly uri: string;
  readonly language: string;
  /** The lines that fit into the window. */
  readonly text: string;
  readonly codeLenses: readonly Button[];
}

/** A notification, the newest first. */
export interface Notification {
  readonly message: string;
  readonly severity: 'info' | 'warning' | 'error';
  readonly source: string;
  readonly buttons: readonly Button[];
  /** 0 to 100, `unknown` while it only runs, undefined without progress. */
  readonly progress: number | 'unknown' | undefined;
}

/** A modal dialog. */
export interface Dialog {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly Button[];
}

/** An entry of the status bar. Icons are written as `$(name)`. */
export interface StatusItem {
  readonly text: string;
  readonly ariaLabel: string;
  readonly kind: 'normal' | 'warning' | 'error' | 'prominent';
  readonly at: Point;
}

/** All of the window at one moment. */
export interface Seen {
  readonly title: string;
  readonly ready: boolean;
  readonly activityBar: readonly (Button & { readonly active: boolean })[];
  readonly views: readonly View[];
  readonly panel: string;
  readonly panelText: string;
  readonly tabs: readonly EditorTab[];
  readonly editor: Editor | undefined;
  readonly quickInput: QuickInput | undefined;
  readonly menu: readonly Button[];
  readonly dialog: Dialog | undefined;
  readonly notifications: readonly Notification[];
  readonly status: readonly StatusItem[];
  readonly hover: string;
}

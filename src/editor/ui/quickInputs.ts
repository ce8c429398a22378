import * as vscode from 'vscode';
import { iconless, label, promptText } from './labels';

/** How a step of a form ended. `button` is the id of one of our buttons in the title bar. */
export type StepEnd<T> =
  | { readonly kind: 'accept'; readonly value: T }
  | { readonly kind: 'back' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'button'; readonly id: string };

/** A button in the title bar of an input. */
export interface StepButton {
  readonly id: string;
  readonly icon: string;
  readonly tooltip: string;
}

/** What all inputs of a form share. */
export interface StepOptions {
  readonly title: string;
  readonly prompt?: string;
  readonly placeholder?: string;
  readonly back: boolean;
  readonly buttons: readonly StepButton[];
}

/** A row of a pick. Its texts are shown as plain text; its icon is given separately. */
export interface PickItem extends vscode.QuickPickItem {
  /** The name of a codicon before the label. */
  readonly icon?: string;
  /** Behind the description, with a warning icon. */
  readonly warning?: string;
}

/** Asks for text. `check` gives what is wrong with it, while it is typed; Enter is refused as long as something is. */
export async function askText(
  options: StepOptions & {
    readonly value: string;
    readonly password?: boolean;
    /** `final` when Enter was pressed: an empty answer is then no longer just not yet typed. */
    readonly check: (text: string, final: boolean) => string | undefined;
    /** Called on every change, so that nothing typed is lost. */
    readonly onChange?: (text: string) => void;
  },
): Promise<StepEnd<string>> {
  const input = vscode.window.createInputBox();
  input.value = options.value;
  input.prompt = options.prompt && promptText(options.prompt);
  input.placeholder = options.placeholder && label(options.placeholder);
  const problemWith = (text: string, final: boolean) => {
    const problem = options.check(text, final);
    return problem && promptText(problem);
  };
  input.onDidChangeValue((text) => {
    input.validationMessage = problemWith(text, false);
    options.onChange?.(text);
  });
  input.validationMessage = options.value ? problemWith(options.value, false) : undefined;
  return run(input, options, (accept) => {
    const problem = problemWith(input.value, true);
    input.validationMessage = problem;
    if (!problem) accept(input.value);
  });
}

/** Asks for one of several things, or for any number of them with `many`. */
export async function askPick<T extends PickItem>(
  options: StepOptions & {
    readonly items: readonly T[];
    readonly active?: readonly T[];
    readonly many?: boolean;
    readonly matchDetail?: boolean;
  },
): Promise<StepEnd<readonly T[]>> {
  const pick = vscode.window.createQuickPick<Drawn<T>>();
  pick.items = options.items.map(drawn);
  const active = pick.items.filter(({ of }) => options.active?.includes(of));
  pick.canSelectMany = options.many ?? false;
  pick.matchOnDescription = true;
  pick.matchOnDetail = options.matchDetail ?? false;
  pick.placeholder = label([options.prompt, options.placeholder].filter(Boolean).join(' · '), 400);
  if (options.many) pick.selectedItems = active;
  else if (active.length > 0) pick.activeItems = active;
  return run(pick, options, (accept) => {
    // Enter may come before the window has reported that the first item is selected.
    const chosen = options.many || pick.selectedItems.length > 0 ? pick.selectedItems : pick.activeItems;
    if (options.many || chosen.length > 0) accept(chosen.map(({ of }) => of));
  });
}

/** What a list of VS Code's own is asked with. */
export type ListOptions = Pick<vscode.QuickPickOptions, 'title' | 'placeHolder' | 'matchOnDescription'>;

/** Lets a person pick one thing in a list that closes when it loses focus. */
export async function pickOne<T extends PickItem>(
  items: readonly T[],
  options: ListOptions,
): Promise<T | undefined> {
  return (await vscode.window.showQuickPick(items.map(drawn), options))?.of;
}

/** Lets a person pick any number of things in such a list. */
export async function pickMany<T extends PickItem>(
  items: readonly T[],
  options: ListOptions,
): Promise<readonly T[] | undefined> {
  const picked = await vscode.window.showQuickPick(items.map(drawn), { ...options, canPickMany: true });
  return picked?.map(({ of }) => of);
}

type Drawn<T> = vscode.QuickPickItem & { readonly of: T };

function drawn<T extends PickItem>(of: T): Drawn<T> {
  const { icon, warning, description, detail, kind, picked } = of;
  const about = [description && iconless(description), warning && `$(warning) ${iconless(warning)}`];
  return {
    of,
    kind,
    picked,
    label: `${icon ? `$(${icon}) ` : ''}${iconless(of.label)}`,
    description: about.filter(Boolean).join(' ') || undefined,
    detail: detail && iconless(detail),
  };
}

function run<T>(
  input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>,
  options: StepOptions,
  onAccept: (accept: (value: T) => void) => void,
) {
  input.title = label(options.title);
  // A form must stay open while the person reads another file.
  input.ignoreFocusOut = true;
  const own = options.buttons.map((button) => ({ ...button, iconPath: new vscode.ThemeIcon(button.icon) }));
  input.buttons = [...(options.back ? [vscode.QuickInputButtons.Back] : []), ...own];
  return new Promise<StepEnd<T>>((resolve) => {
    const end = (how: StepEnd<T>) => {
      resolve(how);
      input.dispose();
    };
    input.onDidAccept(() => onAccept((value) => end({ kind: 'accept', value })));
    input.onDidTriggerButton((button) => {
      const id = own.find((one) => one === button)?.id;
      end(id === undefined ? { kind: 'back' } : { kind: 'button', id });
    });
    input.onDidHide(() => end({ kind: 'cancel' }));
    input.show();
  });
}

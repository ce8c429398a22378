import * as vscode from 'vscode';

/** How a step of a form ended. `button` is the id of a button of ours in the title bar. */
export type StepEnd<T> =
  | { readonly kind: 'accept'; readonly value: T }
  | { readonly kind: 'back' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'button'; readonly id: string };

/** A button of ours in the title bar of an input. */
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

/** Asks for text. `check` gives what is wrong with it, while it is typed; Enter is refused as long as something is. */
export async function askText(
  options: StepOptions & {
    readonly value: string;
    readonly password?: boolean;
    /** `final` when Enter was pressed: an empty answer is then no longer just not yet typed. */
    readonly check: (text: string, final: boolean) => string | undefined;
    /** Told of every change, so that nothing typed is lost. */
    readonly onChange?: (text: string) => void;
  },
): Promise<StepEnd<string>> {
  const input = vscode.window.createInputBox();
  input.value = options.value;
  input.prompt = options.prompt;
  input.placeholder = options.placeholder;
  input.onDidChangeValue((text) => {
    input.validationMessage = options.check(text, false);
    options.onChange?.(text);
  });
  input.validationMessage = options.value ? options.check(options.value, false) : undefined;
  return run(input, options, (accept) => {
    const problem = options.check(input.value, true);
    input.validationMessage = problem;
    if (!problem) accept(input.value);
  });
}

/** Asks for one of several things, or for any number of them with `many`. */
export async function askPick<T extends vscode.QuickPickItem>(
  options: StepOptions & {
    readonly items: readonly T[];
    readonly active?: readonly T[];
    readonly many?: boolean;
    readonly matchDetail?: boolean;
  },
): Promise<StepEnd<readonly T[]>> {
  const pick = vscode.window.createQuickPick<T>();
  pick.items = options.items;
  pick.canSelectMany = options.many ?? false;
  pick.matchOnDescription = true;
  pick.matchOnDetail = options.matchDetail ?? false;
  pick.placeholder = [options.prompt, options.placeholder].filter(Boolean).join(' · ');
  if (options.many) pick.selectedItems = options.active ?? [];
  else if (options.active?.length) pick.activeItems = options.active;
  return run(pick, options, (accept) => {
    // Enter may come before the window has told that the first item is selected.
    const chosen = options.many || pick.selectedItems.length > 0 ? pick.selectedItems : pick.activeItems;
    if (options.many || chosen.length > 0) accept(chosen);
  });
}

function run<T>(
  input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>,
  options: StepOptions,
  onAccept: (accept: (value: T) => void) => void,
) {
  input.title = options.title;
  // A form must survive a look at another file.
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

import { findButton, Screen } from './screen';
import type { QuickInput, Seen } from './seen';

/** The command palette, quick picks and input boxes. */
export class QuickInputs extends Screen {
  /** Runs a command from the palette by its full title, such as `MCP: Call Tool…`. */
  async runCommand(title: string): Promise<void> {
    const row = (seen: Seen) => findRow(seen, title);
    await this.searchPalette(title, (titles) => titles.includes(title));
    const { focused } = await this.until(`command '${title}' in the palette`, row);
    if (focused) await this.page.keyboard.press('Enter');
    else await this.click(`command '${title}'`, row);
    await this.until(`end of the palette after '${title}'`, (seen) => !isPalette(seen.quickInput));
  }

  /** The titles that the palette offers for what is typed, once they are as wanted. The palette is closed again. */
  async commands(typed: string, wanted: (titles: string[]) => boolean = () => true): Promise<string[]> {
    const titles = await this.searchPalette(typed, wanted);
    await this.escape();
    return titles;
  }

  /** The quick pick or input box, once it is open and as wanted. */
  quickInput(wanted: (input: QuickInput) => boolean = () => true): Promise<QuickInput> {
    return this.until(
      'quick input as wanted',
      ({ quickInput }) => quickInput && !isPalette(quickInput) && wanted(quickInput) && quickInput,
    );
  }

  /** Whether a quick input is open now. */
  async hasQuickInput(): Promise<boolean> {
    return (await this.look()).quickInput !== undefined;
  }

  /** Replaces what the quick input holds. */
  async type(text: string): Promise<void> {
    await this.quickInput();
    await this.page.keyboard.press('ControlOrMeta+A');
    if (text === '') await this.page.keyboard.press('Delete');
    else if (text.length > 60) await this.page.keyboard.insertText(text);
    else await this.page.keyboard.type(text);
    await this.quickInput((input) => input.value === text);
  }

  /** Presses Enter in the quick input and waits until something came of it. */
  accept(): Promise<void> {
    return this.afterwards('Enter', () => this.page.keyboard.press('Enter'));
  }

  /** Chooses the row with this label; in a pick of many it checks or unchecks it. */
  pick(label: string): Promise<void> {
    const choose = () => this.click(`row '${label}' to pick`, (seen) => findRow(seen, label));
    return this.afterwards(`a click on '${label}'`, choose);
  }

  /** Clicks the button of a row in a quick pick. */
  async pickAction(label: string, tooltip: string): Promise<void> {
    const find = (seen: Seen) => findButton(findRow(seen, label)?.buttons, tooltip);
    await this.hover(`row '${label}'`, (seen) => findRow(seen, label));
    await this.click(`button '${tooltip}' of row '${label}'`, find);
  }

  /** Clicks a button in the quick input's title, by its tooltip. */
  async quickInputButton(tooltip: string): Promise<void> {
    await this.click(`quick input button '${tooltip}'`, (seen) =>
      findButton(seen.quickInput?.buttons, tooltip),
    );
  }

  /** Goes back one step and waits until that is asked. */
  back(): Promise<void> {
    return this.afterwards('a click on Back', () => this.quickInputButton('Back'));
  }

  /** Presses Escape and waits until no quick input is left. */
  async escape(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.until('end of the quick input', (seen) => !seen.quickInput);
  }

  /** Opens the palette anew until it offers what is wanted: it does not follow what an extension adds meanwhile. */
  private async searchPalette(typed: string, wanted: (titles: string[]) => boolean): Promise<string[]> {
    let nextTry = 0;
    let last = '';
    return this.poll(`palette as wanted for '${typed}'`, async () => {
      if (Date.now() > nextTry) {
        if (nextTry > 0) await this.escape();
        await this.openPalette(typed);
        nextTry = Date.now() + 2000;
      }
      const labels = (await this.look()).quickInput?.rows.map((row) => row.label) ?? [];
      // The list follows the typing, so it counts once it stays the same.
      const settled = labels.length > 0 && labels.join('\n') === last;
      last = labels.join('\n');
      const titles = labels.filter((label) => label !== 'No matching commands');
      return settled && wanted(titles) && titles;
    });
  }

  private async openPalette(typed: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.until(
      'palette after F1',
      ({ quickInput }) => isPalette(quickInput) && quickInput?.value === '>',
    );
    await this.page.keyboard.type(typed);
    // A document that opens meanwhile takes the focus, and the palette closes: the search opens it anew.
    await this.until(
      `palette with '${typed}'`,
      ({ quickInput }) => !isPalette(quickInput) || quickInput?.value === `>${typed}`,
    );
  }

  /** What is asked next must not be taken for what was asked before. */
  private async afterwards(what: string, act: () => Promise<void>): Promise<void> {
    await this.quickInput();
    const before = substance(await this.look());
    await act();
    await this.until(`change of the quick input after ${what}`, (seen) => substance(seen) !== before);
  }
}

function findRow(seen: Seen, label: string) {
  return seen.quickInput?.rows.find((row) => row.label === label);
}

function isPalette(input: QuickInput | undefined): boolean {
  return input?.placeholder === 'Type the name of a command to run.';
}

/** The quick input without what the mouse and the focus change by themselves. */
function substance({ quickInput }: Seen): string {
  return (
    JSON.stringify(quickInput, (key, value) => (key === 'at' || key === 'focused' ? undefined : value)) ?? ''
  );
}

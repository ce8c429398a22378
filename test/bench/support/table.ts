import type { Figure } from './figures';

/** Whether a figure keeps its bound. */
export function holds({ value, bound }: Figure): boolean {
  return bound === undefined || value.median <= bound;
}

/** The figures as a table for a terminal. */
export function table(figures: readonly Figure[]): string {
  const head = ['figure', 'median', 'middle half', 'bound', '', ''];
  const rows = figures.map((figure) => {
    const { name, value, unit, bound, note = '' } = figure;
    const show = (number: number) => `${number.toFixed(unit === 'x' ? 2 : 0)}${unit && ` ${unit}`}`;
    const verdict = bound === undefined ? '' : holds(figure) ? 'ok' : 'BROKEN';
    const range = `${show(value.low)} to ${show(value.high)}`;
    return [name, show(value.median), range, bound === undefined ? '' : show(bound), verdict, note];
  });
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]!.length)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

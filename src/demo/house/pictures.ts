import { Canvas } from './canvas';
import type { Colour } from './teas';

const paper: Colour = [250, 245, 234];
const ink: Colour = [84, 64, 52];
const line: Colour = [221, 208, 186];

/** A bar of a chart. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly colour: Colour;
}

/** A bar chart as PNG. */
export function barChart(bars: readonly Bar[]): Buffer {
  const [wide, tall, foot] = [92, 180, 40];
  const canvas = new Canvas(bars.length * wide + 24, tall + foot + 40, paper);
  const ground = canvas.height - foot;
  const most = Math.max(1, ...bars.map(({ value }) => value));
  for (let share = 0; share <= 1; share += 0.25)
    canvas.fill(12, ground - Math.round(share * tall), canvas.width - 24, 1, line);
  bars.forEach(({ label, value, colour }, index) => {
    const left = 12 + index * wide;
    const height = Math.round((value / most) * tall);
    canvas.fill(left + 20, ground - height, wide - 40, height, colour);
    canvas.write(String(value), left + wide / 2, ground - height - 20, 3, ink);
    canvas.write(label, left + wide / 2, ground + 12, 2, ink);
  });
  canvas.fill(12, ground, canvas.width - 24, 2, ink);
  return canvas.toPng();
}

// `#` is the pot, `o` its light, `~` the steam.
const pot = [
  '..........~.............',
  '.........~......~.......',
  '..........~....~........',
  '...........~....~.......',
  '.......................',
  '...........##...........',
  '..........####..........',
  '.......##########.......',
  '.....##############.....',
  '....##oo###############.',
  '##.##oo#############...#',
  '#####oo#############...#',
  '.####oo#############..##',
  '..##################.##.',
  '....###############.##..',
  '....################....',
  '.....##############.....',
  '.......##########.......',
  '......############......',
];
const paints: Readonly<Record<string, Colour>> = { '#': [150, 88, 62], o: [203, 150, 118], '~': line };

/** A steaming pot as PNG, each dot `dot` pixels wide. */
export function teapot(dot: number): Buffer {
  const canvas = new Canvas(26 * dot, 23 * dot, paper);
  pot.forEach((row, y) => {
    [...row].forEach((sign, x) => {
      const paint = paints[sign];
      if (paint) canvas.fill((x + 1) * dot, (y + 2) * dot, dot, dot, paint);
    });
  });
  return canvas.toPng();
}

import path from 'node:path';
import { filesBelow } from '../support/repository';
import { grouped } from '../support/source/grouped';
import { importsOfSource } from '../support/source/imports';

/** The floors, from the ground up: code of a floor imports from those before it. */
export const floors: readonly (readonly string[])[] = [
  ['base'],
  ['config', 'demo'],
  ['mcp'],
  ['pool'],
  ['gateway'],
  ['runtime'],
  ['library', 'cli', 'editor'],
  ['extension.ts'],
];

interface Room {
  readonly name: string;
  readonly files: number;
}

const width = 1160;
const margin = 16;
const labelWidth = 96;
const box = { width: 164, height: 44, gap: 10 };
const perRow = Math.floor((width - 2 * margin - labelWidth) / (box.width + box.gap));

/** `docs/architecture.svg`: the floors of the source, and in each its folders, those above importing from those below. */
export function roomsPicture(): string {
  const rooms = roomsOfSource();
  const ranks = ranksOf(rooms);
  const parts: string[] = [];
  let y = margin;
  for (const floor of floors.toReversed().flat()) {
    const here = rooms.filter(({ name }) => name.split('/')[0] === floor);
    const ranked = grouped(here, ({ name }) => ranks.get(name) ?? 0);
    const rows = [...ranked.keys()]
      .sort((a, b) => b - a)
      .flatMap((rank) => chunks(ranked.get(rank) ?? [], perRow));
    const height = rows.length * (box.height + box.gap) + box.gap;
    parts.push(
      `<rect class="floor" x="${margin}" y="${y}" width="${width - 2 * margin}" height="${height}" rx="6"/>`,
      `<text class="label" x="${margin + 12}" y="${y + height / 2 + 5}">${floor}</text>`,
    );
    for (const [row, inRow] of rows.entries())
      for (const [column, room] of inRow.entries())
        parts.push(
          drawn(
            room,
            margin + labelWidth + column * (box.width + box.gap),
            y + box.gap + row * (box.height + box.gap),
          ),
        );
    y += height + 8;
  }
  const height = y + 4;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif">
<title>Floors and rooms of the source: each imports only from those below it</title>
<style>
  .floor { fill: #f3f4f6; stroke: #d0d7de; }
  .room { fill: #ffffff; stroke: #8c959f; }
  text { fill: #1f2328; font-size: 13px; }
  .label { font-weight: 600; }
  .size { fill: #59636e; font-size: 11px; }
  @media (prefers-color-scheme: dark) {
    .floor { fill: #151b23; stroke: #3d444d; }
    .room { fill: #0d1117; stroke: #656c76; }
    text { fill: #f0f6fc; }
    .size { fill: #9198a1; }
  }
</style>
${parts.join('\n')}
</svg>
`;
}

function drawn({ name, files }: Room, x: number, y: number): string {
  const title = name.endsWith('.ts') ? name : name.split('/').slice(1).join('/') || name;
  // Files and not lines, so that the picture changes with the rooms and not with each edit.
  const size = `${files} ${files === 1 ? 'file' : 'files'}`;
  return `<rect class="room" x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="4"/><text x="${x + 10}" y="${y + 19}">${title}</text><text class="size" x="${x + 10}" y="${y + 35}">${size}</text>`;
}

/** The name of the folder of a file, or of a file that lies directly in `src`. */
function roomOf(file: string): string {
  const folder = path.posix.dirname(file);
  return folder === 'src' ? path.posix.basename(file) : folder.slice('src/'.length);
}

function roomsOfSource(): readonly Room[] {
  const sources = filesBelow('src').filter((file) => file.endsWith('.ts'));
  return [...grouped(sources, roomOf)].map(([name, files]) => ({
    name,
    files: files.length,
  }));
}

/** How high each room lies in its floor: above those of the floor that it imports from. */
function ranksOf(rooms: readonly Room[]): ReadonlyMap<string, number> {
  const below = grouped(
    importsOfSource().filter(({ to }) => to.startsWith('src/')),
    ({ from }) => roomOf(from),
  );
  const ranks = new Map<string, number>();
  const rankOf = (name: string): number => {
    const known = ranks.get(name);
    if (known !== undefined) return known;
    ranks.set(name, 0);
    const others = new Set((below.get(name) ?? []).map(({ to }) => roomOf(to)));
    others.delete(name);
    const inFloor = [...others].filter((other) => other.split('/')[0] === name.split('/')[0]);
    const rank = Math.max(0, ...inFloor.map((other) => rankOf(other) + 1));
    ranks.set(name, rank);
    return rank;
  };
  for (const { name } of rooms) rankOf(name);
  return ranks;
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

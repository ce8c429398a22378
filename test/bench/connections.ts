// The figures of connections: each a ratio of contenders that take turns in one run, because times say little on a busy machine.
//   node out/test/bench/connections.mjs [calls] [starts] [big] [many]
import { bigResultFigures } from './bigResult';
import { callFigures } from './calls';
import { manyServersFigures } from './manyServers';
import { startFigures } from './starts';
import type { Figure } from './support/figures';
import { holds, table } from './support/table';

const groups: Readonly<Record<string, () => Promise<Figure[]>>> = {
  calls: async () => [...(await callFigures('legacy')), ...(await callFigures('modern'))],
  starts: startFigures,
  big: bigResultFigures,
  many: manyServersFigures,
};

/** Others' work on the machine can only make a figure worse: a group over its bound is measured again, and the last take counts. */
const tries = 5;

async function measure(take: () => Promise<Figure[]>): Promise<Figure[]> {
  let figures = await take();
  for (let count = 1; count < tries && !figures.every(holds); count++) figures = await take();
  return figures;
}

const wanted = process.argv.slice(2);
const figures: Figure[] = [];
for (const [name, take] of Object.entries(groups)) {
  if (wanted.length === 0 || wanted.includes(name)) figures.push(...(await measure(take)));
}
console.log(table(figures));
const broken = figures.filter((figure) => !holds(figure));
if (broken.length > 0) {
  console.error(`\nOver the bound: ${broken.map(({ name }) => name).join('; ')}`);
  process.exitCode = 1;
}

/** Red, green and blue, each 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/** What a tea is made from. */
export const kinds = ['green', 'black', 'oolong', 'herbal'] as const;

/** One tea on the menu. */
export interface Tea {
  /** The name in arguments and addresses. */
  readonly name: string;
  readonly title: string;
  readonly kind: (typeof kinds)[number];
  /** For one cup, in euros. */
  readonly price: number;
  readonly caffeine: boolean;
  /** Of the water, in °C. */
  readonly celsius: number;
  /** How long it is brewed. */
  readonly minutes: number;
  readonly taste: string;
  /** Of the tea in the cup. */
  readonly colour: Colour;
}

/** The menu. */
export const teas = [
  {
    name: 'sencha',
    title: 'Sencha from Uji',
    kind: 'green',
    price: 3.8,
    caffeine: true,
    celsius: 70,
    minutes: 2,
    taste: 'fresh, like cut grass and sea air',
    colour: [190, 201, 92],
  },
  {
    name: 'gyokuro',
    title: 'Gyokuro, shaded for three weeks',
    kind: 'green',
    price: 6.5,
    caffeine: true,
    celsius: 55,
    minutes: 2,
    taste: 'deep and sweet, almost a broth',
    colour: [127, 158, 72],
  },
  {
    name: 'assam',
    title: 'Assam, second flush',
    kind: 'black',
    price: 3.2,
    caffeine: true,
    celsius: 95,
    minutes: 4,
    taste: 'strong and malty; takes milk well',
    colour: [140, 58, 28],
  },
  {
    name: 'darjeeling',
    title: 'Darjeeling, first flush',
    kind: 'black',
    price: 4.2,
    caffeine: true,
    celsius: 90,
    minutes: 3,
    taste: 'light and flowery, with a hint of muscat grapes',
    colour: [205, 140, 58],
  },
  {
    name: 'oolong',
    title: 'Dong Ding oolong',
    kind: 'oolong',
    price: 5,
    caffeine: true,
    celsius: 90,
    minutes: 3,
    taste: 'roasted nuts, then honey',
    colour: [222, 172, 84],
  },
  {
    name: 'chamomile',
    title: 'Chamomile flowers',
    kind: 'herbal',
    price: 2.9,
    caffeine: false,
    celsius: 100,
    minutes: 6,
    taste: 'mild, like apples and hay',
    colour: [232, 206, 96],
  },
  {
    name: 'rooibos',
    title: 'Rooibos from the Cederberg',
    kind: 'herbal',
    price: 2.9,
    caffeine: false,
    celsius: 100,
    minutes: 7,
    taste: 'round and slightly sweet, with vanilla',
    colour: [178, 74, 40],
  },
] as const satisfies readonly Tea[];

/** The name of a tea on the menu. */
export type TeaName = (typeof teas)[number]['name'];

/** The tea of a name; undefined when it is not on the menu. */
export function findTea(name: string): Tea | undefined {
  return teas.find((tea) => tea.name === name);
}

/** The names on the menu that begin like what was typed. */
export function teaNamesLike(typed: string): string[] {
  return teas.map((tea) => tea.name).filter((name) => name.startsWith(typed.toLowerCase()));
}

/** The card of a tea as Markdown. */
export function teaCard(tea: Tea): string {
  const { title, kind, price, caffeine, celsius, minutes, taste } = tea;
  return [
    `# ${title}`,
    `It tastes ${taste}.`,
    [
      '| | |',
      '|---|---|',
      `| Kind | ${kind}, ${caffeine ? 'with' : 'without'} caffeine |`,
      `| Water | ${celsius} °C |`,
      `| Time | ${minutes} minutes |`,
      `| Price | ${price.toFixed(2)} € a cup |`,
    ].join('\n'),
    '[Back to the welcome](../welcome.md)\n',
  ].join('\n\n');
}

/** Where the resources of the tea house are. Each ends like a file, so that an editor knows its language. */
export const place = 'tea://house';

/** The address of a resource of the tea house. */
export function addressOf(path: string): string {
  return `${place}/${path}`;
}

/** How a call ends: it runs, a person is asked, it is denied, or the tool is not there for this caller at all. */
export type Decision = 'runs' | 'asks' | 'denied' | 'not offered';

const titles = {
  runs: 'runs',
  asks: 'is confirmed',
  denied: 'is denied',
  'not offered': 'is impossible',
} satisfies Record<Decision, string>;

/** The title of a test of the matrix. */
export function matrixTitle(entrance: Entrance, situation: Situation): string {
  return `${titles[callMatrix[entrance][situation]]} by ${entrance} when the tool is ${situation}`;
}

/** What is special about the tool. */
export const situations = [
  'listed',
  'destructive',
  'auto-approved',
  'changed',
  'disabled',
  'unknown',
] as const;
export type Situation = (typeof situations)[number];

/** By which way a call comes in. */
export const entrances = [
  'palette',
  'terminal',
  'program',
  'extension',
  'link',
  'task',
  'rest',
  'mcp',
  'bridge',
] as const;
export type Entrance = (typeof entrances)[number];

type Row = Readonly<Record<Situation, Decision>>;

const byHand: Row = {
  listed: 'runs',
  destructive: 'asks',
  'auto-approved': 'runs',
  changed: 'asks',
  disabled: 'denied',
  unknown: 'runs',
};
const fromOutside: Row = { ...byHand, listed: 'asks', unknown: 'asks' };
/** Lists what there is, so that nothing else can be named. */
const listed: Row = { ...fromOutside, disabled: 'not offered', unknown: 'not offered' };

/** What is promised: docs/security.md holds the same table. */
export const callMatrix: Readonly<Record<Entrance, Row>> = {
  palette: { ...byHand, unknown: 'not offered' },
  terminal: byHand,
  program: byHand,
  extension: fromOutside,
  link: { ...fromOutside, unknown: 'not offered' },
  task: fromOutside,
  rest: fromOutside,
  mcp: listed,
  bridge: listed,
};

/** The server and the tool that stand for a situation. */
export const callOf: Readonly<Record<Situation, readonly [server: string, tool: string]>> = {
  listed: ['plain', 'plain'],
  destructive: ['plain', 'drop_table'],
  'auto-approved': ['approved', 'drop_table'],
  changed: ['shifty', 'erase'],
  disabled: ['plain', 'look'],
  unknown: ['silent', 'drop_table'],
};

/** The entries of these servers. `words` is what the tool of 'shifty' says; `mark` and `locked` are paths of files. */
export function matrixServers(
  scripts: { readonly leavesMark: string; readonly shifty: string },
  { mark, locked, words }: { readonly mark: string; readonly locked: string; readonly words: string },
): Readonly<Record<string, object>> {
  const entry = (more: object = {}, env: object = {}) => ({
    command: 'node',
    args: [scripts.leavesMark],
    env: { MARK: mark, ...env },
    ...more,
  });
  return {
    // Disabled and approved: the first is the last word.
    plain: entry({ disabledTools: ['look'], autoApprove: ['look'] }),
    approved: entry({ autoApprove: ['drop_*'] }),
    silent: entry({}, { KEEPS_LIST: locked }),
    shifty: { command: 'node', args: [scripts.shifty], env: { SHIFTY_WORDS: words }, autoApprove: ['erase'] },
  };
}

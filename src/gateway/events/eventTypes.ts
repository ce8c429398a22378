import { didYouMean } from '../../base/didYouMean';
import { failure } from '../../base/failure';

const kinds: ReadonlySet<string> = new Set(['server', 'state', 'catalog', 'call']);

/** The prefixes of types in a list such as `call,state.changed`; undefined for all. An unknown one is a `usage` failure. */
export function readTypes(list: string | undefined): readonly string[] | undefined {
  const wanted = list?.split(',').filter(Boolean);
  for (const type of wanted ?? []) {
    const kind = type.split('.')[0]!;
    if (kinds.has(kind)) continue;
    const guess = didYouMean(kind, kinds);
    throw failure('usage', `There are no events of the type '${type}'.`, [
      guess ? `Did you mean '${guess}'?` : `Known types: ${[...kinds].join(', ')}.`,
    ]);
  }
  return wanted;
}

/** Whether an event is of one of the requested types. */
export function isOfTypes(type: string, wanted: readonly string[] | undefined): boolean {
  return wanted === undefined || wanted.some((one) => type === one || type.startsWith(`${one}.`));
}

import { isDeepStrictEqual } from 'node:util';
import { type ServerDefinition, sameLaunch } from './definition';

/** What it takes to come from one set of definitions to another. */
export interface DefinitionDiff {
  readonly added: readonly ServerDefinition[];
  readonly removed: readonly ServerDefinition[];
  /** Starts something else now: to be restarted. */
  readonly relaunched: readonly ServerDefinition[];
  /** Other facts changed, such as `autoApprove` or the place in the file: to be taken over without a restart. */
  readonly updated: readonly ServerDefinition[];
}

/** Compares by id; what is equal appears nowhere in the answer. */
export function diffDefinitions(
  before: readonly ServerDefinition[],
  after: readonly ServerDefinition[],
): DefinitionDiff {
  const old = new Map(before.map((definition) => [definition.id, definition]));
  const ids = new Set(after.map((definition) => definition.id));
  const known = after.filter((definition) => old.has(definition.id));
  return {
    added: after.filter((definition) => !old.has(definition.id)),
    removed: before.filter((definition) => !ids.has(definition.id)),
    relaunched: known.filter((definition) => !sameLaunch(old.get(definition.id)!, definition)),
    updated: known.filter((definition) => {
      const previous = old.get(definition.id)!;
      return sameLaunch(previous, definition) && !isDeepStrictEqual(previous, definition);
    }),
  };
}

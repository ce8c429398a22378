import { isDeepStrictEqual } from 'node:util';
import { type ServerDefinition, sameLaunch } from './definition';

/** The changes from one set of definitions to another. */
export interface DefinitionDiff {
  readonly added: readonly ServerDefinition[];
  readonly removed: readonly ServerDefinition[];
  /** Starts something else now: to be restarted. */
  readonly relaunched: readonly ServerDefinition[];
  /** Other facts changed, such as `autoApprove` or the place in the file: to be applied without a restart. */
  readonly updated: readonly ServerDefinition[];
}

/** Compares by id; equal definitions do not appear in the result. */
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

/**
 * The definitions to use after a file was read: an entry that is broken now but was fine before stays as it was, so
 * that a typo neither stops a running server nor starts one that was disabled or offers a tool that was. Its
 * `autoApprove` is not kept: asking again is the safe side.
 */
export function keepLastGood(
  before: readonly ServerDefinition[],
  after: readonly ServerDefinition[],
): readonly ServerDefinition[] {
  const old = new Map(before.map((definition) => [definition.id, definition]));
  return after.map((definition) => {
    const previous = old.get(definition.id);
    if (definition.launch.type !== 'invalid' || !previous || previous.launch.type === 'invalid')
      return definition;
    const { autoApprove, source } = definition;
    return { ...previous, autoApprove, source, disabled: definition.disabled || previous.disabled };
  });
}

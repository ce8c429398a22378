import type { ServerDefinition } from '../model/definition';

/**
 * The definitions to use after a file was read: an entry that is broken now but was fine before stays as it was, so that a
 * slip of the keyboard neither stops a running server nor starts one that was disabled or offers a tool that was. Its
 * `autoApprove` is not kept: to ask once more is the safe side.
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

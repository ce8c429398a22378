import type { InputDefinition } from '../../config/model/definition';
import { askPick, askText } from './quickInputs';

/** Asks for the value of an input; undefined when the person gives none. */
export async function askInput(
  { id, type, description, default: initial = '', options = [] }: InputDefinition,
  title: string,
): Promise<string | undefined> {
  const prompt = description ?? id;
  const shared = { title, back: false, buttons: [] };
  if (type === 'pick') {
    const items = options.map((label) => ({ label }));
    const active = items.filter(({ label }) => label === initial);
    const end = await askPick({ ...shared, placeholder: prompt, items, active });
    return end.kind === 'accept' ? end.value[0]?.label : undefined;
  }
  const end = await askText({
    ...shared,
    prompt: `${prompt}. It is kept in VS Code's secret storage, not in the file.`,
    value: type === 'secret' ? '' : initial,
    password: type === 'secret',
    check: (text, final) => (final && text === '' ? 'Type a value, or press Escape to cancel.' : undefined),
  });
  return end.kind === 'accept' ? end.value : undefined;
}

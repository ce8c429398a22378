import type * as vscode from 'vscode';
import { failure } from '../../base/failure';
import type { InputDefinition, ServerDefinition } from '../../config/model/definition';
import type { InputValues } from '../services/inputValues';
import type { Services } from '../services/services';
import { askInput } from '../ui/askInput';
import { showBriefly } from '../ui/messages';
import { pickOne } from '../ui/quickInputs';

interface InputItem extends vscode.QuickPickItem {
  readonly file: string;
  readonly input: InputDefinition;
  readonly known: boolean;
}

/** "MCP: Edit Inputs…": changes or forgets answers. */
export async function editInputs(
  { configFiles, pool }: Services,
  answers: InputValues,
  given?: { file: string; id: string },
): Promise<void> {
  const items = await itemsOf();
  const item = given
    ? items.find(({ file, input }) => file === given.file && input.id === given.id)
    : await pickOne(items, { title: 'Edit an input', matchOnDescription: true });
  if (item) await edit(item);

  async function itemsOf(): Promise<InputItem[]> {
    const items = configFiles.inputs.map(async ({ file, input }): Promise<InputItem> => {
      const known = (await answers.recall(file, input.id)) !== undefined;
      return {
        label: input.id,
        description: known ? 'remembered' : 'not asked yet',
        detail: input.description,
        file,
        input,
        known,
      };
    });
    if (items.length === 0)
      throw failure('notFound', 'mcp-config.yaml describes no inputs.', [
        "Describe one under 'inputs', and write '${input:name}' where it is used.",
      ]);
    return Promise.all(items);
  }

  async function edit({ file, input, known }: InputItem): Promise<void> {
    const change = { icon: 'edit', label: 'Change…' };
    const forget = { icon: 'trash', label: 'Forget', detail: 'It is asked for when it is next needed.' };
    const what = known ? await pickOne([change, forget], { title: `The input '${input.id}'` }) : change;
    if (!what) return;
    if (what === forget) {
      await answers.forget(file, input.id);
      showBriefly(`MCP: '${input.id}' forgotten`, 3000);
      return;
    }
    const value = await askInput(input, `Change ${input.id}`);
    if (value === undefined) return;
    await answers.remember(file, input.id, value);
    await restartUsersOf(file, input.id);
  }

  async function restartUsersOf(file: string, id: string): Promise<void> {
    const uses = ({ source, inputs = [] }: ServerDefinition) =>
      source.file === file && inputs.some((one) => one.id === id);
    const running = pool.servers.filter(
      ({ definition, state }) => uses(definition) && (state.kind === 'ready' || state.kind === 'failed'),
    );
    await Promise.all(running.map((server) => server.restart()));
  }
}

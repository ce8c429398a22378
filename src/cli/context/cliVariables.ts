import { existsSync } from 'node:fs';
import { type FailureError, failure } from '../../base/failure';
import { quoted } from '../../base/text';
import type { InputDefinition, ServerDefinition } from '../../config/model/definition';
import { inputVariable } from '../../config/variables/variableReferences';
import type { VariableHost } from '../../mcp/server/resolveDefinition';
import { joined, safe } from '../terminal/safeText';
import type { Terminal } from '../terminal/terminal';

/**
 * The values of variables in a terminal: inputs come from the environment or are asked for once in a run, and `demo` is the script
 * of the demo server. Settings of VS Code and other folders of a workspace are unknown here.
 */
export function variablesInTerminal(
  terminal: Terminal,
  { env, demo }: { readonly env: NodeJS.ProcessEnv; readonly demo: string },
): VariableHost {
  const answers = new Map<string, Promise<string>>();
  return {
    demo: existsSync(demo) ? { command: process.execPath, args: [demo], env: asNode() } : undefined,
    answer: (definition, input, signal) => {
      const key = JSON.stringify([definition.source.file, input.id]);
      const known = answers.get(key) ?? answerOf(definition, input, { terminal, env, signal });
      answers.set(key, known);
      return known;
    },
  };
}

interface Asking {
  readonly terminal: Terminal;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal | undefined;
}

async function answerOf(
  definition: ServerDefinition,
  input: InputDefinition,
  asking: Asking,
): Promise<string> {
  const { id, options } = input;
  const variable = inputVariable(id);
  const given = asking.env[variable];
  if (given !== undefined) {
    if (input.type !== 'pick' || options?.includes(given)) return given;
    throw failure('configuration', `${variable} is not an option of the input '${id}'.`, [
      `Use one of ${quoted(options ?? [])}.`,
    ]);
  }
  if (!asking.terminal.interactive) throw missing(definition, id);
  return asked(definition, input, asking);
}

async function asked(
  definition: ServerDefinition,
  { id, type, description, default: initial, options = [] }: InputDefinition,
  { terminal, signal }: Asking,
): Promise<string> {
  const hidden = type === 'secret';
  const title = safe`Input '${id}' of '${definition.name}'${description ? `: ${description}` : ''}`;
  const rows = type === 'pick' ? options.map((option, index) => safe`  ${index + 1}  ${option}`) : [];
  const shown = type === 'pick' ? options.indexOf(initial ?? '') + 1 || undefined : initial;
  const offer = shown === undefined ? '' : ` [${hidden ? 'Enter for the default' : shown}]`;
  const above = joined([title, ...rows]);
  const question = safe`${type === 'pick' ? 'Number' : 'Value'}${offer}: `;
  for (;;) {
    const line = await terminal.ask(question, { hidden, above, signal });
    if (line === undefined) throw missing(definition, id);
    const typed = hidden ? line : line.trim();
    if (typed === '' && shown !== undefined) return initial!;
    if (type !== 'pick') {
      if (typed !== '') return typed;
      terminal.say(`Enter a value.`);
      continue;
    }
    const picked = options.includes(typed)
      ? typed
      : /^\d+$/.test(typed)
        ? options[Number(typed) - 1]
        : undefined;
    if (picked !== undefined) return picked;
    terminal.say(`Enter a number from 1 to ${options.length}.`);
  }
}

function missing(definition: ServerDefinition, id: string): FailureError {
  return failure('configuration', `'${definition.name}' needs the input '${id}', which has no value.`, [
    `Set ${inputVariable(id)} in the environment.`,
    'Or run the command in a terminal, without --json, to be asked.',
  ]);
}

/** In terminals of an editor the editor itself runs us as Node.js, and would open a window unless the demo, too, sets this variable. */
function asNode(): Record<string, string> {
  return process.versions.electron ? { ELECTRON_RUN_AS_NODE: '1' } : {};
}

import * as vscode from 'vscode';
import { detailForOwner, toFailure } from '../../base/failure';
import { plural } from '../../base/text';
import { withServer } from '../../config/edit/addServerEntry';
import { entryOf, suggestName } from '../../config/edit/commandLineEntry';
import type { ServerDefinition } from '../../config/model/definition';
import type { WrittenEntry } from '../../config/model/entryTypes';
import { parseConfig } from '../../config/parse/parseConfig';
import { failureText } from '../services/reporter';
import type { Services } from '../services/services';
import { showBriefly, showWarning, withProgress } from '../ui/messages';
import { toSignal } from '../ui/progress';
import { askPick, askText, type PickItem } from '../ui/quickInputs';
import { editConfig } from './editConfig';

interface Kind extends PickItem {
  readonly prompt: string;
  readonly placeholder: string;
  /** The words in front of the typed text. */
  readonly before: readonly string[];
}

const kinds: readonly Kind[] = [
  {
    icon: 'package',
    label: 'npm package',
    description: 'npx -y',
    prompt: 'The package and its arguments',
    placeholder: '@modelcontextprotocol/server-everything stdio',
    before: ['npx', '-y'],
  },
  {
    icon: 'snake',
    label: 'Python package',
    description: 'uvx',
    prompt: 'The package and its arguments',
    placeholder: 'mcp-server-time --local-timezone Europe/Berlin',
    before: ['uvx'],
  },
  {
    icon: 'vm',
    label: 'Docker image',
    description: 'docker run -i --rm',
    prompt: 'The image and its arguments',
    placeholder: 'mcp/time',
    before: ['docker', 'run', '-i', '--rm'],
  },
  {
    icon: 'globe',
    label: 'Address',
    description: 'HTTP or WebSocket',
    prompt: 'The address of the server',
    placeholder: 'https://example.com/mcp',
    before: [],
  },
  {
    icon: 'terminal',
    label: 'Command line',
    description: 'any program that speaks MCP on stdin and stdout',
    prompt: 'The command that starts it, as in a terminal',
    placeholder: 'node build/index.js --verbose',
    before: [],
  },
];

const total = 3;

/** Asks how the server is started and what it is called, tries it, and writes the entry; `file` returns the file, created if needed. */
export async function addServer(services: Services, file: () => Promise<vscode.Uri>): Promise<void> {
  const asked = await askEntry(services);
  if (!asked) return;
  const { name, entry } = asked;
  const uri = await file();
  const source = { file: uri.fsPath, folder: services.configFiles.places.folderOf(uri) };
  const [tried] = parseConfig(withServer('', name, entry), source).definitions;
  if (!(await tryOut(services, tried!))) return;
  const document = await editConfig(uri, (text) => withServer(text, name, entry));
  await vscode.window.showTextDocument(document);
  await services.configFiles.reloadWritten(uri, [tried!]);
}

async function askEntry({ pool }: Services): Promise<{ name: string; entry: WrittenEntry } | undefined> {
  const taken = new Set(pool.servers.map((server) => server.name));
  const title = (step: number) => `Add a server to the pool (${step}/${total})`;
  let kind = kinds[0]!;
  let typed = '';
  let entry: WrittenEntry | undefined;
  for (let step = 1; ; ) {
    const shared = { title: title(step), back: step > 1, buttons: [] };
    if (step === 1) {
      const placeholder = 'How is the server reached?';
      const end = await askPick({ ...shared, placeholder, items: kinds, active: [kind] });
      if (end.kind !== 'accept') return undefined;
      kind = end.value[0]!;
      step = 2;
    } else if (step === 2) {
      const read = (text: string) => entryOf([...kind.before, text].join(' '));
      const end = await askText({
        ...shared,
        prompt: kind.prompt,
        placeholder: kind.placeholder,
        value: typed,
        check: (text, final) =>
          final && (!text.trim() || !read(text)) ? `Type ${lower(kind.prompt)}.` : undefined,
      });
      if (end.kind === 'cancel') return undefined;
      if (end.kind === 'accept') {
        typed = end.value;
        entry = read(typed);
      }
      step = end.kind === 'accept' ? 3 : 1;
    } else {
      const end = await askText({
        ...shared,
        prompt: 'Name of the server, used in every call of its tools',
        value: suggestName(entry!),
        check: (text, final) => {
          if (final && !text.trim()) return 'A server needs a name.';
          return taken.has(text.trim()) ? `A server '${text.trim()}' already exists.` : undefined;
        },
      });
      if (end.kind === 'cancel') return undefined;
      if (end.kind === 'accept') return { name: end.value.trim(), entry: entry! };
      step = 2;
    }
  }
}

/** Starts the server once before its entry is written. Returns whether to write it. */
async function tryOut({ pool }: Services, definition: ServerDefinition): Promise<boolean> {
  const { name } = definition;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `Trying '${name}'`,
    cancellable: true,
  };
  const outcome = await withProgress(options, async (_progress, token) =>
    (await pool.open()).probe(definition, toSignal(token)).catch(toFailure),
  );
  if ('tools' in outcome) {
    const found = [
      plural(outcome.tools.items.length, 'tool'),
      plural(outcome.resources.items.length, 'resource'),
      plural(outcome.prompts.items.length, 'prompt'),
    ];
    showBriefly(`MCP: '${name}' works: ${found.join(', ')}`, 8000);
    return true;
  }
  if (outcome.kind === 'cancelled') return false;
  const detail = detailForOwner(outcome);
  const anyway = 'Add Anyway';
  const log = 'Show Details';
  const message = `${failureText(outcome)} Its entry may need more, such as variables.`;
  const chosen = await showWarning(message, anyway, ...(detail ? [log] : []));
  if (chosen === log) {
    const content = `${outcome.message}\n\n${detail}\n`;
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content }));
    return false;
  }
  return chosen === anyway;
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

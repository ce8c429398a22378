import * as vscode from 'vscode';
import { Debouncer } from '../../base/async';
import { DisposableStore } from '../../base/disposables';
import type { Problem } from '../../config/model/definition';
import type { ParsedConfig } from '../../config/parse/parseConfig';
import type { Services } from '../services/services';
import { toDiagnostic } from './diagnostics';

/** While typing, problems follow after this pause. In ms. */
const typingDelayMs = 250;
/** What the YAML extension of Red Hat also reports, by its own parser and our schema. */
const saidByYaml = new Set(['yaml', 'duplicate-name', 'shape']);

/** Shows the problems of configuration files in the Problems panel, also while they are being typed, with their quick fixes. */
export function registerProblems({ configFiles, pool }: Services): vscode.Disposable {
  const store = new DisposableStore();
  const collection = store.add(vscode.languages.createDiagnosticCollection('mcp-pool'));
  /** What is wrong with each file now. */
  const problemsOf = new Map<string, readonly Problem[]>();
  const rounds = new Map<string, number>();

  const show = async (uri: vscode.Uri, parsed: ParsedConfig) => {
    const key = uri.toString();
    const round = (rounds.get(key) ?? 0) + 1;
    rounds.set(key, round);
    const draw = (problems: readonly Problem[]) => {
      const shown = vscode.extensions.getExtension('redhat.vscode-yaml')
        ? problems.filter(({ code }) => !saidByYaml.has(code))
        : problems;
      collection.set(uri, shown.map(toDiagnostic));
      problemsOf.set(key, shown);
    };
    draw(parsed.problems);
    // Nothing that the file of an untrusted folder names is checked: the check may already reach another machine.
    if (!vscode.workspace.isTrusted) return;
    const { checkEnvironment } = await import('../../config/variables/environmentCheck');
    const { environmentProbe } = await import('../../mcp/host/environmentProbe');
    const machine = environmentProbe(process.env, pool.shellPath);
    const around = await checkEnvironment(parsed.definitions, parsed.places, {
      ...machine,
      ...pool.variables,
    });
    // Something newer was read in the meantime.
    if (rounds.get(key) === round && around.length > 0) draw([...parsed.problems, ...around]);
  };

  store.add(
    configFiles.onDidParse(async ({ uri, parsed }) => {
      if (parsed) await show(uri, parsed);
      else {
        rounds.delete(uri.toString());
        collection.delete(uri);
      }
    }),
  );
  store.add(
    vscode.languages.registerCodeActionsProvider(
      { scheme: 'file' },
      {
        provideCodeActions: async ({ uri }, range) => {
          const problems = problemsOf.get(uri.toString()) ?? [];
          return problems.length > 0 ? (await import('./codeActions')).quickFixes(uri, problems, range) : [];
        },
      },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
  );

  let typed: vscode.TextDocument | undefined;
  const check = store.add(
    new Debouncer(typingDelayMs, async () => {
      const document = typed;
      if (!document) return;
      const version = document.version;
      const parsed = await configFiles.parse(document.uri, document.getText());
      // Typing continued in the meantime: a later check decides.
      if (document.version === version && !document.isClosed) await show(document.uri, parsed);
    }),
  );
  store.add(
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (!configFiles.places.isConfig(document.uri)) return;
      typed = document;
      check.schedule();
    }),
  );
  return store;
}

import * as vscode from 'vscode';
import { Debouncer } from '../../base/async';
import { DisposableStore } from '../../base/disposables';
import type { InputValues } from '../services/inputValues';
import type { Services } from '../services/services';
import type { ConfigLanguage } from './configLanguage';

/** The characters that trigger completion: where a key, a value or a variable begins. */
const triggers = ['$', '{', ':', '"', "'", ',', '[', '-', ' ', '\n'];

/** Completion, hovers, lenses and the outline of configuration files. Their code is loaded when one is first opened. */
export function registerLanguage(services: Services, answers: InputValues): vscode.Disposable {
  const store = new DisposableStore();
  const { configFiles, pool } = services;
  const lensesChanged = store.add(new vscode.EventEmitter<void>());
  const redraw = store.add(new Debouncer(100, () => lensesChanged.fire()));
  store.add(
    pool.onDidEvent((event) => {
      if (
        event.type === 'state.changed' ||
        event.type === 'catalog.changed' ||
        event.type === 'server.removed'
      )
        redraw.schedule();
    }),
  );
  store.add(answers.onDidChange(() => redraw.schedule()));
  store.add(configFiles.onDidApply(() => redraw.schedule()));

  let loading: Promise<ConfigLanguage> | undefined;
  const language = async (document: vscode.TextDocument) => {
    if (!configFiles.places.isConfig(document.uri)) return undefined;
    loading ??= import('./configLanguage').then(({ ConfigLanguage }) => new ConfigLanguage(pool, answers));
    return loading;
  };
  const files: vscode.DocumentSelector = { scheme: 'file', language: 'yaml' };
  store.add(
    vscode.languages.registerCompletionItemProvider(
      files,
      {
        provideCompletionItems: async (document, position) =>
          (await language(document))?.completions(document, position),
      },
      ...triggers,
    ),
  );
  store.add(
    vscode.languages.registerHoverProvider(files, {
      provideHover: async (document, position) => (await language(document))?.hover(document, position),
    }),
  );
  store.add(
    vscode.languages.registerDocumentSymbolProvider(
      files,
      { provideDocumentSymbols: async (document) => (await language(document))?.symbols(document) },
      { label: 'MCP Pool' },
    ),
  );
  store.add(
    vscode.languages.registerCodeLensProvider(files, {
      onDidChangeCodeLenses: lensesChanged.event,
      provideCodeLenses: async (document) => (await language(document))?.lenses(document),
    }),
  );
  return store;
}

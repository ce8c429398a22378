import * as vscode from 'vscode';
import type { Completion } from '../../config/language/completionItem';
import { completions } from '../../config/language/completions';
import type { FileSymbol } from '../../config/language/documentSymbols';
import { symbolsOf } from '../../config/language/documentSymbols';
import { hoverAt } from '../../config/language/hover';
import type { InputValues } from '../services/inputValues';
import type { PoolService } from '../services/poolService';
import { markdownString } from '../ui/markdownString';
import { inputLenses, serverLenses } from './lenses';
import { factsOf } from './serverFacts';

const kinds: Record<Completion['kind'], vscode.CompletionItemKind> = {
  key: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.Value,
  server: vscode.CompletionItemKind.Module,
  tool: vscode.CompletionItemKind.Method,
  variable: vscode.CompletionItemKind.Variable,
  snippet: vscode.CompletionItemKind.Snippet,
};

const symbolKinds: Record<FileSymbol['kind'], vscode.SymbolKind> = {
  section: vscode.SymbolKind.Namespace,
  server: vscode.SymbolKind.Module,
  input: vscode.SymbolKind.Variable,
  key: vscode.SymbolKind.Property,
};

/** Language features of configuration files: completion, hovers, and the state of the servers in them. */
export class ConfigLanguage {
  constructor(
    private readonly pool: PoolService,
    private readonly answers: InputValues,
  ) {}

  completions(document: vscode.TextDocument, position: vscode.Position): vscode.CompletionItem[] {
    const facts = factsOf(document, this.pool, this.answers);
    const found = completions(document.getText(), document.offsetAt(position), facts);
    // The YAML extension of Red Hat offers what the schema knows; only we know what is in the pool.
    const schemaIsKnown = vscode.extensions.getExtension('redhat.vscode-yaml') !== undefined;
    return found
      .filter(({ kind }) => !schemaIsKnown || (kind !== 'key' && kind !== 'value'))
      .map((one) => toItem(document, one));
  }

  hover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const facts = factsOf(document, this.pool, this.answers);
    const found = hoverAt(document.getText(), document.offsetAt(position), facts);
    return found && new vscode.Hover(markdownString(found.markdown), rangeOf(document, found));
  }

  symbols(document: vscode.TextDocument): vscode.DocumentSymbol[] {
    return symbolsOf(document.getText()).map((symbol) => toSymbol(document, symbol));
  }

  lenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const file = document.uri.fsPath;
    const known = this.answers.known(file);
    const entries = symbolsOf(document.getText()).flatMap(({ children }) => children);
    return entries.flatMap(({ kind, name, selectionRange }) => {
      const range = rangeOf(document, selectionRange);
      const server = kind === 'server' ? this.pool.find(`${file}#${name}`) : undefined;
      if (server) return serverLenses(server, range);
      return kind === 'input' ? inputLenses(file, name, known.has(name), range) : [];
    });
  }
}

function toItem(document: vscode.TextDocument, completion: Completion): vscode.CompletionItem {
  const { label, insert, snippet, kind, detail, documentation, replace, filter, sortText, again } =
    completion;
  const item = new vscode.CompletionItem(label, kinds[kind]);
  item.insertText = snippet ? new vscode.SnippetString(insert) : insert;
  item.range = rangeOf(document, replace);
  // The text carries its own indentation.
  item.keepWhitespace = true;
  item.detail = detail;
  item.documentation = documentation ? markdownString(documentation) : undefined;
  item.filterText = filter;
  item.sortText = sortText;
  if (again) item.command = { title: 'Suggest', command: 'editor.action.triggerSuggest' };
  return item;
}

function toSymbol(document: vscode.TextDocument, symbol: FileSymbol): vscode.DocumentSymbol {
  const { name, detail, kind, range, selectionRange, children } = symbol;
  const made = new vscode.DocumentSymbol(
    name,
    detail,
    symbolKinds[kind],
    rangeOf(document, range),
    rangeOf(document, selectionRange),
  );
  made.children = children.map((child) => toSymbol(document, child));
  return made;
}

function rangeOf(document: vscode.TextDocument, { from, to }: { from: number; to: number }): vscode.Range {
  return new vscode.Range(document.positionAt(from), document.positionAt(to));
}

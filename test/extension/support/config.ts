import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { McpPoolApi } from '../../../src/editor/services/api';
import { inVain, waitLimit } from '../../support/until';
import { nextEvent } from './pool';

/** The configuration file of the test workspace. */
export function configFile(): string {
  return path.join(vscode.workspace.workspaceFolders![0]!.uri.fsPath, 'mcp-config.yaml');
}

/** Runs with a changed configuration file and puts the old one back. */
export async function withConfig(change: (text: string) => string, run: () => Promise<void>): Promise<void> {
  const before = readFileSync(configFile(), 'utf8');
  writeFileSync(configFile(), change(before));
  try {
    await run();
  } finally {
    writeFileSync(configFile(), before);
  }
}

/** Resolves when the problems of the configuration file are as wanted. */
export function problemsUntil(
  wanted: (problems: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  const uri = vscode.Uri.file(configFile());
  return new Promise((resolve, reject) => {
    const check = () => {
      const problems = vscode.languages.getDiagnostics(uri);
      if (!wanted(problems)) return;
      clearTimeout(late);
      listening.dispose();
      resolve(problems);
    };
    const listening = vscode.languages.onDidChangeDiagnostics(check);
    const late = setTimeout(() => {
      listening.dispose();
      const seen = vscode.languages.getDiagnostics(uri).map(({ message }) => message);
      reject(inVain(`the problems are as wanted, and not ${JSON.stringify(seen)}`));
    }, waitLimit);
    check();
  });
}

/** Lets tools of 'everything' run without a question; gives what takes that back. No two tests may ask for the same tools: an edit that undoes the one before it is none. */
export async function approve(api: McpPoolApi, ...tools: string[]): Promise<() => void> {
  const before = readFileSync(configFile(), 'utf8');
  const taken = nextEvent(api, 'server.updated');
  const approval = `    autoApprove: [${tools.join(', ')}]\n`;
  writeFileSync(configFile(), before.replace('  everything:\n', `  everything:\n${approval}`));
  await taken;
  return () => writeFileSync(configFile(), before);
}

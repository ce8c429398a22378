import * as vscode from 'vscode';
import { label, logText } from './labels';

const written = new Set<PropertyKey>([
  'trace',
  'debug',
  'info',
  'warn',
  'error',
  'append',
  'appendLine',
  'replace',
]);

/** Opens a log. External text in its records is made visible. */
export function openLog(name: string): vscode.LogOutputChannel {
  const channel = vscode.window.createOutputChannel(label(name), { log: true });
  return new Proxy(channel, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') return value;
      return (...args: readonly unknown[]) =>
        value.apply(target, written.has(key) ? args.map((arg) => logText(String(arg))) : args);
    },
  });
}

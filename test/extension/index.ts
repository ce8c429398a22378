import path from 'node:path';
import { fileURLToPath } from 'node:url';
import Mocha from 'mocha';
import { timeout } from '../../.mocharc.json';

/** Runs the tests inside VS Code; rejects when one fails. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: true, timeout, forbidOnly: true, forbidPending: true });
  // One bundle holds all tests: they register themselves while it loads.
  mocha.suite.emit('pre-require', globalThis, 'tests', mocha);
  await import('./all');
  mocha.suite.emit('require', undefined, path.basename(fileURLToPath(import.meta.url)), mocha);
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} of the extension tests failed.`);
}

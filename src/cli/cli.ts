#!/usr/bin/env node
import { CommanderError } from 'commander';
import { failure, toFailure } from '../base/failure';
import type { SharedOptions } from './context/session';
import { buildProgram } from './program';
import { exitCodeOf } from './terminal/exitCode';
import { Output } from './terminal/output';
import { screen } from './terminal/screen';

/** Runs the command line and gives the exit code. Errors are on stderr by then. */
async function main(words: readonly string[]): Promise<number> {
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const onInterrupt = () => {
      interrupt.abort(failure('cancelled', 'Stopped.'));
      // The next one ends us at once. Not `once`: libraries that listen too end the process when they find themselves alone.
      setImmediate(() => process.off(signal, onInterrupt));
    };
    process.on(signal, onInterrupt);
  }
  // The reader may stop early, as `head` does: that is not an error. A full disk is one.
  let lost: Error | undefined;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') lost = error;
  });
  process.stderr.on('error', () => undefined);
  // Node.js would print external text unescaped. With `--no-warnings` no one listens.
  if (process.listenerCount('warning') > 0) {
    process.removeAllListeners('warning');
    process.on('warning', ({ name, message }) =>
      screen.tell(`(mcp-pool:${process.pid}) ${name}: ${message}`),
    );
  }

  let output = new Output(words.includes('--json'));
  let code = 0;
  const program = buildProgram(output.json, async (work) => {
    const options = program.opts<SharedOptions>();
    output = new Output(options.json ?? false, process.stdout, process.stderr, options.text);
    code = await work({ options, output, signal: interrupt.signal });
  });
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      // Help and version arrive here too, with code 0. The text of usage errors is already printed, but not for machines.
      const message =
        error.code === 'commander.help' ? 'A command is missing.' : error.message.replace(/^error: /, '');
      const usage = failure('usage', message, ['Run mcp-pool --help for all commands.']);
      code = error.exitCode === 0 ? 0 : exitCodeOf(usage);
      if (code !== 0 && output.json) output.fail(usage);
    } else {
      const known = toFailure(error);
      output.fail(known);
      code = exitCodeOf(known);
    }
  }
  await output.flush();
  if (lost) {
    output.fail(failure('internal', `The result could not be written: ${lost.message}.`));
    code = exitCodeOf({ kind: 'internal' });
  }
  return code;
}

/** What shells ask while a person types, as the scripts of `completion` do. */
async function complete(line: string): Promise<number> {
  const program = buildProgram(true, async () => undefined);
  const { printCandidates } = await import('./completion/printCandidates');
  return printCandidates(program, line);
}

const words = process.argv.slice(2);
void (words[0] === '__complete' ? complete(words[1] ?? '') : main(words)).then((code) => process.exit(code));

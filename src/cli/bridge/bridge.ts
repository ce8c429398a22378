import { errorMessage, toFailure } from '../../base/failure';
import type { CommandContext } from '../context/commandContext';
import { exitCodeOf } from '../terminal/exitCode';
import type { Message } from './bridgeMessage';
import { openTarget } from './bridgeTarget';
import { Relay } from './relay';

/** `bridge`: the pool as an MCP server on stdio, until stdin ends. stdout holds nothing but messages. */
export async function bridge(context: CommandContext): Promise<number> {
  const { output, signal } = context;
  let code = 0;
  const stop = new AbortController();
  const end = () => stop.abort();
  const relay = new Relay({
    open: () => openTarget(context),
    tell: (message) => output.printLine(message),
    say: (words) => output.note(words),
    fail: (error) => {
      const known = toFailure(error);
      output.fail(known);
      code = exitCodeOf(known);
      end();
    },
  });
  signal.addEventListener('abort', end, { once: true });
  process.stdout.once('error', end);
  process.stdin.once('end', end).once('error', end);
  let rest = '';
  process.stdin.setEncoding('utf8').on('data', (piece: string) => {
    const lines = (rest + piece).split('\n');
    rest = lines.pop()!;
    for (const line of lines) take(line);
  });
  const refuse = (code: number, message: string) =>
    output.printLine({ jsonrpc: '2.0', id: null, error: { code, message } });
  const take = (line: string) => {
    if (line.trim() === '') return;
    try {
      const message = JSON.parse(line) as Message | Message[];
      for (const one of [message].flat()) {
        if (typeof one !== 'object' || one === null)
          refuse(-32600, 'Invalid request: a message is an object.');
        else void relay.receive(one);
      }
    } catch (error) {
      refuse(-32700, `Parse error: ${errorMessage(error)}`);
    }
  };
  if (!stop.signal.aborted)
    await new Promise((resolve) => stop.signal.addEventListener('abort', resolve, { once: true }));
  await relay.close();
  return code;
}

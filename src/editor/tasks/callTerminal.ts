import * as vscode from 'vscode';
import { formatDuration } from '../../base/text';
import type { CallProgress, FinishedCall } from '../../pool/call';
import { renderText } from '../../pool/render/renderText';
import { taskRequester } from '../../pool/requester';
import type { PoolService } from '../services/poolService';
import { failureText } from '../services/reporter';
import { label, terminalText } from '../ui/labels';
import type { CallTask } from './registerTasks';

/** The terminal of a task: calls the tool, writes what comes back, and ends with 0 when it succeeded. */
export class CallTerminal implements vscode.Pseudoterminal {
  private readonly written = new vscode.EventEmitter<string>();
  readonly onDidWrite = this.written.event;
  private readonly ended = new vscode.EventEmitter<number>();
  readonly onDidClose = this.ended.event;
  private readonly stop = new AbortController();

  constructor(
    private readonly pool: PoolService,
    private readonly task: CallTask,
  ) {}

  open(): void {
    void this.run();
  }

  close(): void {
    this.stop.abort();
  }

  handleInput(text: string): void {
    // Ctrl+C, as in any other terminal.
    if (text === '\x03') this.stop.abort();
  }

  private async run(): Promise<void> {
    const { server, tool, arguments: args = {} } = this.task;
    this.write(label(`> ${tool} · ${server} ${JSON.stringify(args)}`, 1000));
    try {
      const call = await (await this.pool.open()).call({
        server,
        tool,
        arguments: args,
        by: taskRequester,
        signal: this.stop.signal,
        onProgress: (progress) => this.write(label(progressText(progress), 1000)),
      });
      this.tell(call);
    } catch (error) {
      this.write(String(error));
      this.ended.fire(1);
    }
  }

  private tell({ outcome, duration }: FinishedCall): void {
    if (outcome.kind === 'failure') {
      this.write(failureText(outcome.failure));
      this.ended.fire(outcome.failure.kind === 'cancelled' ? 130 : 1);
      return;
    }
    const text = renderText(outcome.result);
    this.write(text);
    this.write(
      `\n${outcome.result.isError ? 'The tool reported an error' : 'Done'} after ${formatDuration(duration)}.`,
    );
    this.ended.fire(outcome.result.isError ? 1 : 0);
  }

  /** All output goes through here, so that the terminal obeys nothing in it. */
  private write(text: string): void {
    this.written.fire(terminalText(text));
  }
}

function progressText({ progress, total, message }: CallProgress): string {
  const part = total ? ` ${Math.round((100 * progress) / total)} %` : '';
  return `…${part}${message ? ` ${message}` : ''}`;
}

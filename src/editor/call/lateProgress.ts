import * as vscode from 'vscode';
import { formatDuration } from '../../base/text';
import type { CallProgress, CallRequest } from '../../pool/call';
import { withProgress } from '../ui/messages';

/** A call shorter than this shows no progress. In ms. */
const progressDelayMs = 500;

/** What the work receives: the part of a call request that concerns progress. */
export type Watched = Required<Pick<CallRequest, 'signal' | 'onProgress' | 'onAsking'>>;

/**
 * Runs the work; when it takes longer, shows a notification with its progress, its time and Cancel. While a person is asked to
 * confirm, nothing is under way and nothing is shown.
 */
export async function withLateProgress<T>(title: string, work: (watched: Watched) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const notification = new ProgressNotification(title, abort);
  notification.schedule();
  try {
    return await work({
      signal: abort.signal,
      onProgress: (progress) => notification.update(progress),
      onAsking: (asking) => (asking ? notification.end() : notification.schedule()),
    });
  } finally {
    notification.end();
  }
}

class ProgressNotification {
  private timer: NodeJS.Timeout | undefined;
  private started = Date.now();
  private latest: CallProgress | undefined;
  private shownPercent = 0;
  private reporter: vscode.Progress<{ message?: string; increment?: number }> | undefined;
  private close: (() => void) | undefined;

  constructor(
    private readonly title: string,
    private readonly abort: AbortController,
  ) {}

  schedule(): void {
    this.started = Date.now();
    this.timer = setTimeout(() => this.open(), progressDelayMs);
  }

  update(progress: CallProgress): void {
    this.latest = progress;
    this.draw();
  }

  end(): void {
    clearTimeout(this.timer);
    this.close?.();
  }

  private open(): void {
    const options = { location: vscode.ProgressLocation.Notification, title: this.title, cancellable: true };
    void withProgress(options, (reporter, token) => {
      this.reporter = reporter;
      token.onCancellationRequested(() => this.abort.abort());
      this.draw();
      const ticking = setInterval(() => this.draw(), 1000);
      return new Promise<void>((resolve) => {
        this.close = () => {
          clearInterval(ticking);
          resolve();
        };
      });
    });
  }

  private draw(): void {
    const { latest, started } = this;
    const percent = latest?.total ? Math.min(100, (latest.progress / latest.total) * 100) : undefined;
    const increment = percent === undefined ? undefined : Math.max(0, percent - this.shownPercent);
    const parts = [
      latest?.message,
      percent === undefined ? undefined : `${Math.round(percent)} %`,
      formatDuration(Date.now() - started),
    ];
    if (!this.reporter) return;
    this.shownPercent = percent ?? this.shownPercent;
    this.reporter.report({ message: parts.filter(Boolean).join(' · '), increment });
  }
}

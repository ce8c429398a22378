import { formatDuration, oneLine, visibleLine } from '../../base/text';
import type { CallProgress } from '../../pool/call';
import type { Output } from './output';
import { safe } from './safeText';

/** A call that is quicker than this shows nothing. In ms. */
const showAfterMs = 500;
const redrawIntervalMs = 100;
const barWidth = 20;

/** One line on stderr that shows how far a long call is, while it runs and stderr is a terminal. */
export class ProgressLine {
  private readonly started = Date.now();
  private readonly timer: NodeJS.Timeout | undefined;
  private latest: CallProgress | undefined;
  private held = false;
  private drawn = false;

  constructor(
    private readonly title: string,
    private readonly output: Output,
  ) {
    if (!output.watched) return;
    this.timer = setInterval(() => this.draw(), redrawIntervalMs);
    this.timer.unref();
  }

  /** Takes the progress that the server reports. */
  show(progress: CallProgress): void {
    this.latest = progress;
  }

  /** Clears the line while a person is asked something. */
  hold(held: boolean): void {
    this.held = held;
    this.clear();
  }

  /** Removes the line. */
  end(): void {
    clearInterval(this.timer);
    this.clear();
  }

  private draw(): void {
    const elapsed = Date.now() - this.started;
    if (this.held || elapsed < showAfterMs) return;
    this.output.overwrite(safe`${progressText(this.title, this.latest, elapsed, this.output.columns)}`);
    this.drawn = true;
  }

  private clear(): void {
    if (this.drawn) this.output.overwrite(safe``);
    this.drawn = false;
  }
}

/** The line: a bar if the total is known, otherwise the step, then the server's message and the elapsed time. */
export function progressText(
  title: string,
  latest: CallProgress | undefined,
  elapsed: number,
  columns = 80,
): string {
  const { progress = 0, total, message } = latest ?? {};
  const part = total !== undefined && total > 0 ? Math.min(1, Math.max(0, progress / total)) : undefined;
  const filled = Math.round((part ?? 0) * barWidth);
  const parts = [
    title,
    part === undefined
      ? latest && `step ${progress}`
      : `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${Math.floor(part * 100)} %`,
    formatDuration(Math.floor(elapsed / 100) * 100),
    message && oneLine(message),
  ];
  // A line that wraps could not be removed again.
  const text = visibleLine(parts.filter(Boolean).join('  ').replaceAll('  ', ' · '));
  return oneLine(text, Math.max(10, columns - 1));
}

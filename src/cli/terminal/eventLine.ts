import { formatDuration, oneLine } from '../../base/text';
import { type SafeText, safe } from './safeText';
import type { Style } from './style';

/** An event of a pool as it is reported to other programs. */
export interface ToldEvent {
  readonly type: string;
  readonly server: string;
  readonly [key: string]: unknown;
}

/** One event as a line for a person; undefined for those that are of no interest. */
export function eventLine(event: ToldEvent, style: Style, now = new Date()): SafeText {
  const words = oneLine(wordsOf(event), 300);
  const bad = event.type === 'call.failed' || event.state === 'failed' || event.state === 'waiting';
  const [time, server] = [style('dim', timeOf(now)), style('bold', oneLine(event.server ?? '', 100))];
  return safe`${time}  ${server}  ${bad ? style('red', words) : words}`;
}

function wordsOf(event: ToldEvent): string {
  const { type, state, reason, offers, text, tool, call, arguments: args, duration, problem } = event;
  const name = `${tool} (#${call})`;
  switch (type) {
    case 'state.changed':
      return [state, reason].filter(Boolean).join(': ');
    case 'catalog.changed':
      return `has ${counts(offers as Record<string, number>)}${event.stale ? ', as last known' : ''}`;
    case 'server.log':
      return `[${event.level}] ${text}`;
    case 'call.started':
      return `call ${name} by ${event.origin} ${JSON.stringify(args)}`;
    case 'call.progress':
      return `call ${name} at ${[event.progress, event.total].filter(Boolean).join(' of ')} ${event.message ?? ''}`;
    case 'call.succeeded':
      return `call ${name} ok ${formatDuration(Number(duration))}`;
    case 'call.failed': {
      const why = (problem as { message?: string } | null)?.message ?? 'the tool reported an error';
      return `call ${name} failed ${formatDuration(Number(duration))}: ${why}`;
    }
    case 'missed':
      return `${reason}`;
    default:
      return type.replace('.', ' ');
  }
}

function counts(offers: Readonly<Record<string, number>> = {}): string {
  const words = Object.entries(offers).filter(([, count]) => count > 0);
  return (
    words
      .map(([what, count]) => `${count} ${what === 'resourceTemplates' ? 'templates' : what}`)
      .join(', ') || 'nothing'
  );
}

function timeOf(date: Date): string {
  const two = (number: number, length = 2) => String(number).padStart(length, '0');
  const [hours, minutes, seconds] = [date.getHours(), date.getMinutes(), date.getSeconds()];
  return `${two(hours)}:${two(minutes)}:${two(seconds)}.${two(date.getMilliseconds(), 3)}`;
}

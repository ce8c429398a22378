import { createHash } from 'node:crypto';
import type { Launch, ServerDefinition } from '../../config/model/definition';

/** Distinguishes launches without storing their content. */
export function fingerprintOf(launch: ServerDefinition['launch']): string {
  return createHash('sha256').update(JSON.stringify(launch)).digest('hex').slice(0, 16);
}

/** Whether a launch reaches a server on this machine over the network. */
export function isLocal(launch: Launch): boolean {
  return launch.type !== 'stdio' && /^(?:localhost|127\.[\d.]+|\[::1\])$/.test(new URL(launch.url).hostname);
}

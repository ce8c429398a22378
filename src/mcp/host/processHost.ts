import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import os from 'node:os';

/** Where a process runs: process ids and 127.0.0.1 are only valid there. */
export interface ProcessHost {
  /** Distinguishes machines that share a home, and containers that share a folder. */
  readonly host: string;
  /** Distinguishes boots of the machine; empty where the system does not report it. */
  readonly boot: string;
}

let known: ProcessHost | undefined;

/** The host of this process. */
export function processHost(): ProcessHost {
  known ??= {
    host: createHash('sha256').update(parts().join('\n')).digest('hex').slice(0, 16),
    boot: read('/proc/sys/kernel/random/boot_id'),
  };
  return known;
}

function parts(): string[] {
  // The part after the first dot changes with the network.
  const [name = ''] = os.hostname().toLowerCase().split('.');
  // https://www.freedesktop.org/software/systemd/man/latest/machine-id.html; other machines may have the same name.
  const machine = read('/etc/machine-id') || read('/var/lib/dbus/machine-id');
  // A container may have the name and the files of its host, but has processes and a loopback of its own.
  return [name, machine, linkOf('/proc/self/ns/pid'), linkOf('/proc/self/ns/net')];
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}

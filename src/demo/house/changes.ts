import type { McpServer, ProtocolEra } from '@modelcontextprotocol/server';
import type { House } from './teaHouse';

/** Notifies the client of one connection of changes in the house. */
export function followHouse(server: McpServer, house: House, era: ProtocolEra): void {
  const subscribed = new Set<string>();
  // In the modern era the SDK knows who listens to what; in the legacy era that is up to the server.
  if (era === 'legacy') {
    server.server.setRequestHandler('resources/subscribe', ({ params }) => {
      subscribed.add(params.uri);
      return {};
    });
    server.server.setRequestHandler('resources/unsubscribe', ({ params }) => {
      subscribed.delete(params.uri);
      return {};
    });
  }
  // An instance that only answered a probe has no client, and one that is closing is no longer notified.
  const ignore = () => undefined;
  house.onDidChange((uri) => {
    if (server.isConnected() && (era === 'modern' || subscribed.has(uri)))
      server.server.sendResourceUpdated({ uri }).catch(ignore);
  });
  house.onDidBook(() => {
    if (server.isConnected()) server.server.sendResourceListChanged().catch(ignore);
  });
}

/** One stroke of a small bell as WAV: 8000 samples a second, one byte each. */
export function bell(): Buffer {
  const rate = 8000;
  const samples = Buffer.alloc(rate);
  for (let index = 0; index < rate; index++) {
    const time = index / rate;
    const tone = Math.sin(2 * Math.PI * 1046 * time) + 0.5 * Math.sin(2 * Math.PI * 2637 * time);
    samples[index] = Math.round(128 + 80 * tone * Math.exp(-5 * time));
  }
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + rate, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(rate, 40);
  return Buffer.concat([header, samples]);
}

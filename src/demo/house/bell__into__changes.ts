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

import { deflateSync } from 'node:zlib';
import type { Colour } from './teas';

/** Letters of 3 × 5 dots: each digit is a row, its bits are the dots. */
const letters: Readonly<Record<string, string>> = {
  A: '25755',
  B: '65656',
  C: '34443',
  D: '65556',
  E: '74647',
  F: '74644',
  G: '34553',
  H: '55755',
  I: '72227',
  J: '11152',
  K: '55655',
  L: '44447',
  M: '57755',
  N: '65555',
  O: '25552',
  P: '65644',
  Q: '25573',
  R: '65655',
  S: '34216',
  T: '72222',
  U: '55557',
  V: '55552',
  W: '55775',
  X: '55255',
  Y: '55222',
  Z: '71247',
  0: '75557',
  1: '26227',
  2: '71747',
  3: '71717',
  4: '55711',
  5: '74717',
  6: '74757',
  7: '71111',
  8: '75757',
  9: '75717',
};

/** A picture that is painted in code. */
export class Canvas {
  private readonly pixels: Buffer;

  constructor(
    readonly width: number,
    readonly height: number,
    background: Colour,
  ) {
    this.pixels = Buffer.alloc(width * height * 3);
    this.fill(0, 0, width, height, background);
  }

  fill(left: number, top: number, width: number, height: number, colour: Colour): void {
    for (let y = Math.max(0, top); y < Math.min(this.height, top + height); y++)
      for (let x = Math.max(0, left); x < Math.min(this.width, left + width); x++)
        this.pixels.set(colour, (y * this.width + x) * 3);
  }

  /** Writes capital letters and digits, centered on `middle`; each dot is `dot` pixels wide. */
  write(text: string, middle: number, top: number, dot: number, colour: Colour): void {
    const left = Math.round(middle - ((text.length * 4 - 1) * dot) / 2);
    [...text.toUpperCase()].forEach((letter, index) => {
      [...(letters[letter] ?? '')].forEach((row, y) => {
        for (let x = 0; x < 3; x++)
          if (Number(row) & (4 >> x))
            this.fill(left + (index * 4 + x) * dot, top + y * dot, dot, dot, colour);
      });
    });
  }

  /** The picture as a PNG file. https://www.w3.org/TR/png-3/ */
  toPng(): Buffer {
    const header = Buffer.alloc(13);
    header.writeUInt32BE(this.width, 0);
    header.writeUInt32BE(this.height, 4);
    // Eight bits each for red, green and blue.
    header.set([8, 2], 8);
    const stride = this.width * 3;
    // Each row begins with its filter: none.
    const rows = Array.from({ length: this.height }, (_, y) =>
      Buffer.concat([Buffer.of(0), this.pixels.subarray(y * stride, (y + 1) * stride)]),
    );
    return Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(Buffer.concat(rows))),
      chunk('IEND', Buffer.alloc(0)),
    ]);
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(checksum(body));
  return Buffer.concat([length, body, sum]);
}

/** CRC-32; Node has it only since 22.2. */
function checksum(data: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of data) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return ~sum >>> 0;
}

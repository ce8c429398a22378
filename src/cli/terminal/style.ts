import { type SafeText, safe } from './safeText';

/** How a text is set off; colour never tells anything alone. */
export type Look = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Sets a text off, or leaves it as it is where nobody would see that. What others wrote in it is made visible first. */
export type Style = (look: Look, text: SafeText | string) => SafeText;

const codes: Readonly<Record<Look, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/** The style of what goes to a stream: plain unless a terminal looks that knows colours. https://no-color.org */
export function styleFor(stream: NodeJS.WritableStream, env: NodeJS.ProcessEnv = process.env): Style {
  const { isTTY } = stream as { readonly isTTY?: boolean };
  if (!isTTY || env.NO_COLOR || env.TERM === 'dumb') return (_look, text) => safe`${text}`;
  return (look, text) => safe`${text}`.setOff(...codes[look]);
}

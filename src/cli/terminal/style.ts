import { type SafeText, safe } from './safeText';

/** How a text is styled; color is never the only sign. */
export type Look = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Styles a text, or leaves it unchanged where no one would see that. External text in it is made visible first. */
export type Style = (look: Look, text: SafeText | string) => SafeText;

const codes: Readonly<Record<Look, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/** The style of what goes to a stream: plain unless it is a terminal with colors. https://no-color.org */
export function styleFor(stream: NodeJS.WritableStream, env: NodeJS.ProcessEnv = process.env): Style {
  const { isTTY } = stream as { readonly isTTY?: boolean };
  if (!isTTY || env.NO_COLOR || env.TERM === 'dumb') return (_look, text) => safe`${text}`;
  return (look, text) => safe`${text}`.setOff(...codes[look]);
}

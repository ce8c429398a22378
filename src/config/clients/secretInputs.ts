import { type PlainSecret, secretsInArgument, secretsInUrl, secretsInValue } from '../variables/plainSecrets';
import type { InputRegistry } from './inputRegistry';

/** Where secrets go, and the server that they belong to. */
export interface SecretContext {
  readonly server: string;
  readonly book: InputRegistry;
  /** Takes a sentence about the change, without the name of the server. */
  note(sentence: string): void;
}

/** The value of a variable or header, with its secret replaced by an input. */
export function hideInValue(name: string, value: string, context: SecretContext): string {
  const text = hideDefaults(value, context);
  return replaced(text, secretsInValue(name, text), context);
}

/** An address, with its secrets replaced by inputs. */
export function hideInUrl(url: string, context: SecretContext): string {
  const text = hideDefaults(url, context);
  return replaced(text, secretsInUrl(text), context);
}

/** The arguments of a program, with secrets replaced by inputs. */
export function hideInArguments(args: readonly string[], context: SecretContext): string[] {
  return args.map((one, index) => {
    const text = hideDefaults(one, context);
    return replaced(text, secretsInArgument(text, args[index - 1]), context);
  });
}

/** `${TOKEN:-secret}`: the input takes the place of both, as a default cannot name one. */
function hideDefaults(text: string, context: SecretContext): string {
  return text.replace(
    /\$\{(?:env:)?([A-Za-z_][\w.]*):-([^}]+)\}/g,
    (whole, name: string, fallback: string) => {
      const secrets = secretsInValue(name, fallback);
      if (secrets.length === 0) return whole;
      if (secrets.some(({ placeholder }) => placeholder)) return `\${${name}}`;
      context.note(
        `had a secret as the default of '${name}': it is an input now, and '${name}' is not read.`,
      );
      return replaced(fallback, secrets, context);
    },
  );
}

function replaced(text: string, secrets: readonly PlainSecret[], { server, book }: SecretContext): string {
  // From the end, so that earlier positions stay valid.
  return [...secrets]
    .sort((a, b) => b.start - a.start)
    .reduce((rest, { start, end, name, placeholder }) => {
      const entry = { type: 'secret' as const, description: `'${name}' of '${server}'` };
      const value = placeholder ? undefined : text.slice(start, end);
      const id = book.declare(secretId(server, name), entry, value);
      return `${rest.slice(0, start)}\${input:${id}}${rest.slice(end)}`;
    }, text);
}

/** `github` and `GITHUB_TOKEN` give `github-token`; `weather` and `API_KEY` give `weather-api-key`. */
function secretId(server: string, name: string): string {
  const [owner, what] = [server, name].map((word) =>
    word
      .replace(/([a-z\d])([A-Z])/g, '$1-$2')
      .toLowerCase()
      .replace(/[^a-z\d]+/g, '-')
      .replace(/^-|-$/g, ''),
  );
  return owner && !`${what}-`.startsWith(`${owner}-`) ? `${owner}-${what}` : what!;
}

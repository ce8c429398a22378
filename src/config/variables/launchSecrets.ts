import { looksSecret } from '../../base/redaction';
import type { DemoLaunch, InputDefinition, Launch } from '../model/definition';
import {
  isHarmless,
  isPlace,
  isWords,
  passwordsInText,
  secretsInArgument,
  secretsInText,
} from './plainSecrets';
import { isSafeVariable } from './safeVariables';
import { type Reference, referencesIn } from './variableReferences';

/**
 * Where a value comes from, which decides how plain it must be to be shown. `written`: it is in the configuration, like
 * the mode `development`. `given`: it comes from the person's environment, answers, settings or file of variables, and was kept out of the
 * configuration, most often for a reason.
 */
type Source = 'written' | 'given';

/** A shorter written value is hidden only when its name indicates a secret. In characters. */
const shortestWritten = 8;

/** Names of values that are not secret although they come from the environment. */
const plainName =
  /(?:^|[_\-.])(?:env|environment|mode|stage|level|region|zone|locale|lang|model|version|host|hostname|port|dir|path|home|debug|timeout)$/i;

/**
 * The values of a launch, its variables resolved, that must appear nowhere. Hidden are: values whose name indicates a secret;
 * values of `env` and headers of 8 characters and more that are not words, numbers, paths or addresses; what follows an option such
 * as `--token`; and passwords and tokens in addresses in any text. The values of `fromFile` are given and not written.
 */
export function secretsOf(
  launch: Launch,
  fromFile: Readonly<Record<string, string>> = {},
): readonly string[] {
  const values = Object.entries(launch.type === 'stdio' ? launch.env : launch.headers);
  const named = values.flatMap(([name, value]) =>
    value === null ? [] : secretsOfValue(name, value, fromFile[name] === value ? 'given' : 'written'),
  );
  if (launch.type !== 'stdio') return distinct([...secretsInText(launch.url), ...named]);
  return distinct([
    ...named,
    ...launch.args.flatMap((argument, at) => secretsOfArgument(argument, launch.args[at - 1])),
  ]);
}

/**
 * The values that variables put into a launch and that must appear nowhere: of the environment, answers and settings all from 4
 * characters on but switches, short words, numbers of up to 5 digits, paths and addresses; what every program inherits anyway, such
 * as the home and the user, is shown. So are the options of a `pick`. Variables that `inheritEnv` names are judged as if they were
 * written.
 */
export function givenSecrets(
  launch: Launch | DemoLaunch,
  env: Readonly<Record<string, string | undefined>>,
  inputs: readonly InputDefinition[],
  lookUp: (reference: Reference) => string | undefined,
): readonly string[] {
  const familiar = new Set(
    Object.keys(env).flatMap((name) => (isSafeVariable(name) ? (env[name] ?? []) : [])),
  );
  const secretsOfGiven = (name: string, value?: string, source: Source = 'given'): readonly string[] => {
    if (!value) return [];
    return familiar.has(value) && !looksSecret(name)
      ? secretsInText(value)
      : secretsOfValue(name, value, plainName.test(name) ? 'written' : source);
  };
  const types = new Map(inputs.map(({ id, type }) => [id, type]));
  const put = referencesIn(JSON.stringify(launch)).flatMap((reference) => {
    const { kind, name } = reference;
    if (kind !== 'env' && kind !== 'input' && kind !== 'config') return [];
    const value = lookUp({ ...reference, fallback: undefined });
    const type = kind === 'input' ? types.get(name) : undefined;
    if (type === 'secret') return value ? [value, ...secretsInText(value)] : [];
    return type === 'pick' ? secretsOfValue(name, value ?? '', 'written') : secretsOfGiven(name, value);
  });
  const inherited = launch.type === 'stdio' ? launch.inheritEnv : undefined;
  const names = inherited === 'all' ? Object.keys(env).filter(looksSecret) : (inherited ?? []);
  const passed = names.flatMap((name) => secretsOfGiven(name, env[name], 'written'));
  // The address of a proxy is passed on, too.
  return distinct([...put, ...passed, ...[...familiar].flatMap(passwordsInText)]);
}

function secretsOfValue(name: string, value: string, source: Source): readonly string[] {
  const bare = value.replace(/^(?:Bearer|Basic|Token)\s+/i, '');
  const told = looksSecret(name) ? !isHarmless(bare) && !isPlace(name, value) : false;
  const isSecret = told || (source === 'given' ? !isPlainGiven(value) : !isPlainWritten(value));
  // `user:password@tcp(host)`, which is not an address.
  const password = /^[^\s:@/]+:(?!\/\/)([^\s@]{4,})@[\w.([-]/.exec(value)?.[1];
  const inside = [...secretsInText(value), ...(password ? [password] : [])];
  return isSecret ? [value, ...inside.filter((one) => one !== bare && one !== value)] : inside;
}

function secretsOfArgument(argument: string, before: string | undefined): readonly string[] {
  const user = /^(?:-u|--user|--userpwd|--proxy-user)$/.test(before ?? '')
    ? /^[^:]+:(.+)$/.exec(argument)
    : null;
  const named = secretsInArgument(argument, before).map(({ start, end }) => argument.slice(start, end));
  return [...(user ? [user[1]!, argument] : []), ...named, ...secretsInText(argument)];
}

function isPlainGiven(value: string): boolean {
  return isHarmless(value) || isPlaceOrNumber(value) || /^(?:[A-Z]?[a-z]{1,7}|[A-Z]{1,7})$/.test(value);
}

function isPlainWritten(value: string): boolean {
  return value.length < shortestWritten || isPlaceOrNumber(value) || isWords(value);
}

/** A path, an address, a host with its port, a time, a version. */
function isPlaceOrNumber(value: string): boolean {
  if (/^[\d.:,]{1,8}$/.test(value)) return true;
  if (/^(?:~|\.{0,2}[\\/]|[A-Za-z]:[\\/])/.test(value)) return !/^\/[A-Za-z\d+/]{20,}={1,2}$/.test(value);
  // Only the secrets in an address are hidden, and the rest stays readable.
  if (/^[a-z][\w+.-]*:\/\/\S+$/i.test(value)) return true;
  return (
    /^(?:[a-z\d-]+\.)+[a-z\d-]*[a-z][a-z\d-]*(?::\d+)?$/.test(value) ||
    /^(?:localhost|[\d.]+)(?::\d+)?$/.test(value)
  );
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

import type { WrittenEntry } from '../model/entryTypes';
import type { EntryReading } from './convertEntry';
import { convertVariables } from './convertVariables';
import type { EntryFields } from './entryFields';
import { isRecord, own, stringOf, stringsOf } from './json';
import { hideInValue } from './secretInputs';

type WrittenOAuth = NonNullable<WrittenEntry['oauth']>;

/** The sign-in settings of a server of another client, as far as we support them. */
export function convertOAuth(fields: EntryFields, reading: EntryReading): WrittenOAuth | undefined {
  const raw = fields.take('oauth', 'auth');
  const ownScopes = fields.take('oauthScopes');
  const { note } = reading;
  if (raw !== undefined && !isRecord(raw))
    note('had sign-in settings that are not a map; they were skipped.');
  const first = (...keys: readonly string[]) =>
    keys.map((key) => own(raw, key)).find((value) => value !== undefined && value !== null);
  const text = (...keys: readonly string[]) => {
    const value = stringOf(first(...keys));
    return value ? convertVariables(value, reading) : undefined;
  };
  const clientId = text('clientId', 'CLIENT_ID');
  const secret = text('clientSecret', 'CLIENT_SECRET');
  const scopes = first('scopes', 'scope') ?? ownScopes;
  const words =
    stringsOf(scopes) ??
    stringOf(scopes)
      ?.split(/[\s,]+/)
      .filter(Boolean);
  const port = portOf(first('callbackPort', 'redirectPort'), text('redirectUri', 'redirectUrl'), note);
  const known =
    /^(?:client_?(?:id|secret)|scopes?|callbackPort|redirect(?:Port|Uri|Url)|enabled|issuer|authorizationServer)$/i;
  for (const key of Object.keys(isRecord(raw) ? raw : {}))
    if (!known.test(key)) note(`had '${key}' in its sign-in settings, which MCP Pool does not know.`);
  const issuer = text('issuer', 'authorizationServer');
  const oauth: WrittenOAuth = {
    ...(clientId ? { clientId } : {}),
    ...(secret ? { clientSecret: hideInValue('client_secret', secret, reading) } : {}),
    ...(words && words.length > 0 ? { scopes: words } : {}),
    ...(issuer ? { issuer } : {}),
    ...(port === undefined ? {} : { redirectPort: port }),
  };
  return Object.keys(oauth).length > 0 ? oauth : undefined;
}

function portOf(
  port: unknown,
  address: string | undefined,
  note: (sentence: string) => void,
): number | undefined {
  const number = Number(port);
  if (Number.isInteger(number) && number >= 1 && number <= 65_535) return number;
  if (address === undefined) return undefined;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isOurs = url?.protocol === 'http:' && url.hostname === '127.0.0.1' && url.pathname === '/callback';
  if (isOurs && url.port !== '') return Number(url.port);
  note(`had its own redirect address; MCP Pool uses 'http://127.0.0.1:<port>/callback'.`);
  return undefined;
}

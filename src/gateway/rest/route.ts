import type { Context, Hono } from 'hono';
import type { Pool } from '../../pool/pool';
import type { PoolMetrics } from '../../pool/poolMetrics';
import type { GatewayLimits } from '../access/gatewayOptions';
import { problem } from '../access/problemDetails';
import type { EventFeed } from '../events/eventFeed';

/** The app of a gateway. `allowed` says that the request brought the token. */
export type App = Hono<{ Variables: { allowed: boolean } }>;

/** A request and what is known of it. */
export type RouteContext = Context<{ Variables: { allowed: boolean } }>;

/** What routes answer with. */
export interface RouteHost {
  readonly pool: Pool;
  readonly metrics: PoolMetrics;
  readonly feed: EventFeed;
  readonly limits: GatewayLimits;
  readonly version: string;
  readonly instance?: string;
  readonly prove?: (request: Request, nonce: string) => string | undefined;
}

type Handler = (context: RouteContext) => Response | Promise<Response>;

/** Serves a path by these methods; another one is told which there are. */
export function route(
  app: App,
  path: string,
  handlers: { readonly GET?: Handler; readonly POST?: Handler },
): void {
  const { GET, POST } = handlers;
  if (GET) app.get(path, GET);
  if (POST) app.post(path, POST);
  const allow = Object.keys(handlers).join(', ');
  app.all(path, ({ req }) => {
    throw problem(405, 'request', `${req.method} does nothing here.`, [`Use ${allow}.`], { allow });
  });
}

/** A part of the path; Hono has decoded it. */
export function param({ req }: RouteContext, name: string): string {
  return req.param(name) ?? '';
}

/** A text of a body or query that must be there. */
export function text(value: unknown, name: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw problem(400, 'request', `'${name}' must be a text.`, [`Give '${name}'.`]);
}

/** A text of a body or query that may be left out. */
export function optionalText(value: unknown, name: string): string | undefined {
  return value === undefined ? undefined : text(value, name);
}

/** An object of a body; the empty one when left out. */
export function object(value: unknown, name: string): Record<string, unknown> {
  if (value === undefined) return {};
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw problem(400, 'request', `'${name}' must be an object.`, [`Give '${name}' as {"key": "value"}.`]);
}

/** Refuses words of a body that mean nothing: most are mistyped, and what they should do would be missed in silence. */
export function onlyKeys(body: Record<string, unknown>, known: readonly string[]): void {
  const stranger = Object.keys(body).find((key) => !known.includes(key));
  if (stranger !== undefined)
    throw problem(400, 'request', `The body has the unknown key '${stranger}'.`, [
      `Known are: ${known.join(', ')}.`,
    ]);
}

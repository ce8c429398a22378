import { Hono } from 'hono';
import type { Pool } from '../../pool/pool';
import { PoolMetrics } from '../../pool/poolMetrics';
import { defaultLimits, type GatewayLimits } from '../access/gatewayOptions';
import { ProblemError, problem, problemOf, problemResponse } from '../access/problemDetails';
import { type GuardOptions, guard } from '../access/requestGuard';
import { findServer } from '../catalog/exposedServers';
import { EventFeed } from '../events/eventFeed';
import { McpEndpoints } from '../mcp/mcpEndpoints';
import { openApiOf } from '../rest/openApi';
import { type App, type RouteHost, serveRoutes } from '../rest/route';
import { routes } from '../rest/routes';

/** What the app of a gateway needs besides the pool. */
export interface GatewayAppOptions extends GuardOptions {
  /** Where it is reached, without a path. */
  readonly url: string;
  readonly version: string;
  /** The gateway in `/health`, for requests with a token. */
  readonly instance?: string;
  readonly limits?: Partial<GatewayLimits>;
  readonly reportError: (error: unknown) => void;
  /** Called with requests whose answers are streams that stay open. */
  readonly onLongStream?: (request: Request) => void;
  /** The proof for a client that it reached this gateway, on the connection of the request; undefined where there is none. */
  readonly prove?: (request: Request, nonce: string) => string | undefined;
}

/** The app of a gateway: it answers requests until it is closed. */
export interface GatewayApp {
  readonly fetch: (request: Request) => Response | Promise<Response>;
  /** Ends the MCP sessions opened with the token for others. */
  endGuests(): Promise<void>;
  close(): Promise<void>;
}

/** Where MCP itself is spoken: all of the pool, and one server. */
const mcpPaths = { pool: '/mcp', server: '/servers/:server/mcp' } as const;

/** The beginnings of all paths, for who looks for one. */
const beginnings = [
  ...new Set([...routes.map(({ path }) => path), mcpPaths.pool].map((path) => `/${path.split('/')[1]}`)),
];

/**
 * Makes the app of a gateway over a pool, with its guard. Without a {@link Gateway}, its server must enforce
 * the limits of connections, time and headers.
 */
export function createGatewayApp(pool: Pool, options: GatewayAppOptions): GatewayApp {
  const { url, version, instance, reportError, onLongStream = () => undefined, prove } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const metrics = new PoolMetrics(pool);
  const feed = new EventFeed(pool, limits.history);
  const mcp = new McpEndpoints({ pool, version, limits, onLongStream }, reportError);
  const document = () => openApiOf(routes, pool, { url, version });
  const host: RouteHost = {
    pool,
    metrics,
    feed,
    limits,
    version,
    instance,
    prove,
    onLongStream,
    document,
  };
  const app: App = new Hono();

  app.onError((error) => {
    const known = problemOf(error);
    if (known.status === 500) reportError(error);
    return problemResponse(known, error instanceof ProblemError ? error.headers : {});
  });
  app.notFound(() => {
    const steps = [`Known paths: ${beginnings.join(', ')}.`, 'See /docs.'];
    return problemResponse(problem(404, 'request', 'Unknown path.', steps).problem);
  });
  app.use(async (context, next) => {
    await next();
    harden(context.res.headers);
  });
  app.use(guard(options));
  serveRoutes(app, host, routes);
  app.all(mcpPaths.pool, ({ req }) => mcp.pool.fetch(req.raw));
  app.all(mcpPaths.server, async ({ req }) => {
    const server = findServer(pool, req.param('server'));
    try {
      return await mcp.of(server).fetch(req.raw);
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      return problemResponse(problemOf(error, server.state));
    }
  });
  return {
    fetch: (request) => app.fetch(request),
    endGuests: () => mcp.endGuests(),
    close: async () => {
      feed.dispose();
      metrics.dispose();
      await mcp.close();
    },
  };
}

/** Headers of every answer: browsers must not cache, sniff or run anything. */
function harden(headers: Headers): void {
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'no-referrer');
  headers.set('cross-origin-resource-policy', 'same-origin');
  if (!headers.has('content-security-policy'))
    headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
}

import type { Context, Hono } from 'hono';
import type { Server } from '../../mcp/server/server';
import type { Pool } from '../../pool/pool';
import type { PoolMetrics } from '../../pool/poolMetrics';
import type { GatewayLimits } from '../access/gatewayOptions';
import { problem } from '../access/problemDetails';
import { readObject } from '../access/requestBody';
import { findServer } from '../catalog/exposedServers';
import type { EventFeed } from '../events/eventFeed';
import type { Json } from '../openapi/openApiAnswers';
import { type Body, type Fields, readFields, type ValuesOf } from './requestFields';

/** The app of a gateway. `allowed` means that the request has the token. */
export type App = Hono<{ Variables: { allowed: boolean } }>;

/** A request and its facts. */
export type RouteContext = Context<{ Variables: { allowed: boolean } }>;

/** The answer of a route. */
export interface RouteHost {
  readonly pool: Pool;
  readonly metrics: PoolMetrics;
  readonly feed: EventFeed;
  readonly limits: GatewayLimits;
  readonly version: string;
  readonly instance?: string;
  readonly prove?: (request: Request, nonce: string) => string | undefined;
  /** Called with requests whose answers are streams that stay open. */
  readonly onLongStream: (request: Request) => void;
  /** The OpenAPI document as it is now. */
  readonly document: () => Json;
}

/** The names in braces of a path. */
type ParameterOf<P extends string> = P extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParameterOf<Rest>
  : never;

/** A request with its path, query and body as read. */
export interface RouteRequest<P extends string, Q extends Fields, B> {
  readonly context: RouteContext;
  /** The server of the path. */
  readonly server: 'server' extends ParameterOf<P> ? Server : undefined;
  /** The parts of the path by their names, decoded. */
  readonly path: Readonly<Record<ParameterOf<P>, string>>;
  readonly query: ValuesOf<Q>;
  readonly body: B;
}

/** The OpenAPI paths of a route whose operations depend on the pool. */
export interface RouteDocument {
  /** Operations of `POST` by their paths. */
  readonly operations: Json;
  /** The schemas that they refer to. */
  readonly schemas: Json;
}

/** A route: its path, its parameters, its description and its handler. */
export interface RouteDefinition<P extends string, Q extends Fields, B> {
  readonly method: 'GET' | 'POST';
  /** As OpenAPI writes it: `/servers/{server}`. */
  readonly path: P;
  /** The `operationId`. */
  readonly id: string;
  readonly summary: string;
  readonly query?: Q;
  readonly body?: Body<B>;
  /** The successful answer. Default: a JSON object. */
  readonly answer?: Json;
  /** Whether it may be called without a token. */
  readonly open?: boolean;
  readonly document?: (pool: Pool) => RouteDocument;
  handle(request: RouteRequest<P, Q, B>, host: RouteHost): Response | Promise<Response>;
}

/** A route of any kind. */
export type Route = Omit<RouteDefinition<string, Fields, unknown>, 'handle'> & {
  /** Reads the request and answers it. */
  answerTo(context: RouteContext, host: RouteHost): Promise<Response>;
};

/** Defines a route: the type of its handler follows from its path, query and body. */
export function route<P extends string, Q extends Fields = Record<never, never>, B = undefined>({
  handle,
  ...definition
}: RouteDefinition<P, Q, B>): Route {
  const { path, query, body } = definition;
  const names = namesIn(path);
  return {
    ...definition,
    answerTo: async (context, host) => {
      const { req } = context;
      // Hono has decoded it.
      const parts = Object.fromEntries(names.map((name) => [name, req.param(name) ?? '']));
      const server = parts.server === undefined ? undefined : findServer(host.pool, parts.server);
      const request = {
        context,
        path: parts,
        server,
        query: readFields(query ?? {}, req.query()),
        body: body?.read(await readObject(req.raw, host.limits)),
      };
      return handle(request as unknown as RouteRequest<P, Q, B>, host);
    },
  };
}

/** Serves the routes; other methods get a list of the supported ones. */
export function serveRoutes(app: App, host: RouteHost, routes: readonly Route[]): void {
  for (const [path, here] of byPath(routes)) {
    const served = path.replace(/\{(\w+)\}/g, ':$1');
    for (const one of here) app.on(one.method, served, (context) => one.answerTo(context, host));
    const allow = here.map(({ method }) => method).join(', ');
    app.all(served, ({ req }) => {
      throw problem(405, 'request', `${req.method} is not supported at this path.`, [`Use ${allow}.`], {
        allow,
      });
    });
  }
}

/** The routes of each path, in their order. */
export function byPath(routes: readonly Route[]): ReadonlyMap<string, readonly Route[]> {
  const paths = new Map<string, readonly Route[]>();
  for (const one of routes) paths.set(one.path, [...(paths.get(one.path) ?? []), one]);
  return paths;
}

/** The names of the parameters of a path. */
export function namesIn(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
}

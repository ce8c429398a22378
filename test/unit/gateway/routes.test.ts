import assert from 'node:assert/strict';
import { Hono } from 'hono';
import { Tokens } from '../../../src/gateway/access/accessTokens';
import { openApiOf } from '../../../src/gateway/rest/openApi';
import { type App, namesIn, type RouteHost, serveRoutes } from '../../../src/gateway/rest/route';
import { routes } from '../../../src/gateway/rest/routes';
import { createGatewayApp, type GatewayApp } from '../../../src/gateway/server/gatewayApp';
import { Pool } from '../../../src/pool/pool';
import { filesBelow, readText } from '../../support/repository';
import { definitionOf, hostOf } from '../support/launching';
import { withFakeClock } from '../support/leaks';
import { TestServer } from '../support/testTransport';

const url = 'http://127.0.0.1:7411';

/** What of an operation of the OpenAPI document the tests look at. */
interface Operation {
  readonly operationId: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
  readonly requestBody?: {
    readonly content: { readonly 'application/json': { readonly schema: BodySchema } };
  };
}

interface BodySchema {
  readonly properties?: Readonly<Record<string, { readonly type?: string }>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
}

describe('The routes of a gateway', () => {
  const time = withFakeClock();
  const tokens = new Tokens();
  let pool: Pool;
  let app: GatewayApp;

  beforeEach(async () => {
    const confirm = async () => false;
    const reportError = (error: unknown) => assert.fail(String(error));
    pool = time.keep(new Pool({ ...hostOf(new TestServer()), confirm, reportError }));
    await pool.apply([definitionOf()]);
    await pool.find('fake').connected();
    app = createGatewayApp(pool, {
      url,
      version: '1.0.0',
      tokens,
      isHost: () => true,
      origins: [],
      reportError,
    });
    time.keep({ dispose: () => app.close() });
  });

  const ask = (method: string, path: string, { body, token }: { body?: object; token?: string } = {}) =>
    app.fetch(
      new Request(`${url}${path}`, {
        method,
        headers: {
          host: '127.0.0.1:7411',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        body: body && JSON.stringify(body),
      }),
    );

  /** All operations of the document, with a path that leads there. */
  const operations = () => {
    const { paths } = openApiOf(routes, pool, { url, version: '1.0.0' }) as {
      paths: Record<string, Record<string, Operation>>;
    };
    return Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item).flatMap(([method, operation]) =>
        method === 'parameters'
          ? []
          : [
              {
                method: method.toUpperCase(),
                path,
                at: path.replace('{server}', 'fake').replace(/\{\w+\}/g, 'x'),
                operation,
              },
            ],
      ),
    );
  };

  it('match the operations of the document', () => {
    const served: App = new Hono();
    serveRoutes(served, {} as RouteHost, routes);
    const isAt = (pattern: string, path: string) =>
      new RegExp(`^${pattern.replace(/:\w+/g, '[^/]+')}$`).test(path);
    const registered = served.routes.filter(({ method }) => method !== 'ALL');
    const described = operations();
    const missing = registered.filter(
      (one) => !described.some(({ method, path }) => method === one.method && isAt(one.path, path)),
    );
    const invented = described.filter(
      ({ method, path }) => !registered.some((one) => method === one.method && isAt(one.path, path)),
    );
    assert.deepEqual({ missing, invented }, { missing: [], invented: [] });
    assert.ok(described.some(({ path }) => path === '/servers/fake/tools/echo'));
    assert.equal(new Set(described.map(({ operation }) => operation.operationId)).size, described.length);
  });

  it('are the only ones beside MCP itself', () => {
    const registrations = filesBelow('src/gateway')
      .flatMap(
        (file) => readText(file).match(/\bapp\.(?:get|post|put|patch|delete|all|on|route|mount)\(.*/g) ?? [],
      )
      .map((call) => call.replace(/,.*/, ''));
    assert.deepEqual(registrations.toSorted(), [
      'app.all(mcpPaths.pool',
      'app.all(mcpPaths.server',
      'app.all(served',
      'app.on(one.method',
    ]);
  });

  it('are those in docs/gateway.md', () => {
    const told = [...readText('docs/gateway.md').matchAll(/`(GET|POST) (\/[\w{}./]+)/g)]
      .map(([, method, path]) => `${method} ${path}`)
      .filter((one) => !one.endsWith('/mcp'));
    const served = routes.map(({ method, path }) => `${method} ${path}`);
    assert.deepEqual([...new Set(told)].toSorted(), served.toSorted());
  });

  it('have every part of their path described', () => {
    for (const { path, id, document } of routes) {
      const { paths } = openApiOf(routes, pool, { url, version: '1' }) as {
        paths: Record<string, { parameters?: { name: string }[] }>;
      };
      if (document) continue;
      const described = paths[path]?.parameters?.map(({ name }) => name) ?? [];
      assert.deepEqual(described, namesIn(path), id);
    }
  });

  it('require a token, except those that the document marks as open', async () => {
    for (const { method, at, operation } of operations()) {
      const open = operation.security?.some((one) => Object.keys(one).length === 0) ?? false;
      const { status } = await ask(method, at);
      assert.equal(status, open ? 200 : 401, `${method} ${at}`);
    }
  });

  it('answer another method with those that are allowed', async () => {
    const methods = new Map<string, string[]>();
    for (const { at, method } of operations()) methods.set(at, [...(methods.get(at) ?? []), method]);
    for (const [at, allowed] of methods) {
      const response = await ask('DELETE', at, { token: tokens.owner });
      assert.equal(response.status, 405, at);
      assert.equal(response.headers.get('allow'), allowed.join(', '), at);
    }
  });

  it('are listed in the answer to an unknown path', async () => {
    const response = await ask('GET', '/', { token: tokens.owner });
    assert.equal(response.status, 404);
    const { nextSteps } = (await response.json()) as { nextSteps: string[] };
    const beginnings = new Set(operations().map(({ path }) => `/${path.split('/')[1]}`));
    assert.deepEqual(nextSteps[0], `Known paths: ${[...beginnings, '/mcp'].join(', ')}.`);
  });

  it('refuse a body that does not match its description', async () => {
    let bodies = 0;
    for (const { method, at, operation } of operations()) {
      const schema = operation.requestBody?.content['application/json'].schema;
      if (schema?.additionalProperties !== false) continue;
      bodies++;
      const { properties = {}, required = [] } = schema;
      const detail = async (body: object) => {
        const response = await ask(method, at, { token: tokens.owner, body });
        assert.equal(response.status, 400, `${method} ${at} ${JSON.stringify(body)}`);
        const { detail, nextSteps } = (await response.json()) as { detail: string; nextSteps: string[] };
        return `${detail} ${nextSteps.join(' ')}`;
      };
      const known = Object.keys(properties).join(', ');
      assert.match(
        await detail({ stranger: 1 }),
        new RegExp(`unknown key 'stranger'.*Known keys: ${known}\\.`),
      );
      const whole = Object.fromEntries(required.map((name) => [name, 'x']));
      for (const name of required)
        assert.match(await detail({ ...whole, [name]: undefined }), new RegExp(`'${name}' must be a string`));
      for (const name of Object.keys(properties))
        assert.match(await detail({ ...whole, [name]: 5 }), new RegExp(`'${name}' must be `));
    }
    assert.equal(bodies, 4);
  });

  it('refuse a query without what it needs', async () => {
    let queries = 0;
    for (const { method, at, operation } of operations())
      for (const { name, in: place, required } of operation.parameters ?? []) {
        if (place !== 'query' || !required) continue;
        queries++;
        const response = await ask(method, at, { token: tokens.owner });
        assert.equal(response.status, 400, `${method} ${at}`);
        assert.match(await response.text(), new RegExp(`'${name}' must be a string`));
      }
    assert.equal(queries, 2);
  });
});

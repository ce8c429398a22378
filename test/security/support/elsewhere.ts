import type { FetchLike } from '@modelcontextprotocol/client';
import type { ServerDefinition } from '../../../src/config/model/definition';
import type { OAuthSettings } from '../../../src/config/model/entryTypes';
import { SignIns } from '../../../src/mcp/auth/signIns';
import { CredentialRecord, type Credentials } from '../../../src/mcp/auth/storage/credentials';
import { MemorySecrets } from '../../../src/mcp/auth/storage/secretStore';
import { TestPool } from '../../support/pool/testPool';
import { type HttpServer, serve } from '../../support/servers/httpServers';
import { waitLimit } from '../../support/until';

/** What a place on the internet answers to a path: a status and a body, or where it redirects to. */
export type Answers = Readonly<Record<string, { readonly body: object } | { readonly to: string }>>;

/** The address of a server on the internet that nobody has: https://www.rfc-editor.org/rfc/rfc5737 */
export const internet = 'https://203.0.113.7';

/**
 * A person and a server that wants a sign-in, at any address: the fetch of the host leads all requests to one server on this
 * machine, as a proxy would, which answers for every origin.
 */
export class Elsewhere {
  /** Everything that was asked for, as `POST https://…`. */
  readonly asked: string[] = [];
  /** What a browser was opened at. */
  readonly opened: URL[] = [];
  readonly store = new MemorySecrets();
  readonly pool: TestPool;
  readonly signIns: SignIns;

  private constructor(
    private readonly server: HttpServer,
    readonly url: string,
    private readonly oauth: OAuthSettings,
  ) {
    const fetch: FetchLike = (url, init) => {
      this.asked.push(`${init?.method ?? 'GET'} ${url}`);
      const headers = new Headers(init?.headers);
      headers.set('x-asked', String(url));
      return globalThis.fetch(server.url, { ...init, headers });
    };
    this.signIns = new SignIns({ store: this.store, env: {}, fetch });
    this.pool = new TestPool({}, { fetch, authorizerOf: this.signIns.authorizerOf });
  }

  /** Answers by the whole address asked for; the MCP server itself wants a sign-in that is described at `description`. */
  static async open(
    answers: Answers,
    {
      url = `${internet}/mcp`,
      description,
      oauth = {},
    }: { readonly url?: string; readonly description?: string; readonly oauth?: OAuthSettings } = {},
  ): Promise<Elsewhere> {
    const server = await serve((request, response) => {
      request.resume();
      const asked = String(request.headers['x-asked']);
      const known = answers[asked];
      if (asked === url && !known) {
        const where = description ? ` resource_metadata="${description}"` : '';
        response.writeHead(401, { 'www-authenticate': `Bearer${where}` }).end();
      } else if (!known) response.writeHead(404).end();
      else if ('to' in known) response.writeHead(302, { location: known.to }).end();
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(known.body));
    });
    return new Elsewhere(server, url, oauth);
  }

  get definition(): ServerDefinition {
    const launch = { type: 'http', url: this.url, headers: {}, oauth: this.oauth } as const;
    const source = { folder: process.cwd() };
    return { id: 'x', name: 'x', launch, disabled: false, autoApprove: [], source };
  }

  /** Lets the server say what it wants, as before any sign-in. */
  async start(): Promise<void> {
    await this.pool.pool.apply([this.definition]);
    await this.pool.pool
      .find('x')
      .connected()
      .catch(() => undefined);
  }

  /** Signs in as a person would. */
  async signIn(): Promise<void> {
    // Who gets as far as the browser gives up there.
    const giveUp = new AbortController();
    const open = (url: URL) => {
      this.opened.push(url);
      giveUp.abort();
    };
    await this.signIns.signIn(this.definition, { open, signal: giveUp.signal, patience: waitLimit });
  }

  /** Keeps what an earlier sign-in would have left. */
  async keep(credentials: Partial<Credentials>): Promise<void> {
    await new CredentialRecord(this.store, this.url).change((before) => ({ ...before, ...credentials }));
  }

  /** What was asked of an origin. */
  of(origin: string): string[] {
    return this.asked.filter((one) => new URL(one.split(' ')[1]!).origin === origin);
  }

  async close(): Promise<void> {
    await this.pool.close();
    await this.server.close();
  }
}

import assert from 'node:assert/strict';
import { isFailure } from '../../../src/base/failure';
import type { ServerDefinition } from '../../../src/config/model/definition';
import type { OAuthSettings } from '../../../src/config/model/entryTypes';
import { SignIns } from '../../../src/mcp/auth/signIns';
import { MemorySecrets, type SecretStore } from '../../../src/mcp/auth/storage/secretStore';
import { Pool } from '../../../src/pool/pool';
import type { PoolEvent } from '../../../src/pool/poolEvent';
import { paletteRequester } from '../../../src/pool/requester';
import { follow } from '../../fixtures/servers/oauthBrowser';
import type { ProtectedServer } from '../../fixtures/servers/oauthProtected';
import { endlessLimits, waitLimit } from '../../support/until';

/** One person at one window with a pool of one protected server. */
export class SigningIn {
  readonly events: PoolEvent[] = [];
  /** The addresses that a browser was opened at. */
  readonly opened: URL[] = [];
  readonly signIns: SignIns;
  readonly pool: Pool;

  constructor(
    readonly remote: ProtectedServer,
    readonly store: SecretStore = new MemorySecrets(),
    private readonly oauth?: OAuthSettings,
    clientMetadataUrl?: string,
  ) {
    this.signIns = new SignIns({ store, env: {}, clientMetadataUrl });
    this.pool = new Pool({
      clientInfo: { name: 'mcp-pool-test', version: '1.0.0' },
      env: {},
      limits: endlessLimits,
      authorizerOf: this.signIns.authorizerOf,
      confirm: async () => true,
      reportError: (error) => {
        throw error;
      },
    });
    this.pool.onDidEvent((event) => this.events.push(event));
  }

  get definition(): ServerDefinition {
    return {
      id: 'remote',
      name: 'remote',
      launch: {
        type: 'http',
        url: this.remote.url,
        headers: {},
        ...(this.oauth ? { oauth: this.oauth } : {}),
      },
      disabled: false,
      autoApprove: [],
      source: { folder: process.cwd() },
    };
  }

  get server() {
    return this.pool.find('remote');
  }

  get state(): string {
    return this.server.state.kind;
  }

  /** Adds the server and waits until its start is over. */
  async start(): Promise<void> {
    await this.pool.apply([this.definition]);
    await this.server.start().catch(() => undefined);
  }

  /** What a person does after the command: the browser is a fetch that follows redirects. */
  async signIn(visit: (url: URL) => Promise<void> = follow, patience = waitLimit): Promise<void> {
    const open = (url: URL) => {
      this.opened.push(url);
      return visit(url);
    };
    await this.signIns.signIn(this.definition, { open, patience, signal: new AbortController().signal });
    await this.server.restart();
  }

  async call(tool: string) {
    const { outcome } = await this.pool.call({
      server: 'remote',
      tool,
      arguments: {},
      by: paletteRequester,
    });
    return outcome;
  }

  /** Calls a tool that must answer. */
  async expectAnswer(tool = 'greet'): Promise<void> {
    const outcome = await this.call(tool);
    assert.equal(outcome.kind, 'result', JSON.stringify(outcome));
  }

  /** Everything that anybody could have seen. */
  get seen(): string {
    return JSON.stringify(this.events, (_key, value: unknown) =>
      isFailure(value) ? { ...value, message: value.message } : value,
    );
  }

  async close(): Promise<void> {
    await this.pool.dispose();
  }
}

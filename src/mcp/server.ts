import type { Implementation, OAuthClientProvider } from '@modelcontextprotocol/client';
import { abortable } from '../base/async';
import { Emitter } from '../base/events';
import { type Failure, type FailureError, failure, isFailure, toFailure } from '../base/failure';
import { looksSecret, Redactor, valueLooksSecret } from '../base/redaction';
import type { HttpLaunch, Launch, ServerDefinition } from '../config/definition';
import { resolveLaunch } from '../config/variables';
import { type Catalog, emptyCatalog, type ListName } from './catalog';
import { Connection, type ServerLogLine, type TimeLimits } from './connection';
import type { Era } from './negotiation';
import type { ServerState } from './state';

/** What all servers of a pool share. */
export interface ServerHost {
  readonly clientInfo: Implementation;
  /** The environment that variables are read from and servers inherit the safe part of. */
  readonly env: NodeJS.ProcessEnv;
  readonly limits: TimeLimits;
  /** The one that signs in to a server behind HTTP; without it a server that wants a sign-in fails. */
  readonly authProviderOf?: (
    definition: ServerDefinition,
    launch: HttpLaunch,
  ) => OAuthClientProvider | undefined;
  /** How long a process has to end by itself, in ms. */
  readonly grace?: { readonly stdin: number; readonly terminate: number };
}

/** One definition made live. Keeps its id, state and catalog over any number of connections. */
export class Server {
  readonly id: string;
  private readonly stateEmitter = new Emitter<ServerState>();
  private readonly catalogEmitter = new Emitter<Catalog>();
  private readonly logEmitter = new Emitter<ServerLogLine>();
  readonly onDidChangeState = this.stateEmitter.event;
  readonly onDidChangeCatalog = this.catalogEmitter.event;
  readonly onDidLog = this.logEmitter.event;

  private current: ServerState;
  private offered: Catalog = emptyCatalog;
  private connection: Connection | undefined;
  private starting: { promise: Promise<Connection>; abort: AbortController } | undefined;
  private listing: Promise<void> = Promise.resolve();
  private era: Era | undefined;
  private redactor = new Redactor([]);

  constructor(
    private currentDefinition: ServerDefinition,
    private readonly host: ServerHost,
  ) {
    this.id = currentDefinition.id;
    this.current = restingState(currentDefinition);
  }

  get definition(): ServerDefinition {
    return this.currentDefinition;
  }

  get name(): string {
    return this.currentDefinition.name;
  }

  get state(): ServerState {
    return this.current;
  }

  /** What the server offered when it was last asked. */
  get catalog(): Catalog {
    return this.offered;
  }

  /** Connects, or joins a start under way. Rejects with a {@link FailureError} when that fails. */
  async start(): Promise<void> {
    await this.connected();
  }

  /** The live connection, started on demand, with its lists read. */
  async connected(signal?: AbortSignal): Promise<Connection> {
    if (this.connection && this.current.kind === 'ready') {
      await abortable(this.listing, signal);
      return this.connection;
    }
    if (this.current.kind === 'disabled') {
      throw failure('configuration', `'${this.name}' is disabled.`, [
        `Set 'disabled' of '${this.name}' to false.`,
      ]);
    }
    if (this.current.kind === 'blocked')
      throw failure('configuration', `'${this.name}' cannot start: ${this.current.reason}`);
    this.starting ??= this.launch();
    const connection = await abortable(this.starting.promise, signal);
    await abortable(this.listing, signal);
    return connection;
  }

  /** Ends the connection or the start under way. */
  async stop(): Promise<void> {
    await this.disconnect();
    if (this.current.kind !== 'disabled' && this.current.kind !== 'blocked')
      this.setState({ kind: 'stopped' });
  }

  async restart(): Promise<void> {
    await this.disconnect();
    await this.start();
  }

  /** Takes over a changed definition. The caller restarts when the launch changed. */
  update(definition: ServerDefinition): void {
    const before = this.currentDefinition;
    this.currentDefinition = definition;
    if (before.disabled !== definition.disabled || before.launch.type !== definition.launch.type) {
      this.setState(restingState(definition));
    }
    this.era = undefined;
  }

  /** Reads all lists anew. */
  async refresh(signal?: AbortSignal): Promise<void> {
    const connection = await this.connected(signal);
    await this.readCatalog(connection);
  }

  async dispose(): Promise<void> {
    await this.disconnect();
    for (const emitter of [this.stateEmitter, this.catalogEmitter, this.logEmitter]) emitter.dispose();
  }

  private launch() {
    const abort = new AbortController();
    const promise = this.open(abort.signal).finally(() => {
      if (this.starting?.abort === abort) this.starting = undefined;
    });
    // Whoever asked for the start sees its failure; a start that nobody waits for shows it in the state.
    promise.catch(() => undefined);
    return { promise, abort };
  }

  private async open(signal: AbortSignal): Promise<Connection> {
    this.setState({ kind: 'starting', attempt: 1 });
    try {
      const launch = resolveLaunch(this.definition, this.host.env);
      this.redactor = redactorOf(launch);
      const connection = await Connection.open(
        {
          name: this.name,
          launch,
          clientInfo: this.host.clientInfo,
          env: this.host.env,
          limits: this.host.limits,
          grace: this.host.grace,
          era: this.era,
          authProvider:
            launch.type === 'http' ? this.host.authProviderOf?.(this.definition, launch) : undefined,
          onLog: (line) => this.logEmitter.fire({ ...line, text: this.redactor.redact(line.text) }),
          onListChanged: (list) => void this.readList(list),
        },
        signal,
      );
      if (signal.aborted) {
        await connection.close();
        throw failure('cancelled', `The start of '${this.name}' was stopped.`);
      }
      this.era = connection.era;
      this.connection = connection;
      connection.onDidClose((error) => this.broken(connection, this.clean(error)));
      this.listing = this.readCatalog(connection);
      this.setState({ kind: 'ready', info: connection.info });
      return connection;
    } catch (error) {
      const cleaned = this.clean(error);
      if (!signal.aborted) this.setState(this.stateAfter(cleaned));
      throw cleaned;
    }
  }

  /** A server that wants a sign-in waits for a person, where there is a way to sign in. */
  private stateAfter(error: FailureError): ServerState {
    const waits = error.kind === 'signIn' && this.host.authProviderOf !== undefined;
    return waits ? { kind: 'signInRequired' } : { kind: 'failed', error };
  }

  private async readCatalog(connection: Connection): Promise<void> {
    const catalog = await connection.catalog();
    if (this.connection !== connection) return;
    for (const [list, { error }] of Object.entries(catalog)) if (error) this.logListError(list, error);
    this.setCatalog(catalog);
  }

  private async readList(name: ListName): Promise<void> {
    const connection = this.connection;
    if (!connection) return;
    const names: ListName[] = name === 'resources' ? ['resources', 'resourceTemplates'] : [name];
    const lists = await Promise.all(names.map(async (one) => [one, await connection.list(one)] as const));
    if (this.connection !== connection) return;
    for (const [one, { error }] of lists) if (error) this.logListError(one, error);
    this.setCatalog({ ...this.offered, ...Object.fromEntries(lists) });
  }

  private logListError(list: string, error: Failure): void {
    this.logEmitter.fire({
      source: 'client',
      level: 'error',
      text: `Could not list ${list}: ${this.redactor.redact(error.message)}`,
    });
  }

  private broken(connection: Connection, error: FailureError): void {
    if (this.connection !== connection) return;
    this.connection = undefined;
    this.setState({ kind: 'failed', error });
    void connection.close();
  }

  private async disconnect(): Promise<void> {
    const { connection, starting } = this;
    this.connection = undefined;
    this.starting = undefined;
    starting?.abort.abort();
    await starting?.promise.catch(() => undefined);
    await connection?.close();
  }

  private setState(state: ServerState): void {
    this.current = state;
    this.stateEmitter.fire(state);
  }

  private setCatalog(catalog: Catalog): void {
    this.offered = catalog;
    this.catalogEmitter.fire(catalog);
  }

  /** The failure without the values of secrets: servers repeat them in error messages. */
  clean(error: unknown): FailureError {
    const { kind, message, nextSteps, detail } = isFailure(error) ? error : toFailure(error);
    const redact = (text: string) => this.redactor.redact(text);
    return failure(kind, redact(message), nextSteps.map(redact), detail && redact(detail));
  }
}

function restingState(definition: ServerDefinition): ServerState {
  if (definition.disabled) return { kind: 'disabled' };
  if (definition.launch.type === 'invalid') return { kind: 'blocked', reason: definition.launch.reason };
  return { kind: 'stopped' };
}

function redactorOf(launch: Launch): Redactor {
  const named = launch.type === 'stdio' ? launch.env : launch.headers;
  const secret = ([name, value]: [string, string]) => looksSecret(name) || valueLooksSecret(value);
  const secrets = Object.entries(named)
    .filter(secret)
    .map(([, value]) => value);
  if (launch.type === 'http' && URL.canParse(launch.url)) {
    const url = new URL(launch.url);
    if (url.password) secrets.push(decodeURIComponent(url.password));
    for (const entry of url.searchParams) if (secret(entry)) secrets.push(entry[1]);
  }
  return new Redactor(secrets);
}

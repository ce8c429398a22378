import { abortable } from '../../base/async';
import type { Disposable } from '../../base/disposables';
import { Emitter } from '../../base/emitter';
import { type FailureError, failure, isFailure } from '../../base/failure';
import { type ServerDefinition, sameLaunch } from '../../config/model/definition';
import type { Catalog } from '../catalog/catalog';
import type { Connection } from '../connection/connection';
import { withoutRepeat } from '../errors/cleanFailure';
import type { ServerLogLine } from '../transport/poolTransport';
import { CatalogReader, type KnownCatalog } from './catalogReader';
import { type Heartbeat, startHeartbeat } from './heartbeat';
import { Launcher } from './launcher';
import { fingerprintOf } from './launchFacts';
import { Subscriptions } from './resourceSubscriptions';
import { RestartPlan, restartOptions } from './restartPlan';
import type { ServerHost, UseOptions } from './serverHost';
import type { ServerState } from './serverState';
import { checkStillWanted, hindranceOf, restingState } from './startConditions';

/** One definition made live. Keeps its id, state and catalog over any number of connections. */
export class Server {
  readonly id: string;
  private readonly stateEmitter = new Emitter<ServerState>();
  private readonly logEmitter = new Emitter<ServerLogLine>();
  readonly onDidChangeState = this.stateEmitter.event;
  readonly onDidLog = this.logEmitter.event;
  readonly onDidChangeCatalog;

  private current: ServerState;
  private readonly reader: CatalogReader;
  private connection: Connection | undefined;
  private starting: { promise: Promise<Connection>; abort: AbortController } | undefined;
  private listing: Promise<void> = Promise.resolve();
  private closing: Promise<void> = Promise.resolve();
  private watch: Heartbeat | undefined;
  private retry: NodeJS.Timeout | undefined;
  private plan: RestartPlan;
  /** @internal It knows the secrets. */
  readonly launcher: Launcher;
  private readonly subscriptions = new Subscriptions();
  /** How long the last check of the connection took, in ms. */
  latency: number | undefined;

  /** @internal */
  constructor(
    private currentDefinition: ServerDefinition,
    private readonly host: ServerHost,
  ) {
    this.id = currentDefinition.id;
    this.current = restingState(currentDefinition);
    this.plan = this.newPlan();
    this.launcher = new Launcher(host, (line) => this.logEmitter.fire(line));
    this.reader = new CatalogReader(
      (list, error) => this.tell('error', `Could not list ${list}: ${error.message}`),
      (catalog) => this.host.catalogs?.save(this.id, fingerprintOf(this.definition.launch), catalog),
    );
    this.onDidChangeCatalog = this.reader.onDidChange;
    void this.host.catalogs
      ?.load(this.id, fingerprintOf(this.definition.launch))
      .then((saved) => saved && this.reader.remember(saved));
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

  /** What the server last offered. */
  get catalog(): Catalog {
    return this.reader.current.catalog;
  }

  /** What the server offers, and whether that is confirmed. */
  get knownCatalog(): KnownCatalog {
    return this.reader.current;
  }

  /** @internal The clients that it is working for now; undefined means the host. */
  get clients(): ReadonlySet<unknown> {
    return this.connection?.clients ?? new Set();
  }

  /** How many starts in a row may fail before automatic restarts end. */
  get attempts(): number {
    return this.plan.attempts;
  }

  /** Connects now, or joins a start under way. Rejects with a {@link FailureError} when that fails. */
  async start(): Promise<void> {
    if (!this.connection && !this.starting) await this.begin();
    await this.connected();
  }

  /** @internal The live connection, started on demand, with its lists read. */
  async connected(signal?: AbortSignal): Promise<Connection> {
    const connection =
      this.connection ?? (await abortable(this.starting?.promise ?? this.demanded(), signal));
    await abortable(this.listing, signal);
    if (this.connection === connection) return connection;
    // It went down while it was listing: no request was sent yet.
    const reason =
      this.current.kind === 'waiting' || this.current.kind === 'failed' ? this.current.error : undefined;
    throw (
      reason ??
      failure('unreachable', `'${this.name}' stopped while listing its tools and resources.`, ['Try again.'])
    );
  }

  /**
   * @internal
   * Does work on the live connection. When the connection goes down during it, the work is repeated once on the next one,
   * if the server certainly did not receive it or repeating it is harmless.
   */
  async use<T>(work: (connection: Connection) => Promise<T>, { signal, repeatable }: UseOptions): Promise<T> {
    const connection = this.usable ?? (await this.connected(signal));
    try {
      return await work(connection);
    } catch (error) {
      const lost = isFailure(error) ? error.lost : undefined;
      if (!lost || signal?.aborted || (lost === 'connection' && !repeatable))
        throw this.clean(lost === 'connection' ? withoutRepeat(error) : error);
      if (this.connection === connection) this.broken(connection, this.clean(error));
      const next = await this.connected(signal);
      return await work(next).catch((again) => Promise.reject(this.clean(again)));
    }
  }

  /** @internal The connection, if it is ready now. */
  get usable(): Connection | undefined {
    return this.knownCatalog.stale ? undefined : this.connection;
  }

  /** Ends the connection, the start under way or the wait for the next one. */
  async stop(): Promise<void> {
    await this.disconnect();
    this.plan.reset();
    if (this.current.kind !== 'disabled' && this.current.kind !== 'blocked')
      this.setState({ kind: 'stopped' });
  }

  async restart(): Promise<void> {
    await this.disconnect();
    this.plan.reset();
    await this.start();
  }

  /** @internal Applies a changed definition. The caller restarts when the launch changed. */
  update(definition: ServerDefinition): void {
    const before = this.currentDefinition;
    this.currentDefinition = definition;
    const changed = before.disabled !== definition.disabled || before.held !== definition.held;
    if (changed || before.launch.type !== definition.launch.type) this.setState(restingState(definition));
    if (before.restart !== definition.restart) this.plan = this.newPlan();
    if (!sameLaunch(before, definition)) this.launcher.forget();
  }

  /** Reads all lists again. */
  async refresh(signal?: AbortSignal): Promise<void> {
    const connection = await this.connected(signal);
    await this.reader.readAll(connection, () => this.connection === connection, signal);
  }

  /** Calls `listener` whenever the resource may have changed, until disposed; starts nothing. */
  watchResource(uri: string, listener: () => void): Disposable {
    return this.subscriptions.add(uri, listener);
  }

  async dispose(): Promise<void> {
    await this.disconnect();
    this.stateEmitter.dispose();
    this.logEmitter.dispose();
    this.reader.dispose();
  }

  /** @internal The failure without the values of secrets: servers repeat them in error messages. */
  clean(error: unknown): FailureError {
    return this.launcher.clean(error);
  }

  private begin(attempt = 1): Promise<Connection> {
    const hindrance = hindranceOf(this.name, this.current);
    if (hindrance) return Promise.reject(hindrance);
    clearTimeout(this.retry);
    const abort = new AbortController();
    const promise = this.open(attempt, abort.signal).finally(() => {
      if (this.starting?.abort === abort) this.starting = undefined;
    });
    // The caller of the start sees its failure; a start that no one waits for shows it in the state.
    promise.catch(() => undefined);
    this.starting = { promise, abort };
    return promise;
  }

  private newPlan(): RestartPlan {
    return new RestartPlan(restartOptions(this.host.restart, this.definition.restart));
  }

  /** A start on demand. */
  private demanded(): Promise<Connection> {
    if (this.definition.autostart !== 'manual' || this.current.kind !== 'stopped') return this.begin();
    const message = `'${this.name}' is stopped, and its 'autostart' is 'manual'.`;
    return Promise.reject(failure('unreachable', message, ['Start it first.']));
  }

  private async open(attempt: number, signal: AbortSignal): Promise<Connection> {
    const { definition } = this;
    // The file may have changed during the wait: only the definition from the beginning of the start is launched.
    const mayLaunch = () => checkStillWanted(definition, this.definition);
    this.setState({ kind: 'starting', attempt });
    try {
      // Two processes of one server could interfere with each other.
      await this.closing;
      const connection = await this.launcher.open(definition, signal, mayLaunch);
      this.adopt(connection);
      return connection;
    } catch (error) {
      const cleaned = this.clean(error);
      if (!signal.aborted) this.failed(cleaned, undefined);
      throw cleaned;
    }
  }

  private adopt(connection: Connection): void {
    this.connection = connection;
    const isCurrent = () => this.connection === connection;
    connection.onDidClose((error) => this.broken(connection, this.clean(error)));
    connection.onDidChangeList((list) => void this.reader.readChanged(list, connection, isCurrent));
    this.watch = startHeartbeat(connection, this.host.health, {
      onAlive: (latency) => {
        this.latency = latency;
      },
      onDead: (error) => this.broken(connection, this.clean(error)),
    });
    connection.onDidSuspect(() => void this.watch?.checkNow());
    this.listing = this.reader.readAll(connection, isCurrent);
    this.subscriptions.attach(connection);
    this.setState({ kind: 'ready', info: connection.info });
  }

  private broken(connection: Connection, error: FailureError): void {
    if (this.connection !== connection) return;
    this.release();
    this.closing = connection.close();
    this.failed(error, Date.now() - connection.info.since);
  }

  /** Sets the state after a failure: an automatic restart, a sign-in, or an action of a person. */
  private failed(error: FailureError, ranFor: number | undefined): void {
    const resting = restingState(this.definition);
    // It must not start any more, or the person did not answer what the start asked.
    const rests = error.kind === 'cancelled' || resting.kind !== 'stopped';
    const signIn = error.kind === 'signIn' && this.launcher.signInByPerson;
    const next = rests || signIn ? undefined : this.plan.next(error, ranFor);
    if (!next) {
      this.setState(rests ? resting : signIn ? { kind: 'signInRequired' } : { kind: 'failed', error });
      return;
    }
    if (next.delay === 0) {
      this.tell('warning', error.message);
      void this.begin(next.attempt).catch(() => undefined);
      return;
    }
    this.setState({ kind: 'waiting', retryAt: Date.now() + next.delay, attempt: next.attempt, error });
    this.retry = setTimeout(() => void this.begin(next.attempt).catch(() => undefined), next.delay);
  }

  private tell(level: 'error' | 'warning', text: string): void {
    this.launcher.log({ source: 'client', level, text });
  }

  private release(): void {
    this.watch?.dispose();
    this.watch = undefined;
    this.connection = undefined;
    this.subscriptions.detach();
    this.reader.markStale();
  }

  private async disconnect(): Promise<void> {
    const { connection, starting } = this;
    clearTimeout(this.retry);
    this.release();
    this.starting = undefined;
    starting?.abort.abort();
    await starting?.promise.catch(() => undefined);
    await Promise.all([connection?.close(), this.closing]);
  }

  private setState(state: ServerState): void {
    this.current = state;
    this.stateEmitter.fire(state);
  }
}

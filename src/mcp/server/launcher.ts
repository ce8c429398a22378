import { type FailureError, failure } from '../../base/failure';
import { Redactor } from '../../base/redaction';
import type { ServerDefinition } from '../../config/model/definition';
import type { Authorizer } from '../auth/storage/authorizer';
import { Connection } from '../connection/connection';
import type { LaunchOptions } from '../connection/launchOptions';
import { RememberedEra } from '../connection/negotiation';
import { cleanFailure } from '../errors/cleanFailure';
import type { ServerLogLine } from '../transport/poolTransport';
import { type ReadyLaunch, resolveDefinition } from './resolveDefinition';
import { type ServerHost, sharedOptions } from './serverHost';

/** How many secrets are hidden, the latest ones. */
const mostSecrets = 500;

/** Makes the connections of one server, and keeps what the next one needs: the era, the sign-in, the secrets. */
export class Launcher {
  private readonly era = new RememberedEra();
  private authorizer: Authorizer | undefined;
  /** Also those of earlier launches: their output may arrive late. */
  private secrets: readonly string[] = [];
  private redactor = new Redactor([]);

  constructor(
    private readonly host: ServerHost,
    private readonly onLog: (line: ServerLogLine) => void,
  ) {}

  /** Whether a required sign-in needs a person. */
  get signInByPerson(): boolean {
    return this.authorizer?.byPerson === true;
  }

  /** Launches what the definition says, if `mayLaunch` does not throw right before. Rejects with the failure. */
  async open(
    definition: ServerDefinition,
    signal: AbortSignal,
    mayLaunch: () => void = () => undefined,
  ): Promise<Connection> {
    const check = () => {
      signal.throwIfAborted();
      mayLaunch();
    };
    check();
    const options = await this.prepare(definition, signal);
    const checkAll = () => {
      check();
      options.mayLaunch();
    };
    const connection = await Connection.open({ ...options, mayLaunch: checkAll }, signal);
    if (signal.aborted) {
      await connection.close();
      throw failure('cancelled', `The start of '${definition.name}' was stopped.`);
    }
    this.era.remember(connection.era);
    return connection;
  }

  /** The options of a connection of the definition, with variables resolved; its secrets are hidden from now on. */
  async prepare(definition: ServerDefinition, signal?: AbortSignal): Promise<LaunchOptions> {
    const hide = (secrets: readonly string[], more?: () => Iterable<string>) => {
      this.secrets = [...new Set([...secrets, ...this.secrets])].slice(0, mostSecrets);
      this.redactor = new Redactor(this.secrets, more);
    };
    const resolved = await resolveDefinition(definition, this.host, signal, hide);
    const { launch, secrets } = resolved;
    const authorizer = launch.type === 'http' ? this.host.authorizerOf?.(definition, launch) : undefined;
    this.authorizer = authorizer;
    if (authorizer) hide(secrets, () => authorizer.secrets());
    return this.optionsFor(definition, resolved);
  }

  /** The definition has changed: the era has to be detected again. */
  forget(): void {
    this.era.forget();
  }

  /** Logs one of our lines or of the server's, without the values of secrets. */
  log(line: ServerLogLine): void {
    this.onLog({ ...line, text: this.redact(line.text) });
  }

  /** The text without the values of secrets. */
  redact(text: string): string {
    return this.redactor.redact(text);
  }

  /** The failure without the values of secrets: servers repeat them in error messages. */
  clean(error: unknown): FailureError {
    return cleanFailure(error, this.redactor);
  }

  private optionsFor(definition: ServerDefinition, { launch, roots, envFile }: ReadyLaunch): LaunchOptions {
    return {
      ...sharedOptions(this.host, definition),
      launch,
      roots,
      mayLaunch: () => this.host.checkApproval?.({ definition, envFile }),
      era: this.era.current,
      authorizer: this.authorizer,
      redact: (text) => this.redact(text),
      onLog: (line) => this.log(line),
    };
  }
}

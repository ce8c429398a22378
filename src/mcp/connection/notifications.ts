import type { Client, LoggingLevel } from '@modelcontextprotocol/client';
import type { Disposable } from '../../base/disposables';
import { Emitter } from '../../base/emitter';
import { errorMessage, type FailureError } from '../../base/failure';
import type { ListName } from '../catalog/catalog';
import type { ServerLogLine } from '../transport/poolTransport';
import { keepListening, listChangesOf } from './listen';
import type { Era } from './negotiation';
import { ResourceWatch } from './resourceWatch';

const lists = ['tools', 'resources', 'prompts'] as const satisfies readonly ListName[];

/** Callbacks for problems with the notifications of a server. */
export interface NotificationHost {
  readonly signal: AbortSignal;
  readonly onLog: (line: ServerLogLine) => void;
  /** Something looks wrong with the connection. */
  readonly onSuspect: () => void;
  /** Runs a request during which the server may ask something, as work of the host. */
  readonly work: <T>(work: () => Promise<T>) => Promise<T>;
  readonly explain: (error: unknown, what: string) => FailureError;
  /** How long one request may take, in ms. */
  readonly timeout: number;
  /** The lowest severity to request. */
  readonly logLevel: LoggingLevel;
}

/** The notifications of a server on one connection: changes of its lists and resources, and its logs. */
export class Notifications implements Disposable {
  private readonly listEmitter = new Emitter<ListName>();
  /** Fires when the server reports that a list changed. */
  readonly onDidChangeList = this.listEmitter.event;
  private readonly resourceEmitter = new Emitter<string>();
  /** Fires with the URI when the server reports that a watched resource changed. */
  readonly onDidUpdateResource = this.resourceEmitter.event;
  private readonly resources: ResourceWatch;
  private open = false;

  constructor(
    private readonly client: Client,
    private readonly era: Era,
    private readonly host: NotificationHost,
  ) {
    for (const list of lists)
      client.setNotificationHandler(`notifications/${list}/list_changed`, () => this.listEmitter.fire(list));
    client.setNotificationHandler('notifications/resources/updated', ({ params }) =>
      this.resourceEmitter.fire(params.uri),
    );
    this.resources = new ResourceWatch(client, era, {
      signal: host.signal,
      work: host.work,
      timeout: host.timeout,
      onMissed: (uri) => this.resourceEmitter.fire(uri),
      onError: (error) => this.tell('warning', 'Watching a resource failed', error),
    });
  }

  /** Whether a stream is open that would show that the server went away. */
  get listensForChanges(): boolean {
    return this.open;
  }

  /** Requests log messages, and since 2026-07-28 list changes, which older servers report without a request. */
  begin(): void {
    if (this.era === 'modern') this.listen();
    else void this.askForLogs();
  }

  /** From now on updates of these resources are reported, and of no others. */
  watchResources(uris: readonly string[]): void {
    this.resources.set(uris);
  }

  dispose(): void {
    this.resources.dispose();
    this.listEmitter.dispose();
    this.resourceEmitter.dispose();
  }

  private listen(): void {
    const filter = listChangesOf(this.client);
    if (!filter) return;
    void keepListening(this.client, filter, {
      signal: this.host.signal,
      onSubscribed: (open) => {
        this.open = open;
        if (!open) this.host.onSuspect();
      },
      onResumed: () => lists.forEach((list) => void this.listEmitter.fire(list)),
      onError: (error) => {
        this.tell('debug', 'Listening for changes failed', error);
        this.host.onSuspect();
      },
    });
  }

  private async askForLogs(): Promise<void> {
    if (!this.client.getServerCapabilities()?.logging) return;
    try {
      await this.client.setLoggingLevel(this.host.logLevel, { timeout: this.host.timeout });
    } catch (error) {
      const why = this.host.explain(error, 'logging');
      this.tell('warning', 'The server offers logging but refused the level', why);
    }
  }

  private tell(level: 'debug' | 'warning', what: string, error: unknown): void {
    this.host.onLog({ source: 'client', level, text: `${what}: ${errorMessage(error)}` });
  }
}

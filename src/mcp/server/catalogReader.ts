import { Emitter } from '../../base/emitter';
import type { Failure } from '../../base/failure';
import { type Catalog, emptyCatalog, type ListName } from '../catalog/catalog';
import type { Connection } from '../connection/connection';

/** How long changes are gathered before lists are read again. In ms. */
const gatherMs = 100;

/** Keeps catalogs from one session of the host to the next. */
export interface CatalogStore {
  /** The catalog that was saved for this server and launch, or undefined. Never rejects. */
  load(id: string, fingerprint: string): Promise<Catalog | undefined>;
  /** Saves a catalog; the store reports its own failures. */
  save(id: string, fingerprint: string, catalog: Catalog): void;
}

/** The known catalog of a server. */
export interface KnownCatalog {
  readonly catalog: Catalog;
  /** From an earlier connection and not yet confirmed by this one. */
  readonly stale: boolean;
}

/** The catalog of one server over its connections: first read in full, then list by list when the server reports a change. */
export class CatalogReader {
  private readonly emitter = new Emitter<KnownCatalog>();
  readonly onDidChange = this.emitter.event;
  private known: KnownCatalog = { catalog: emptyCatalog, stale: true };
  /** Lists that the server reported as changed while they were being read. */
  private readonly changed = new Set<ListName>();
  private reading: Promise<void> | undefined;
  private gathering: NodeJS.Timeout | undefined;

  constructor(
    private readonly onError: (list: string, error: Failure) => void,
    private readonly onRead: (catalog: Catalog) => void,
  ) {}

  get current(): KnownCatalog {
    return this.known;
  }

  /** Shows a catalog of an earlier session until the server has listed its own. */
  remember(catalog: Catalog): void {
    if (this.known.catalog === emptyCatalog) this.set({ catalog, stale: true });
  }

  /** The connection is gone: its catalog may be out of date. */
  markStale(): void {
    if (!this.known.stale) this.set({ ...this.known, stale: true });
  }

  /** Reads all lists. */
  async readAll(connection: Connection, isCurrent: () => boolean, signal?: AbortSignal): Promise<void> {
    const catalog = await connection.catalog(signal);
    if (!isCurrent()) return;
    for (const [list, { error }] of Object.entries(catalog)) if (error) this.onError(list, error);
    this.set({ catalog, stale: false });
    this.onRead(catalog);
  }

  /** Reads a list that changed. A burst of changes is one read, and one more for changes during it. */
  async readChanged(list: ListName, connection: Connection, isCurrent: () => boolean): Promise<void> {
    for (const name of list === 'resources' ? (['resources', 'resourceTemplates'] as const) : [list])
      this.changed.add(name);
    this.reading ??= this.drain(connection, isCurrent).finally(() => {
      this.reading = undefined;
    });
    return this.reading;
  }

  dispose(): void {
    clearTimeout(this.gathering);
    this.emitter.dispose();
  }

  private async drain(connection: Connection, isCurrent: () => boolean): Promise<void> {
    while (this.changed.size > 0 && isCurrent()) {
      // Changes come in bursts: a short wait gathers them.
      await new Promise<void>((resolve) => {
        this.gathering = setTimeout(resolve, gatherMs);
      });
      const names = [...this.changed];
      this.changed.clear();
      const lists = await Promise.all(
        names.map(async (name) => [name, await connection.list(name)] as const),
      );
      if (!isCurrent()) return;
      for (const [name, { error }] of lists) if (error) this.onError(name, error);
      const catalog = { ...this.known.catalog, ...Object.fromEntries(lists) };
      this.set({ catalog, stale: false });
      this.onRead(catalog);
    }
  }

  private set(known: KnownCatalog): void {
    this.known = known;
    this.emitter.fire(known);
  }
}

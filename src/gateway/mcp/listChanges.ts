import { createHash } from 'node:crypto';
import { Debouncer } from '../../base/async';
import type { Disposable } from '../../base/disposables';
import { Emitter } from '../../base/emitter';
import type { Pool } from '../../pool/pool';
import type { ExposedCatalog } from './exposedCatalog';
import { listPrompts, listResources, listTemplates, listTools } from './listHandlers';

/** The lists whose changes MCP reports. */
export type ChangedList = 'tools' | 'resources' | 'prompts';

/** How long changes of several servers are gathered into one notification, in ms. */
const gatherMs = 50;

const changing: ReadonlySet<string> = new Set([
  'server.added',
  'server.removed',
  'server.updated',
  'state.changed',
  'catalog.changed',
]);

/** Reports when the offered items have changed, not when a server only came and went. */
export class ListChanges implements Disposable {
  private readonly emitter = new Emitter<ChangedList>();
  readonly onDidChange = this.emitter.event;
  private readonly subscription: Disposable;
  private readonly look = new Debouncer(gatherMs, () => this.compare());
  private known: Readonly<Record<ChangedList, string>>;

  constructor(
    pool: Pick<Pool, 'onDidEvent'>,
    private readonly offering: ExposedCatalog,
  ) {
    this.known = fingerprints(offering);
    this.subscription = pool.onDidEvent((event) => {
      if (changing.has(event.type) && offering.includes(event.server)) this.look.schedule();
    });
  }

  dispose(): void {
    this.subscription.dispose();
    this.look.dispose();
    this.emitter.dispose();
  }

  private compare(): void {
    const before = this.known;
    this.known = fingerprints(this.offering);
    for (const list of ['tools', 'resources', 'prompts'] as const)
      if (before[list] !== this.known[list]) this.emitter.fire(list);
  }
}

function fingerprints(offering: ExposedCatalog): Record<ChangedList, string> {
  const hash = (lists: unknown) => createHash('sha256').update(JSON.stringify(lists)).digest('base64');
  return {
    tools: hash(listTools(offering)),
    resources: hash([listResources(offering), listTemplates(offering)]),
    prompts: hash(listPrompts(offering)),
  };
}

import { Sequencer } from '../base/async';
import { Emitter, type Event } from '../base/events';
import { errorMessage } from '../base/failure';
import type { ServerDefinition } from '../config/definition';
import { limitedFetch } from '../mcp/http/limitedFetch';
import { attached } from './attach';
import { type Announcement, find, gatewaysFolder } from './discovery';
import { readToken } from './token';

/** What happened to the gateway of a configuration file. */
export interface AttachmentChange {
  /** It may be attached to, it is gone, or it is another one now. */
  readonly kind: 'found' | 'lost' | 'moved';
  readonly gateway: Announcement;
}

/** How long a gateway may take to say that it is there, in ms. */
const patience = 2_000;

interface Reached {
  readonly gateway: Announcement;
  readonly token: string;
}

/** Which configuration files are reached through the gateway of another process, for as long as that runs. */
export class Attachments {
  private readonly changed: Emitter<AttachmentChange>;
  /** Fires from `check`. After `lost` and `moved`, `reach` gives something else than before. */
  readonly onDidChange: Event<AttachmentChange>;
  private readonly turn = new Sequencer();
  private readonly reached = new Map<string, Reached>();
  /** What was told of gateways that are not attached to, so that each is told of once. */
  private readonly told = new Map<string, string>();

  constructor(
    private readonly warn: (message: string) => void,
    private readonly folder = gatewaysFolder(),
  ) {
    this.changed = new Emitter<AttachmentChange>((error) => warn(errorMessage(error)));
    this.onDidChange = this.changed.event;
  }

  /** The gateways that are attached to. */
  get gateways(): readonly Announcement[] {
    return [...this.reached.values()].map(({ gateway }) => gateway);
  }

  /** The token of a gateway that is attached to. */
  tokenOf(config: string): string | undefined {
    return this.reached.get(config)?.token;
  }

  /** The definitions, those of an attached file reached through its gateway. */
  reach(definitions: readonly ServerDefinition[]): readonly ServerDefinition[] {
    return definitions.flatMap((definition) => {
      const reached = definition.source.file && this.reached.get(definition.source.file);
      return reached ? attached([definition], reached.gateway, reached.token) : [definition];
    });
  }

  /** Attaches a file to the gateway that another process runs for it; gives that, when there is one that lets us in. */
  async attach(config: string): Promise<Announcement | undefined> {
    const found = await this.lookFor(config);
    if (found) this.reached.set(config, found);
    this.told.delete(config);
    return found?.gateway;
  }

  /** From now on its servers are the pool's own. The gateway is not told of again. */
  detach(config: string): void {
    const { gateway } = this.reached.get(config) ?? {};
    this.reached.delete(config);
    if (gateway) this.told.set(config, gateway.url);
  }

  /** Looks at the gateways of these files again, and tells what changed. */
  check(configs: readonly string[]): Promise<void> {
    return this.turn.queue(() => this.look(configs));
  }

  private async look(configs: readonly string[]): Promise<void> {
    for (const config of new Set([...configs, ...this.reached.keys()])) {
      const before = this.reached.get(config);
      const now = await this.lookFor(config);
      if (before && !now) {
        this.reached.delete(config);
        this.told.delete(config);
        this.changed.fire({ kind: 'lost', gateway: before.gateway });
      } else if (before && now && (before.gateway.url !== now.gateway.url || before.token !== now.token)) {
        this.reached.set(config, now);
        this.changed.fire({ kind: 'moved', gateway: now.gateway });
      } else if (!before && now && this.told.get(config) !== now.gateway.url) {
        this.told.set(config, now.gateway.url);
        this.changed.fire({ kind: 'found', gateway: now.gateway });
      } else if (!before && !now) this.told.delete(config);
    }
  }

  private async lookFor(config: string): Promise<Reached | undefined> {
    const gateway = await find(config, this.folder);
    // One of this process is the pool's own.
    if (!gateway || gateway.pid === process.pid || !(await answers(gateway))) return undefined;
    try {
      const token = await readToken(gateway.tokenFile);
      return token === undefined ? undefined : { gateway, token };
    } catch (error) {
      this.warn(`The gateway at ${gateway.url} cannot be used: ${errorMessage(error)}`);
      return undefined;
    }
  }
}

/** Whether it is there, and nobody else has its port by now: what died without a word leaves its announcement, and its number goes to another process. */
async function answers({ url, instance }: Announcement): Promise<boolean> {
  try {
    const response = await limitedFetch()(`${url}/health`, { signal: AbortSignal.timeout(patience) });
    return ((await response.json()) as { instance?: unknown }).instance === instance;
  } catch {
    return false;
  }
}

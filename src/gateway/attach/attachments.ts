import { Sequencer } from '../../base/async';
import { Emitter, type Event } from '../../base/emitter';
import { errorMessage, failure } from '../../base/failure';
import type { HttpLaunch, ServerDefinition } from '../../config/model/definition';
import type { Authorizer } from '../../mcp/auth/storage/authorizer';
import { statePaths } from '../../mcp/host/statePaths';
import { readToken } from '../access/accessTokens';
import { attached } from './attach';
import { findGatewayRecord, type GatewayRecord } from './gatewayDiscovery';
import { gatewayAuthorizer } from './gatewayFetch';
import { connectProven, type Reachable } from './provenConnection';

/** What happened to the gateway of a configuration file. */
export interface AttachmentChange {
  /** It can be attached, it is gone, or it was replaced by another one. */
  readonly kind: 'found' | 'lost' | 'moved';
  readonly gateway: GatewayRecord;
}

/** Which configuration files are reached through the gateway of another process, for as long as that runs. */
export class Attachments {
  private readonly changed: Emitter<AttachmentChange>;
  /** Fires from `check`. After `lost` and `moved`, `reach` gives something else than before. */
  readonly onDidChange: Event<AttachmentChange>;
  private readonly turn = new Sequencer();
  private readonly reached = new Map<string, GatewayRecord>();
  /** The unattached gateways that were already reported, so that each is reported once. */
  private readonly told = new Map<string, string>();

  constructor(
    private readonly warn: (message: string) => void,
    private readonly folder = statePaths().gateways,
  ) {
    this.changed = new Emitter<AttachmentChange>((error) => warn(errorMessage(error)));
    this.onDidChange = this.changed.event;
  }

  /** The attached gateways. */
  get gateways(): readonly GatewayRecord[] {
    return [...this.reached.values()];
  }

  /** The token for others of a gateway, as long as it runs: its receiver sends it without a check. */
  async tokenOf({ url, tokenFile, ownerFile }: GatewayRecord): Promise<string> {
    const [token, owner] = await Promise.all([readToken(tokenFile), readToken(ownerFile)]);
    if (token !== undefined && owner !== undefined && (await isThere({ url, owner }))) return token;
    throw failure('unreachable', `The gateway at ${url} has ended.`, ['Start it again.']);
  }

  /** Authorizes requests of a launch from `reach` at its gateway; undefined for any other launch. */
  authorizerOf({ gatewayOf }: HttpLaunch): Authorizer | undefined {
    return gatewayOf === undefined ? undefined : gatewayAuthorizer(gatewayOf, this.folder);
  }

  /** The definitions, those of an attached file reached through its gateway. */
  reach(definitions: readonly ServerDefinition[]): readonly ServerDefinition[] {
    return definitions.flatMap((definition) => {
      const reached = definition.source.file && this.reached.get(definition.source.file);
      return reached ? attached([definition], reached) : [definition];
    });
  }

  /** Attaches a file to the gateway that another process runs for it; returns that, if there is one that accepts us. */
  async attach(config: string): Promise<GatewayRecord | undefined> {
    const found = await this.lookFor(config);
    if (found) this.reached.set(config, found);
    this.told.delete(config);
    return found;
  }

  /** From now on its servers are the pool's own. The gateway is not reported again. */
  detach(config: string): void {
    const gateway = this.reached.get(config);
    this.reached.delete(config);
    if (gateway) this.told.set(config, gateway.url);
  }

  /** Checks the gateways of these files again, and reports what changed. */
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
        this.changed.fire({ kind: 'lost', gateway: before });
      } else if (before && now && before.instance !== now.instance) {
        this.reached.set(config, now);
        this.changed.fire({ kind: 'moved', gateway: now });
      } else if (!before && now && this.told.get(config) !== now.url) {
        this.told.set(config, now.url);
        this.changed.fire({ kind: 'found', gateway: now });
      } else if (!before && !now) this.told.delete(config);
    }
  }

  private async lookFor(config: string): Promise<GatewayRecord | undefined> {
    const gateway = await findGatewayRecord(config, this.folder);
    // One of this process is the pool's own.
    if (!gateway || gateway.pid === process.pid) return undefined;
    try {
      const owner = await readToken(gateway.ownerFile);
      return owner !== undefined && (await isThere({ url: gateway.url, owner })) ? gateway : undefined;
    } catch (error) {
      this.warn(`The gateway at ${gateway.url} cannot be used: ${errorMessage(error)}`);
      return undefined;
    }
  }
}

/** Whether it runs, and no one else has its port by now: a gateway that crashed leaves its announcement behind. */
async function isThere(gateway: Reachable): Promise<boolean> {
  try {
    (await connectProven(gateway)).destroy();
    return true;
  } catch {
    return false;
  }
}

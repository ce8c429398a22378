import {
  type Client,
  type PriorDiscovery,
  SdkError,
  SdkErrorCode,
  SdkHttpError,
  UnsupportedProtocolVersionError,
} from '@modelcontextprotocol/client';
import { isClosed } from '../errors/connectFailure';
import type { PoolTransport } from '../transport/poolTransport';

/** The protocol era of a server. */
export type Era = 'legacy' | 'modern';

/** How long a detected era is remembered, in ms: a server may be updated under a running host. */
const oldVerdict = 24 * 60 * 60_000;

/** Remembers the era of a server, as long as that is useful. */
export class RememberedEra {
  private found: { readonly era: Era; readonly at: number } | undefined;

  get current(): Era | undefined {
    return this.found && Date.now() - this.found.at < oldVerdict ? this.found.era : undefined;
  }

  remember(era: Era): void {
    if (this.current !== era) this.found = { era, at: Date.now() };
  }

  forget(): void {
    this.found = undefined;
  }
}

/** The revision of the modern era that is pinned when a server supports only that. */
const modernRevision = '2026-07-28';

/** How long a server on stdio may ignore the probe before it counts as an old one, in ms. */
export const probeTimeoutMs = 4000;

/** Makes the fresh client and transport of each attempt. */
export interface Attempt {
  newClient(): Client;
  newTransport(): Promise<PoolTransport>;
  /** Ends the transport of a failed attempt. */
  discard(transport: PoolTransport): Promise<void>;
  /** For the handshake, in ms. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

type Plan =
  | { readonly mode: 'auto' }
  | { readonly mode: { readonly pin: string } }
  | { readonly prior: PriorDiscovery };

/**
 * Connects to a server of either era. `server/discover` is tried first; a server that knows only `initialize` gets that on
 * the same pipe. One that exits on the unknown request is started again without it, and one that was too slow for the probe and
 * then refuses `initialize` gets the modern revision.
 * https://modelcontextprotocol.io/specification/2026-07-28/basic/versioning
 */
export async function negotiate(
  attempt: Attempt,
  known: Era | '2026-07-28' | undefined,
): Promise<{ client: Client; transport: PoolTransport }> {
  let plan: Plan =
    known === 'legacy'
      ? { prior: { kind: 'legacy' } }
      : { mode: known === modernRevision ? { pin: modernRevision } : 'auto' };
  for (let tries = 0; ; tries++) {
    const client = attempt.newClient();
    const transport = await attempt.newTransport();
    try {
      await connect(client, transport, plan, attempt);
      return { client, transport };
    } catch (error) {
      const next: Plan | undefined = tries < 2 && !attempt.signal.aborted ? nextPlan(plan, error) : undefined;
      // The caller reads how the process ended from the last transport, so only earlier failed ones are discarded here.
      if (!next) throw error;
      await attempt.discard(transport);
      plan = next;
    }
  }
}

async function connect(
  client: Client,
  transport: PoolTransport,
  plan: Plan,
  { timeout, signal }: Attempt,
): Promise<void> {
  if ('prior' in plan) return client.connect(transport, { timeout, signal, prior: plan.prior });
  client.setVersionNegotiation({ mode: plan.mode, probe: { timeoutMs: Math.min(probeTimeoutMs, timeout) } });
  return client.connect(transport, { timeout, signal });
}

function nextPlan(plan: Plan, error: unknown): Plan | undefined {
  if (wantsModern(error))
    return 'mode' in plan && plan.mode !== 'auto' ? undefined : { mode: { pin: modernRevision } };
  const diedOnProbe =
    isClosed(error) || (error instanceof SdkError && error.code === SdkErrorCode.EraNegotiationFailed);
  const probed = 'mode' in plan && plan.mode === 'auto';
  return probed && diedOnProbe && !(error instanceof SdkHttpError) && !(error as Error).cause
    ? { prior: { kind: 'legacy' } }
    : undefined;
}

/** Error -32022: the server speaks none of the revisions that `initialize` offered. */
function wantsModern(error: unknown): boolean {
  if (error instanceof UnsupportedProtocolVersionError) return true;
  return error instanceof SdkHttpError && /-32022/.test(String(error.data?.text ?? ''));
}

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

/** Which of the two protocol eras a server was found to speak. */
export type Era = 'legacy' | 'modern';

/** A server may be renewed under a running host: what was found out this long ago is found out again. In ms. */
const oldVerdict = 24 * 60 * 60_000;

/** Remembers which era a server was found to speak, as long as that is worth anything. */
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

/** The revision of the modern era that is pinned when a server turns out to speak only that. */
const modernRevision = '2026-07-28';

/** How long a server on stdio may be silent on the probe before it is taken for an old one. In ms. */
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
 * Connects to a server of either era. `server/discover` is tried first; a server that knows only `initialize` is asked that on
 * the same pipe. One that ends at the unknown request is started again without it, and one that was too slow for the probe and
 * then refuses `initialize` is asked for the modern revision.
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
      // The caller reads how the process ended from the last transport, so only failed earlier ones are thrown away here.
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

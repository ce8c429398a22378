import * as vscode from 'vscode';
import { Sequencer } from '../../base/async';
import { clientInfo } from '../../base/clientInfo';
import { errorMessage } from '../../base/failure';
import type { GatewayAddress } from '../../gateway/server/gatewayServer';
import { contextKeys, settings } from '../ids';
import type { ConfigFiles } from '../services/configFiles';
import type { PoolService } from '../services/poolService';
import { showWarning } from '../ui/messages';
import type { AttachService } from './attachService';

/** Where earlier versions kept one token for all workspaces; it is no longer valid. */
const formerTokenKey = 'gateway:token';

type Gateway = import('../../gateway/server/gatewayServer').Gateway;

/** What another program needs to reach the servers of this window. */
export interface GatewayAccess extends Pick<GatewayAddress, 'url' | 'tokenFile'> {
  /** What every request must bring. */
  readonly token: string;
}

/** The gateway of this window: its pool over HTTP, for other programs of the same person. Loaded when it is first started. */
export class GatewayService implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when it was started or stopped, or its token renewed. */
  readonly onDidChange = this.changed.event;
  private gateway: Gateway | undefined;
  private closedByHand = false;
  private readonly turn = new Sequencer();
  private starting: Promise<GatewayAddress> | undefined;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly pool: PoolService,
    private readonly configFiles: ConfigFiles,
    private readonly attach: AttachService,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Where it is reached; undefined while it does not run. */
  get address(): GatewayAddress | undefined {
    return this.gateway?.address;
  }

  /** Whether others reach the servers of this window now, at its own gateway or at the one that it is attached to. */
  get isReached(): boolean {
    return this.address !== undefined || this.attach.gateways.length > 0;
  }

  /** Whether a person has closed it: automatic starts respect that. */
  get isClosedByHand(): boolean {
    return this.closedByHand;
  }

  /** Starts it, or returns where it already runs. Rejects with a failure that says why it cannot. */
  start(): Promise<GatewayAddress> {
    this.closedByHand = false;
    this.starting ??= this.turn
      .queue(() => this.open())
      .finally(() => {
        this.starting = undefined;
      });
    return this.starting;
  }

  /** How the servers of this window are reached from outside: at the gateway that it is attached to, or at its own, started for it. */
  async access(): Promise<GatewayAccess> {
    const [other] = this.attach.gateways;
    const { url, tokenFile } = other ?? (await this.start());
    const token = other ? await this.attach.tokenOf(other) : (this.gateway?.token ?? '');
    return { url, tokenFile, token };
  }

  /** Closes it. Manually: only a person opens it again. */
  async stop(byHand = false): Promise<void> {
    this.closedByHand ||= byHand;
    await this.turn.queue(async () => {
      await this.gateway?.stop();
      this.gateway = undefined;
      this.tell();
    });
  }

  /** Hands out another token: the previous one is no longer valid. False while it is closed. */
  async renewToken(): Promise<boolean> {
    if (!this.address) return false;
    await this.turn.queue(async () => this.gateway?.renewToken());
    this.tell();
    return true;
  }

  dispose(): void {
    void this.gateway?.stop();
    this.changed.dispose();
  }

  private async open(): Promise<GatewayAddress> {
    const running = this.address;
    if (running) return running;
    const { Gateway } = await import('../../gateway/server/gatewayServer');
    const { statePaths } = await import('../../mcp/host/statePaths');
    const configuration = vscode.workspace.getConfiguration();
    const [config] = await this.configFiles.places.files();
    const gateway = new Gateway(await this.pool.open(), {
      port: configuration.get<number>(settings.gatewayPort) || undefined,
      host: configuration.get<string>(settings.gatewayHost) || undefined,
      origins: configuration.get<string[]>(settings.gatewayOrigins),
      config: config?.fsPath,
      folder: statePaths().gateways,
      version: clientInfo.version,
      warn: (message) => void showWarning(message),
      reportError: (error) => this.log.error(`The gateway failed: ${errorMessage(error)}`),
    });
    const address = await gateway.start();
    void this.context.secrets.delete(formerTokenKey);
    this.gateway = gateway;
    this.log.info(`The gateway is open at ${address.url}.`);
    this.tell();
    return address;
  }

  private tell(): void {
    const running = this.address !== undefined;
    void vscode.commands.executeCommand('setContext', contextKeys.gatewayRunning, running);
    this.changed.fire();
  }
}

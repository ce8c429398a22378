import path from 'node:path';
import { version } from '../../../package.json';
import { type Disposable, toDisposable } from '../../base/disposables';
import { failure, toFailure } from '../../base/failure';
import { plural } from '../../base/text';
import type { ServerDefinition } from '../../config/model/definition';
import { readToken } from '../../gateway/access/accessTokens';
import { Gateway } from '../../gateway/server/gatewayServer';
import { statePaths } from '../../mcp/host/statePaths';
import { needsApproval } from '../../mcp/server/serverState';
import type { ServerApprovals } from '../../pool/approvals/serverApprovals';
import type { Pool } from '../../pool/pool';
import { followConfig } from '../../runtime/followConfig';
import { openCliApprovals, waitingFailure } from '../context/cliApprovals';
import type { CommandContext } from '../context/commandContext';
import { longLivedHost, openCliPool, readDefinitions } from '../context/session';
import type { Output } from '../terminal/output';
import { screen } from '../terminal/screen';
import { serverError } from '../terminal/serverList';

/** The options of `serve` besides those that all commands share. */
export interface ServeOptions {
  readonly port?: string;
  readonly host: string;
  readonly tokenFile?: string;
  readonly allowOrigin: readonly string[];
  /** Approves the file as it is now. */
  readonly trust?: boolean;
}

/** `serve`: starts all servers and offers them over HTTP until it is stopped. */
export async function serve(context: CommandContext, serving: ServeOptions): Promise<number> {
  const { options, output, signal } = context;
  const port = portOf(serving.port);
  const origins = serving.allowOrigin.map(originOf);
  const definitions = await readDefinitions(options, output);
  const tokenFile = serving.tokenFile && path.resolve(serving.tokenFile);
  const token = tokenFile && (await readToken(tokenFile));
  const adHoc = options.command !== undefined || options.url !== undefined;
  const config = adHoc ? undefined : path.resolve(options.config);
  const approvals = config === undefined ? undefined : await openCliApprovals(output);
  // Starting it in a terminal approves the file as it is, as with any other command; a process that keeps running must not approve more.
  if (serving.trust || (process.stdin.isTTY && process.stderr.isTTY))
    await approvals?.approveForThisRun(definitions);
  const pool = await openCliPool(options, undefined, { ...(await longLivedHost()), approvals });
  const gateway = new Gateway(pool, {
    port,
    host: serving.host,
    token: token || undefined,
    tokenFile: tokenFile || undefined,
    origins,
    config,
    folder: statePaths().gateways,
    version,
    warn: (message) => screen.tell(message),
    reportError: (error) => process.emitWarning(String(error)),
  });
  let following: Disposable | undefined;
  let renewing: Disposable | undefined;
  try {
    const address = await gateway.start();
    pool.onDidEvent((event) => {
      if (event.type !== 'state.changed') return;
      const server = pool.servers.find(({ id }) => id === event.server);
      // Servers that wait for approval are reported together.
      const error = server && !needsApproval(server.state) && serverError(server);
      if (error) output.note(`${error.message} ${error.nextSteps.join(' ')}`.trim());
    });
    renewing = renewAtSignal(gateway, output);
    await pool.apply((await approvals?.asApproved(definitions)) ?? definitions);
    following = config && approvals ? await follow(pool, config, definitions, approvals, output) : undefined;
    if (output.json) output.printLine({ url: address.url, tokenFile: address.tokenFile });
    else
      output.print(
        [
          `${plural(definitions.length, 'server')} at ${address.url}, until Ctrl+C.`,
          `  MCP    ${address.url}/mcp`,
          `  token  ${address.tokenFile}`,
          `  try    curl -H "Authorization: Bearer $(cat ${address.tokenFile})" ${address.url}/tools`,
        ].join('\n'),
      );
    if (!signal.aborted)
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    return 0;
  } finally {
    following?.dispose();
    renewing?.dispose();
    await gateway.stop();
    await pool.dispose();
    approvals?.dispose();
  }
}

/** SIGUSR2 renews the token, where there are signals. */
function renewAtSignal(gateway: Pick<Gateway, 'renewToken'>, output: Output): Disposable {
  const renew = () =>
    void gateway.renewToken().then(
      () => output.note('The token was renewed. The previous one is no longer valid.'),
      (error) => output.fail(toFailure(error)),
    );
  if (process.platform !== 'win32') process.on('SIGUSR2', renew);
  return toDisposable(() => process.off('SIGUSR2', renew));
}

/** Applies changes of the file to the running pool as far as they are approved, and reports them. */
async function follow(
  pool: Pool,
  file: string,
  written: readonly ServerDefinition[],
  approvals: ServerApprovals,
  output: Output,
): Promise<Disposable> {
  return followConfig(
    { pool, file, written, approvals },
    {
      onChanged: (line) => output.note(line),
      onProblem: (message) => output.fail({ kind: 'configuration', message, nextSteps: [] }),
      onWaiting: (waiting) => {
        const failed = waitingFailure(waiting, file);
        if (failed) output.fail(failed);
        else output.note('Everything is approved.');
      },
    },
  );
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw failure('usage', `--port takes a number up to 65535, not '${text}'.`);
}

function originOf(text: string): string {
  if (/^https?:\/\/[^/]+$/i.test(text)) return text.toLowerCase();
  throw failure('usage', `--allow-origin takes an origin, not '${text}'.`, [
    'Write it as https://example.org, without a path.',
  ]);
}

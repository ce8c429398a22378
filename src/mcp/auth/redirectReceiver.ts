import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { abortable, defer } from '../../base/async';
import type { Disposable } from '../../base/disposables';

const callbackPath = '/callback';

/** Waits on 127.0.0.1 for the browser to return from the authorization server. */
export class RedirectReceiver implements Disposable {
  private readonly answer = defer<URLSearchParams>();
  private state: string | undefined;

  private constructor(
    private readonly server: Server,
    /** Where the authorization server sends the browser to. */
    readonly redirectUrl: string,
  ) {
    server.on('request', (request, response) => this.receive(request, response));
    // No one may be waiting yet, or any longer.
    this.answer.promise.catch(() => undefined);
  }

  /**
   * Listens on the requested port, or on any free one. `publish` returns the address by which the browser reaches it, where that is
   * on another machine.
   */
  static async listen(
    port = 0,
    publish: (url: string) => Promise<string> = async (url) => url,
  ): Promise<RedirectReceiver> {
    const server = createServer();
    const listen = async (at: number) => {
      server.listen(at, '127.0.0.1');
      await once(server, 'listening');
    };
    await listen(port).catch(() => listen(0));
    const local = `http://127.0.0.1:${(server.address() as AddressInfo).port}${callbackPath}`;
    try {
      return new RedirectReceiver(server, await publish(local));
    } catch (error) {
      server.close();
      throw error;
    }
  }

  /** The parameters of the redirect that has the state; all others are rejected. */
  wait(state: string, signal: AbortSignal): Promise<URLSearchParams> {
    this.state = state;
    return abortable(this.answer.promise, signal);
  }

  dispose(): void {
    this.server.close();
    this.server.closeIdleConnections();
  }

  private receive(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const isOurs = url.pathname.endsWith(callbackPath) && request.method === 'GET';
    if (!isOurs) {
      answerPage(response, 404, 'Unknown page.');
      return;
    }
    if (this.state === undefined || url.searchParams.get('state') !== this.state) {
      answerPage(response, 400, 'This answer does not belong to a sign-in in progress. It was ignored.');
      return;
    }
    this.state = undefined;
    const refused = url.searchParams.has('error');
    answerPage(
      response,
      200,
      refused
        ? 'The sign-in was refused. See the details where you started it.'
        : 'You can close this page and return to where you started the sign-in.',
    );
    this.answer.resolve(url.searchParams);
  }
}

/** Answers the browser with a page of one sentence. It loads nothing and is not cached: its address contains a code. */
export function answerPage(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    connection: 'close',
  });
  response.end(`<!doctype html>
<html lang="en">
<meta name="viewport" content="width=device-width">
<title>MCP Pool</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 32em; margin: 15vh auto; padding: 0 1em }
  @media (prefers-color-scheme: dark) { body { background: #1e1e1e; color: #ddd } }
</style>
<h1>MCP Pool</h1>
<p>${sentence}</p>
</html>
`);
}

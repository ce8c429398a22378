import type { ServerResponse } from 'node:http';

/** Answers the browser with a page of one sentence. It loads nothing and is not kept: its address holds a code. */
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

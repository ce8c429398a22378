import type { FetchLike } from '@modelcontextprotocol/client';

/** Servers of the suite that speak 2026-07-28 but do not know `server/discover`, which they must: the answer is made here. */
const withoutDiscover = /^(?:http-(?:standard|custom|invalid-tool)-headers|sep-2322-client-request-state)$/;

const answer = {
  resultType: 'complete',
  supportedVersions: ['2026-07-28'],
  capabilities: { tools: {}, resources: {}, prompts: {} },
  serverInfo: { name: 'conformance', version: '1.0.0' },
  ttlMs: 0,
  cacheScope: 'private',
};

/** The fetch of a scenario. */
export function fetchOf(scenario: string): FetchLike | undefined {
  if (!withoutDiscover.test(scenario)) return undefined;
  return async (url, init) => {
    const message =
      typeof init?.body === 'string' ? (JSON.parse(init.body) as { id: number; method: string }) : undefined;
    if (message?.method !== 'server/discover') return fetch(url, init);
    return Response.json({ jsonrpc: '2.0', id: message.id, result: answer });
  };
}

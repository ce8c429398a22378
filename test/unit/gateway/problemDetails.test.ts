import assert from 'node:assert/strict';
import { type FailureKind, failure } from '../../../src/base/failure';
import { problem, problemOf, problemResponse } from '../../../src/gateway/access/problemDetails';

const statuses: Readonly<Record<FailureKind, number>> = {
  usage: 409,
  configuration: 409,
  denied: 403,
  unreachable: 502,
  timeout: 504,
  protocol: 502,
  notFound: 404,
  arguments: 422,
  signIn: 502,
  cancelled: 503,
  internal: 500,
};

describe('Problems over HTTP', () => {
  it('have the status of their failure, its sentence and its next steps', () => {
    for (const [kind, status] of Object.entries(statuses)) {
      const { title, ...rest } = problemOf(failure(kind as FailureKind, 'It failed.', ['Mend it.']));
      assert.ok(title.length > 3);
      const type = `urn:mcp-pool:${kind}`;
      assert.deepEqual(rest, { type, status, detail: 'It failed.', nextSteps: ['Mend it.'] });
    }
  });

  it('include the time to retry while a server starts, unless the request may have been carried out', () => {
    const gone = failure('unreachable', 'It stopped.');
    const lost = failure('unreachable', 'It stopped.', [], undefined, { lost: 'connection' });
    const waiting = { kind: 'waiting', retryAt: Date.now() + 2500, attempt: 1, error: gone } as const;
    assert.deepEqual([problemOf(gone, waiting).status, problemOf(gone, waiting).retryAfter], [503, 3]);
    assert.equal(problemOf(gone, { kind: 'starting', attempt: 1 }).status, 503);
    assert.equal(problemOf(gone, { kind: 'failed', error: gone }).status, 502);
    assert.equal(problemOf(lost, waiting).status, 502);
  });

  it('reveal nothing of an internal error', () => {
    const { status, detail } = problemOf(new TypeError('x is not a function at secret.ts'));
    assert.deepEqual([status, detail], [500, 'The gateway failed with an internal error.']);
  });

  it('include places, last words and headers', async () => {
    const issues = [{ path: 'a.b[0]', message: 'is required' }];
    const known = problemOf(failure('arguments', 'No.', [], 'last words', { issues }));
    const response = problemResponse({ ...known, retryAfter: 2 }, { allow: 'GET' });
    assert.equal(response.headers.get('content-type'), 'application/problem+json');
    assert.deepEqual([response.headers.get('retry-after'), response.headers.get('allow')], ['2', 'GET']);
    assert.deepEqual(await response.json(), { ...known, retryAfter: 2 });
    assert.deepEqual([known.issues, known.output], [issues, 'last words']);
    assert.equal(problemOf(problem(418, 'request', 'Tea.')).status, 418);
  });
});

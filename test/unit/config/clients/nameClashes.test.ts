import assert from 'node:assert/strict';
import { findClashes, freeName, sameEntry } from '../../../../src/config/clients/nameClashes';
import type { WrittenEntry } from '../../../../src/config/model/entryTypes';
import { rows } from '../../support/table';

describe('Names that are taken', () => {
  it('are found, with a free name for each', () => {
    const servers = [
      { name: 'weather', entry: { command: 'x' } },
      { name: 'weather-2', entry: { command: 'y' } },
      { name: 'new', entry: { command: 'z' } },
      { name: 'toString', entry: { command: 'z' } },
    ];
    const existing = { weather: { command: 'x' }, 'weather-2': { command: 'other' } };
    assert.deepEqual(findClashes(servers, existing), [
      { name: 'weather', same: true, freeName: 'weather-3' },
      { name: 'weather-2', same: false, freeName: 'weather-4' },
    ]);
  });

  rows<{ name: string; taken: string[]; gives: string }>(
    {
      'are not changed when they are free': { name: 'a', taken: ['b'], gives: 'a' },
      'get a number': { name: 'a', taken: ['a'], gives: 'a-2' },
      'get the next number': { name: 'a', taken: ['a', 'a-2'], gives: 'a-3' },
      'count up from their own number': { name: 'a-2', taken: ['a-2'], gives: 'a-3' },
    },
    ({ name, taken, gives }) => assert.equal(freeName(name, taken), gives),
  );

  rows<{ a: WrittenEntry; b: WrittenEntry; same?: boolean }>(
    {
      'mean the same server with a type that is the default': {
        a: { command: 'x' },
        b: { type: 'stdio', command: 'x', args: [], env: {}, disabled: false },
        same: true,
      },
      'mean the same server with a number in place of a text': {
        a: { command: 'x', env: { PORT: 80 } },
        b: { command: 'x', env: { PORT: '80' } },
        same: true,
      },
      'mean the same server with a time in another unit': {
        a: { command: 'x', requestTimeout: '120s' },
        b: { command: 'x', requestTimeout: '2m' },
        same: true,
      },
      'mean the same server with a type in another spelling': {
        a: { type: 'streamable-http', url: 'https://a' },
        b: { type: 'streamableHttp', url: 'https://a' },
        same: true,
      },
      'mean another server with another transport': {
        a: { type: 'sse', url: 'https://a' },
        b: { url: 'https://a' },
      },
      'mean another server when one is disabled': {
        a: { command: 'x' },
        b: { command: 'x', disabled: true },
      },
      'mean another server when one is never restarted': {
        a: { command: 'x' },
        b: { command: 'x', restart: false },
      },
    },
    ({ a, b, same = false }) => assert.equal(sameEntry(a, b), same),
  );
});

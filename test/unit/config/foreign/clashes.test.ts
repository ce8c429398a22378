import assert from 'node:assert/strict';
import { findClashes, freeName, sameEntry } from '../../../../src/config/clients/nameClashes';
import type { WrittenEntry } from '../../../../src/config/model/entryTypes';
import { rows } from '../../support/table';

describe('Names that are taken', () => {
  it('Are found, with a free name for each', () => {
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
      'Stay where they are free': { name: 'a', taken: ['b'], gives: 'a' },
      'Get a number': { name: 'a', taken: ['a'], gives: 'a-2' },
      'Get the next number': { name: 'a', taken: ['a', 'a-2'], gives: 'a-3' },
      'Count on from a number of their own': { name: 'a-2', taken: ['a-2'], gives: 'a-3' },
    },
    ({ name, taken, gives }) => assert.equal(freeName(name, taken), gives),
  );

  rows<{ a: WrittenEntry; b: WrittenEntry; same?: boolean }>(
    {
      'Mean the same with the type that follows anyway': {
        a: { command: 'x' },
        b: { type: 'stdio', command: 'x', args: [], env: {}, disabled: false },
        same: true,
      },
      'Mean the same with a number in place of a text': {
        a: { command: 'x', env: { PORT: 80 } },
        b: { command: 'x', env: { PORT: '80' } },
        same: true,
      },
      'Mean the same with a time in another unit': {
        a: { command: 'x', requestTimeout: '120s' },
        b: { command: 'x', requestTimeout: '2m' },
        same: true,
      },
      'Mean the same with a type in another spelling': {
        a: { type: 'streamable-http', url: 'https://a' },
        b: { type: 'streamableHttp', url: 'https://a' },
        same: true,
      },
      'Mean something else with another transport': {
        a: { type: 'sse', url: 'https://a' },
        b: { url: 'https://a' },
      },
      'Mean something else when one is disabled': {
        a: { command: 'x' },
        b: { command: 'x', disabled: true },
      },
      'Mean something else when one is never restarted': {
        a: { command: 'x' },
        b: { command: 'x', restart: false },
      },
    },
    ({ a, b, same = false }) => assert.equal(sameEntry(a, b), same),
  );
});

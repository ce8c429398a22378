// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the variables of the configuration.
import assert from 'node:assert/strict';
import { resolveLaunch } from '../../../src/config/variables/resolveVariables';
import { definitionsOf, parse } from '../../support/pool/definitions';
import { rows } from '../support/table';

const entry = (lines: readonly string[]) =>
  `mcpServers:\n  a:\n${lines.map((line) => `    ${line}\n`).join('')}`;
const launchOf = (lines: readonly string[]) => parse(entry(lines)).definitions[0]!.launch;

describe('The transport of a server', () => {
  rows<{ lines: readonly string[]; launch: readonly [type: string, transport?: string] }>(
    {
      'follows from an HTTP address': { lines: ['url: https://h/mcp'], launch: ['http'] },
      'follows from a WebSocket address': { lines: ['url: wss://h/mcp'], launch: ['ws'] },
      'may be written as http': { lines: ['type: http', 'url: https://h'], launch: ['http'] },
      'may be written as streamable-http': {
        lines: ['type: streamable-http', 'url: https://h'],
        launch: ['http', 'streamable'],
      },
      'may be written as streamableHttp': {
        lines: ['type: streamableHttp', 'url: https://h'],
        launch: ['http', 'streamable'],
      },
      'may be written as sse': { lines: ['type: sse', 'url: https://h'], launch: ['http', 'sse'] },
      'may be written as ws': { lines: ['type: ws', 'url: ws://h'], launch: ['ws'] },
    },
    ({ lines, launch: [type, transport] }) => {
      const launch = launchOf(lines);
      assert.equal(launch.type, type);
      assert.equal(launch.type === 'http' ? launch.transport : undefined, transport);
    },
  );

  it('must match the address', () => {
    for (const lines of [
      ['type: ws', 'url: https://h'],
      ['type: sse', 'url: ws://h'],
    ]) {
      const { problems } = parse(entry(lines));
      assert.deepEqual(
        problems.map(({ code }) => code),
        ['type-mismatch'],
      );
      assert.match(problems[0]!.message, /omit 'type'/);
    }
  });

  it('is determined later when the scheme is in a variable', () => {
    const [definition] = definitionsOf(entry(['url: ${URL}']));
    assert.equal(resolveLaunch(definition!, { env: { URL: 'wss://h/mcp' } }).launch.type, 'ws');
    assert.equal(resolveLaunch(definition!, { env: { URL: 'https://h/mcp' } }).launch.type, 'http');
  });
});

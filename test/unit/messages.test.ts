import assert from 'node:assert/strict';
import path from 'node:path';
import { filesBelow, readText } from '../support/repository';

// What these libraries say stands in their messages and nowhere else.
const readersOfLibraries: Readonly<Record<string, string>> = {
  'yamlMessages.ts': 'the yaml package has one code for several mistakes',
  'authFailure.ts': 'the SDK has no code for a server without registration, and gives a status in words',
  'proxyFault.ts': 'VS Code gives the status of its proxy in words',
  'webSocketTransport.ts': 'the ws package gives the status of an upgrade in words',
  'requestFailure.ts': 'the SDK of servers repeats its code before the words of the server',
  'cli.ts': 'commander puts its own name before its messages, which are only shown',
};

const decides =
  /\b(?:message|reason|why)\??\.(?:includes|match|matchAll|replace|replaceAll|startsWith|endsWith|search|split|slice)\(|\.(?:test|exec)\((?:\w+\.)*(?:message|reason|why)\)/;

// Where sentences are laid out for the eye.
const rendering = /^src\/(?:editor\/|cli\/(?:output|terminal)|base\/failure)/;

const sources = filesBelow('src').filter((file) => file.endsWith('.ts'));

describe('The messages of the program', () => {
  it('decide nothing, as a failure has fields for what programs need', () => {
    const found = sources
      .filter((file) => !rendering.test(file) && !(path.basename(file) in readersOfLibraries))
      .flatMap(linesThatDecide);
    assert.deepEqual(found, []);
  });

  for (const [name, reason] of Object.entries(readersOfLibraries)) {
    it(`may be read in ${name}, as ${reason}`, () => {
      const files = sources.filter((file) => path.basename(file) === name);
      assert.ok(files.flatMap(linesThatDecide).length > 0, 'It reads no message: take it off the list.');
    });
  }
});

function linesThatDecide(file: string): readonly string[] {
  return readText(file)
    .split('\n')
    .flatMap((line, index) => (decides.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : []));
}

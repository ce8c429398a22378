import assert from 'node:assert/strict';
import path from 'node:path';
import { fromAddress, toAddress } from '../../../src/editor/documents/resourceUri';
import { rows } from '../support/table';

const uris = [
  'file:///a',
  'file:///a b/c.md',
  'file:///a%20b/%2F.md',
  'file:///C:/x/y.ts',
  'file://host/share/a.txt',
  'file://~/notes.md',
  'file://-/a',
  'file://~~/a',
  'file://=/a',
  'file://=~/a',
  'file://-x/a',
  'demo://x/y.md',
  'demo://x/y/../z/./w.md',
  'demo://x//y///z',
  'demo://x/y/',
  'demo://x/',
  'demo://x',
  'demo://X.Y/Z',
  'demo://user:pw@host:80/p',
  'demo://',
  'demo:///',
  'demo://x/y?q=1&r=a%20b',
  'demo://x/y?q=a/b:c',
  'demo://x?q',
  'demo://x?',
  'demo://x#',
  'demo://x/y.md?#',
  'demo://x/y?q#',
  'demo://x/y?q#f/g?h',
  'demo://x/y#f#g',
  'demo://x/ä/€/🎉.md',
  'demo://ä/x',
  'memory://graph',
  'urn:isbn:1',
  'urn:a/b/c.json?x#y',
  'mailto:a@b.c',
  'x:/a/b',
  'x:~/a',
  'x:~',
  'x:',
  'x:?q',
  'my_app://a/b',
  'git+ssh://h/r.git',
  'HTTP://Example.COM/A',
  'unknown:x',
  'unknown://x/y',
  'graph',
  '/graph',
  '//host/graph',
  'no scheme: here',
  '~:x',
  '?q',
  '',
];

describe('The address of a resource document', () => {
  for (const uri of uris) {
    it(`leads back to ${JSON.stringify(uri)}`, () => {
      const address = toAddress('server', uri);
      assert.deepEqual(fromAddress(address), { server: 'server', resourceUri: uri });
      // What VS Code demands of a URI with an authority.
      assert.match(address.path, /^\//);
    });
  }

  it('differs for another resource', () => {
    const addresses = new Set(uris.map((uri) => JSON.stringify(toAddress('s', uri))));
    assert.equal(addresses.size, uris.length);
  });

  rows<{ uri: string; ending: string }>(
    {
      'ends as the resource does': { uri: 'demo://x/y.md', ending: '.md' },
      'ends as its path does, whatever the query': { uri: 'demo://x/y.json?v=1.txt#z.js', ending: '.json' },
      'ends as an opaque resource does': { uri: 'notes:today.md', ending: '.md' },
    },
    ({ uri, ending }) => assert.equal(path.posix.extname(toAddress('s', uri).path), ending),
  );

  it('keeps relative links between resources', () => {
    const address = toAddress('s', 'demo://x/docs/a.md');
    const linked = path.posix.join(path.posix.dirname(address.path), '../b.md');
    assert.equal(fromAddress({ ...address, path: linked }).resourceUri, 'demo://x/b.md');
  });
});

describe('The server in an address', () => {
  const servers = [
    'files',
    'a.b-c_d',
    'My Server',
    'UPPER',
    'a/b',
    'ä',
    '',
    'hex-61',
    '-x',
    'a:1',
    'a@b',
    'folder · files',
    '🎉',
  ];
  for (const server of servers) {
    it(`leads back to ${JSON.stringify(server)}`, () => {
      const address = toAddress(server, 'demo://x/y');
      assert.equal(fromAddress(address).server, server);
      // Authorities are compared without case, and these need no escapes.
      assert.match(address.authority, /^[a-z0-9][a-z0-9._-]*$/);
    });
  }

  it('is readable when possible', () => {
    assert.equal(toAddress('files', 'x:').authority, 'files');
  });
});

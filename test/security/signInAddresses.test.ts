import assert from 'node:assert/strict';
import { lookup } from 'node:dns/promises';
import os from 'node:os';
import { unopenable } from '../../src/base/webAddress';
import { placeOfAddress, placesOf } from '../../src/mcp/auth/networkPlace';
import { stdio, TestPool, textOf } from '../support/pool/testPool';
import { rejection } from '../support/rejection';
import { type Answers, Elsewhere, internet } from './support/elsewhere';

/** The description of an authorization server, as it lies at the usual place. */
function issuer(origin: string, more: object = {}): Answers {
  const body = {
    issuer: origin,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/token`,
    registration_endpoint: `${origin}/register`,
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    ...more,
  };
  const client = { client_id: 'me', redirect_uris: ['http://127.0.0.1:1/callback'] };
  return {
    [`${origin}/.well-known/oauth-authorization-server`]: { body },
    [`${origin}/register`]: { body: client },
  };
}

/** Says that the server is signed in to at an origin. */
function protectedBy(origin: string, server = `${internet}/mcp`): Answers {
  const place = new URL(server);
  const body = { resource: server, authorization_servers: [origin] };
  return { [`${place.origin}/.well-known/oauth-protected-resource${place.pathname}`]: { body } };
}

const other = 'https://203.0.113.8';

/** Places that a server on the internet has no business to send anybody to. */
const inside = [
  'https://10.0.0.1',
  'https://172.16.5.5:8443',
  'https://192.168.1.1',
  'https://100.64.0.9',
  'https://127.0.0.1:8200',
  'http://127.0.0.1:8200',
  'http://localhost:9200',
  'https://sub.localhost',
  'https://[::1]',
  'https://0.0.0.0:81',
  'http://169.254.169.254',
  'https://169.254.169.254',
  'https://[fe80::1]',
  'https://[fd00:ec2::254]',
  'https://[::ffff:10.0.0.1]',
  'https://[64:ff9b::a9fe:a9fe]',
  'https://2130706433',
  'https://0x7f.1',
];

describe('The sign-in of a server on the internet', () => {
  let one: Elsewhere;
  afterEach(() => one.close());
  const refused = async (origin: string) => {
    const { message, nextSteps } = await rejection(one.signIn());
    assert.match(
      message,
      /^The sign-in to https:\/\/203\.0\.113\.7\/mcp failed: the server redirects it to '/,
    );
    assert.match(message, /Nothing was sent there\.$/);
    assert.match(nextSteps.join(), /'issuer' in 'oauth'/);
    assert.deepEqual(one.of(new URL(origin).origin), []);
    assert.deepEqual(one.opened, []);
  };

  for (const origin of inside) {
    it(`contacts ${origin} for no one`, async () => {
      one = await Elsewhere.open({}, { description: `${origin}/secret` });
      await one.start();
      await refused(origin);
      await one.close();
      one = await Elsewhere.open(protectedBy(origin));
      await one.start();
      await refused(origin);
      await one.close();
      one = await Elsewhere.open({
        ...protectedBy(other),
        ...issuer(other, { registration_endpoint: `${origin}/register` }),
      });
      await one.start();
      await refused(origin);
    });
  }

  it('sends no code or secret to an address without TLS', async () => {
    one = await Elsewhere.open(protectedBy('http://203.0.113.8'));
    await one.start();
    await refused('http://203.0.113.8');
  });

  it('follows no redirect to another site', async () => {
    const description = `${internet}/.well-known/oauth-protected-resource/mcp`;
    one = await Elsewhere.open({ [description]: { to: 'http://169.254.169.254/latest' } });
    await one.start();
    await rejection(one.signIn());
    assert.deepEqual(one.of('http://169.254.169.254'), []);
    assert.ok(one.asked.some((asked) => asked.endsWith(description)));
  });

  it('continues at another site on the internet', async () => {
    one = await Elsewhere.open({ ...protectedBy(other), ...issuer(other) });
    await one.start();
    await rejection(one.signIn());
    assert.equal(one.opened[0]?.origin, other);
  });

  it('continues at an internal address that the person configured', async () => {
    const own = 'https://10.0.0.1';
    one = await Elsewhere.open({ ...protectedBy(own), ...issuer(own) }, { oauth: { issuer: own } });
    await one.start();
    await rejection(one.signIn());
    assert.equal(one.opened[0]?.origin, own);
  });

  it('contacts no internal address when tokens are renewed', async () => {
    const origin = 'http://169.254.169.254';
    one = await Elsewhere.open({}, { description: `${origin}/latest` });
    const set = { access_token: 'old-access-token', refresh_token: 'r', token_type: 'Bearer', issuer: other };
    await one.keep({ issuer: other, tokens: { [other]: { set, savedAt: Date.now() } } });
    await one.start();
    assert.equal(one.pool.state('x').kind, 'signInRequired');
    assert.ok(one.of(internet).length > 1);
    assert.deepEqual(one.of(origin), []);
  });

  it('contacts no internal address without a person either, and reports that', async () => {
    const origin = 'https://10.1.2.3';
    one = await Elsewhere.open(
      { ...protectedBy(other), ...issuer(other, { token_endpoint: `${origin}/token` }) },
      { oauth: { grant: 'client_credentials', clientId: 'me', clientSecret: 'a-secret-of-the-client' } },
    );
    await one.start();
    assert.match(
      (await one.pool.broken('x')).message,
      /'https:\/\/10\.1\.2\.3', which is inside a private network/,
    );
    assert.deepEqual(one.of(origin), []);
  });

  const pages = [
    'file:///etc/passwd',
    'smb://evil.example/x',
    'vscode://evil.ext/x',
    'ms-msdt:/id',
    'http://203.0.113.8/authorize',
    'https://login.example@203.0.113.8/authorize',
  ];
  for (const page of pages) {
    it(`opens nothing at ${page}`, async () => {
      one = await Elsewhere.open({
        ...protectedBy(other),
        ...issuer(other, { authorization_endpoint: page }),
      });
      await one.start();
      const { message } = await rejection(one.signIn());
      assert.match(message, /^The sign-in page was not opened: it (?:starts with|contains) /);
      assert.deepEqual(one.opened, []);
    });
  }
});

describe('The sign-in of a server', () => {
  let one: Elsewhere;
  afterEach(() => one.close());
  const reaches = async (url: string, place: string) => {
    one = await Elsewhere.open({ ...protectedBy(place, url), ...issuer(place) }, { url });
    await one.start();
    await rejection(one.signIn());
    return one.of(place).length > 0;
  };

  it('may be in its own private network', async () => {
    assert.ok(await reaches('https://10.0.0.1/mcp', 'https://192.168.1.5'));
  });

  it('is never on this machine for a server in a private network', async () => {
    assert.ok(!(await reaches('https://10.0.0.1/mcp', 'https://127.0.0.1:9')));
  });

  it('may be on this machine without TLS, and in a private network with it, for a server on this machine', async () => {
    assert.ok(await reaches('http://127.0.0.1:5/mcp', 'http://localhost:7'));
    await one.close();
    assert.ok(await reaches('http://localhost:5/mcp', 'https://10.0.0.1'));
    await one.close();
    assert.ok(!(await reaches('http://localhost:5/mcp', 'http://10.0.0.1')));
  });

  it('may be without TLS at the address of the server', async () => {
    assert.ok(await reaches('http://10.0.0.1:5/mcp', 'http://10.0.0.1:5'));
  });
});

describe('A server that asks to open an address', () => {
  const asked: string[] = [];
  let pool: TestPool;
  before(async () => {
    pool = new TestPool(
      {},
      {
        elicit: async (_server, question) => {
          asked.push(question.mode === 'url' ? question.url : '');
          return { action: 'accept' };
        },
      },
    );
    await pool.pool.apply([stdio('hostile', 'hostileSchemas')]);
    await pool.reach('hostile', 'ready');
  });
  after(() => pool.close());
  const answerTo = async (url: string) => textOf(await pool.call('hostile', 'asks to open', { url }));

  for (const url of ['vscode://evil.ext/x', 'file:///etc/passwd', 'http://example.com/', 'not an address'])
    it(`gets a refusal for ${url}, and no one is asked`, async () => {
      const answer = await answerTo(url);
      assert.match(answer, /error|code/);
      assert.deepEqual(asked, []);
    });

  it('has its person asked about a page of the web', async () => {
    assert.match(await answerTo('https://example.com/form'), /accept/);
    assert.deepEqual(asked, ['https://example.com/form']);
  });
});

describe('An address to open', () => {
  const good = [
    'https://example.com/a?b=c',
    'http://127.0.0.1:8/x',
    'http://[::1]/',
    'HTTP://LocalHost/',
    'http://a.localhost/',
  ];
  for (const url of good) it(`may be ${url}`, () => assert.equal(unopenable(url), undefined));

  const bad = [
    ...[
      'http://example.com',
      'http://127.0.0.1.example.com',
      'http://localhost.example.com',
      'ftp://example.com',
    ],
    ...[
      'javascript:alert(1)',
      'data:text/html,x',
      'command:workbench.x',
      'vscode-insiders://x',
      'search-ms:q',
      '',
    ],
    ...['https://a@example.com', 'https://a:b@example.com', 'mailto:a@example.com', '//example.com', 'c:\\x'],
  ];
  for (const url of bad) it(`may not be ${url}`, () => assert.match(unopenable(url) ?? '', /^it /));
});

describe('The network of an address', () => {
  const places = {
    public: ['8.8.8.8', '203.0.113.1', '2001:4860:4860::8888', '198.18.0.1', '::ffff:8.8.8.8', '172.32.0.1'],
    private: [
      '10.255.0.1',
      '172.31.0.1',
      '192.168.0.1',
      '100.127.0.1',
      'fd12::1',
      '::ffff:c0a8:1',
      '64:ff9b::10.0.0.1',
    ],
    loopback: ['127.9.9.9', '::1', '0.0.0.0', '::', '::ffff:127.0.0.1', '::127.0.0.1'],
    link: [
      '169.254.169.254',
      'fe80::1%eth0',
      '::ffff:169.254.169.254',
      '168.63.129.16',
      '224.0.0.1',
      '255.255.255.255',
    ],
  };
  for (const [place, addresses] of Object.entries(places))
    it(`is ${place}`, () => {
      for (const address of addresses) assert.equal(placeOfAddress(address), place, address);
    });

  it('is found for each address of a name', async () => {
    const addresses = await lookup(os.hostname(), { all: true }).catch(() => []);
    const expected = addresses.map(({ address }) => placeOfAddress(address));
    assert.deepEqual(await placesOf(os.hostname()), expected.length > 0 ? expected : ['public']);
    assert.deepEqual(await placesOf('LOCALHOST.'), ['loopback']);
    assert.deepEqual(await placesOf('[::ffff:a00:1]'), ['private']);
  });
});

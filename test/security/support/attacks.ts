import { token } from '../../support/gateway/gateway';

/** A request as lines, and what must come back. */
export interface Attack {
  readonly what: string;
  /** `PORT` stands for the port. */
  readonly lines: readonly string[];
  readonly body?: string;
  /** One of these statuses; 0 is a connection that is closed without a word. */
  readonly status: readonly number[];
}

const host = 'Host: 127.0.0.1:PORT';
const allowed = `Authorization: Bearer ${token}`;
const json = 'Content-Type: application/json';
const call = '{"tool_name":"where"}';

const get = (path: string, ...headers: string[]) => [`GET ${path} HTTP/1.1`, ...headers];
const post = (path: string, body: string, ...headers: string[]) => ({
  lines: [`POST ${path} HTTP/1.1`, ...headers, `Content-Length: ${Buffer.byteLength(body, 'latin1')}`],
  body,
});

const tokens: Attack[] = [
  ...[
    '/servers',
    '/tools',
    '/docs',
    '/openapi.json',
    '/metrics',
    '/events',
    '/health/toolbox',
    '/mcp',
    '/servers/toolbox/mcp',
    '/nothing',
  ].map((path) => ({ what: `no token on ${path}`, lines: get(path, host), status: [401] })),
  { what: 'no token on a call', ...post('/tools/call', call, host, json), status: [401] },
  {
    what: 'no token on MCP',
    ...post('/mcp', '{"jsonrpc":"2.0","id":1,"method":"ping"}', host, json),
    status: [401],
  },
  ...[
    ['a wrong token', 'Authorization: Bearer wrong'],
    ['a token without its end', `Authorization: Bearer ${token.slice(0, -1)}`],
    ['a token with more', `${allowed}x`],
    ['a token as another scheme', `Authorization: Basic ${Buffer.from(`x:${token}`).toString('base64')}`],
    ['a token without a scheme', `Authorization: ${token}`],
    ['a token in another header', `X-Api-Key: ${token}`],
    ['a token as a cookie', `Cookie: token=${token}`],
    ['an empty token', 'Authorization: Bearer '],
    ['two words as a token', `${allowed} ${token}`],
  ].map(([what, header]) => ({ what: what!, lines: get('/servers', host, header!), status: [401] })),
  {
    what: 'a token in the query',
    lines: get(`/servers?access_token=${token}&token=${token}`, host),
    status: [401],
  },
  {
    what: 'a person in place of a token',
    ...post('/tools/call', call, host, json, 'MCP-Pool-Origin: editor'),
    status: [401],
  },
  ...['palette', 'gateway', 'Editor', 'editor, terminal', '__proto__', ''].map((who) => ({
    what: `a call of '${who}'`,
    ...post('/tools/call', call, host, allowed, json, `MCP-Pool-Origin: ${who}`),
    status: [400],
  })),
  {
    what: 'two who made one call',
    ...post('/tools/call', call, host, allowed, json, 'MCP-Pool-Origin: editor', 'MCP-Pool-Origin: editor'),
    status: [400],
  },
  { what: 'two tokens', lines: get('/servers', host, 'Authorization: Bearer x', allowed), status: [400] },
  {
    what: 'a wrong token on the open path',
    lines: get('/health', host, 'Authorization: Bearer x'),
    status: [401],
  },
];

const hosts: Attack[] = [
  ...[
    'evil.example',
    'evil.example:PORT',
    '127.0.0.1',
    '127.0.0.1:1',
    'localhost.evil.example:PORT',
    '127.0.0.1.nip.io:PORT',
    '[::1]:PORT',
    '[::ffff:127.0.0.1]:PORT',
    '[0:0:0:0:0:0:0:1]:PORT',
    '2130706433:PORT',
    '0x7f.1:PORT',
    '127.1:PORT',
    '0.0.0.0:PORT',
    'localhost:PORT@evil.example',
    'evil.example@127.0.0.1:PORT',
    '127.0.0.1:PORT#evil',
    '127.0.0.1:PORT/evil',
    '127.0.0.1:PORT evil.example',
  ].map((name) => ({
    what: `the host ${name}`,
    lines: get('/servers', `Host: ${name}`, allowed),
    status: [400, 403],
  })),
  { what: 'no host', lines: get('/servers', allowed), status: [400] },
  { what: 'an empty host', lines: get('/servers', 'Host: ', allowed), status: [400, 403] },
  { what: 'two hosts', lines: get('/servers', host, 'Host: evil.example', allowed), status: [400] },
  { what: 'another host on the open path', lines: get('/health', 'Host: evil.example:PORT'), status: [403] },
  {
    what: 'a forwarded host',
    lines: get('/servers', 'Host: evil.example:PORT', 'X-Forwarded-Host: 127.0.0.1:PORT', allowed),
    status: [403],
  },
  {
    what: 'an address in place of a path',
    lines: get('http://evil.example/servers', host, allowed),
    status: [400],
  },
  { what: 'a tunnel', lines: ['CONNECT 127.0.0.1:PORT HTTP/1.1', host, allowed], status: [0, 400, 405] },
];

const preflight = (origin: string, ...more: string[]) => [
  'OPTIONS /tools/call HTTP/1.1',
  host,
  `Origin: ${origin}`,
  'Access-Control-Request-Method: POST',
  'Access-Control-Request-Headers: authorization,content-type',
  ...more,
];

const origins: Attack[] = [
  ...[
    'https://evil.example',
    'null',
    'http://127.0.0.1:PORT',
    'http://localhost:PORT',
    'file://',
    'https://app.example.evil.example',
    'https://app.example:444',
    'http://app.example',
    'https://app.example/',
    'chrome-extension://abcdef',
  ].map((origin) => ({
    what: `the origin ${origin}`,
    lines: get('/servers', host, allowed, `Origin: ${origin}`),
    status: [403],
  })),
  {
    what: 'two origins',
    lines: get('/servers', host, allowed, 'Origin: https://app.example', 'Origin: x'),
    status: [400],
  },
  {
    what: 'another origin on the open path',
    lines: get('/health', host, 'Origin: https://evil.example'),
    status: [403],
  },
  { what: 'the question of a strange page', lines: preflight('https://evil.example'), status: [403] },
  { what: 'the question of no page', lines: preflight('null'), status: [403] },
  {
    what: 'a question from a wider network',
    lines: preflight('https://app.example', 'Access-Control-Request-Private-Network: true'),
    status: [403],
  },
  {
    what: 'a question from a wider network in newer words',
    lines: preflight('https://app.example', 'Access-Control-Request-Local-Network: true'),
    status: [403],
  },
  ...['terminal', 'editor'].flatMap((place) =>
    ['/tools/call', '/servers/toolbox/mcp', '/mcp'].map((path) => ({
      what: `a person of the ${place} in a listed page on ${path}`,
      ...post(path, call, host, allowed, json, 'Origin: https://app.example', `MCP-Pool-Origin: ${place}`),
      status: [403],
    })),
  ),
  {
    what: 'a form of a strange page',
    ...post(
      '/tools/call',
      'tool_name=where',
      host,
      'Origin: https://evil.example',
      'Content-Type: text/plain',
    ),
    status: [403],
  },
];

const paths: Attack[] = [
  ...[
    '/../servers',
    '/servers/../tools',
    '/./servers',
    '//servers',
    '//evil.example/servers',
    '/servers//toolbox',
    '/servers/%2e%2e/tools',
    '/servers/%2E/tools',
    '/servers%2ftoolbox',
    '/servers/toolbox%2Ftools',
    '/servers/toolbox%5ctools',
    '/servers\\toolbox',
    '/servers/%252e%252e/tools',
    '/servers/toolbox%00',
    '/servers/toolbox%0d%0aX-Evil:%201',
    '/servers/%zz',
    '/servers;x=1/toolbox',
    '/servers/toolb\xf6x',
    '*',
  ].map((path) => ({ what: `the path ${path}`, lines: get(path, host, allowed), status: [400] })),
  {
    what: 'a path that is too long',
    lines: get(`/servers/${'x'.repeat(9000)}`, host, allowed),
    status: [414],
  },
  { what: 'a path that opens no file', lines: get('/etc/passwd', host, allowed), status: [404] },
  { what: 'a server of every object', lines: get('/servers/__proto__', host, allowed), status: [404] },
  {
    what: 'a tool of every object',
    ...post('/servers/toolbox/tools/constructor', '{}', host, allowed, json),
    status: [404],
  },
];

const methods: Attack[] = [
  ...['PUT', 'PATCH', 'HEAD', 'TRACE', 'PROPFIND'].map((method) => ({
    what: `the method ${method}`,
    lines: [`${method} /servers HTTP/1.1`, host, allowed],
    status: [405],
  })),
  { what: 'an unknown method', lines: ['EVIL /servers HTTP/1.1', host, allowed], status: [400] },
  { what: 'a call by GET', lines: get('/tools/call', host, allowed), status: [405] },
  {
    what: 'a method in a header',
    lines: get('/tools/call', host, allowed, 'X-HTTP-Method-Override: POST'),
    status: [400],
  },
  { what: 'a method in the query', lines: get('/tools/call?_method=POST', host, allowed), status: [405] },
  {
    what: 'a stream of one server without a session',
    lines: get('/servers/toolbox/mcp', host, allowed),
    status: [400, 406],
  },
  {
    what: 'another method at one server',
    lines: ['PUT /servers/toolbox/mcp HTTP/1.1', host, allowed],
    status: [405],
  },
  { what: 'an older protocol', lines: ['GET /servers HTTP/1.0', host, allowed], status: [400] },
];

const smuggled = `GET /metrics HTTP/1.1\r\n${host}\r\n${allowed}\r\n\r\n`;

const smuggling: Attack[] = [
  {
    what: 'a length and a transfer encoding',
    lines: [
      'POST /tools/call HTTP/1.1',
      host,
      allowed,
      json,
      'Content-Length: 4',
      'Transfer-Encoding: chunked',
    ],
    body: `0\r\n\r\n${smuggled}`,
    status: [400],
  },
  {
    what: 'two lengths',
    lines: ['POST /tools/call HTTP/1.1', host, allowed, json, 'Content-Length: 0', 'Content-Length: 99'],
    body: smuggled,
    status: [400],
  },
  {
    what: 'two transfer encodings',
    lines: [
      'POST /tools/call HTTP/1.1',
      host,
      allowed,
      json,
      'Transfer-Encoding: chunked',
      'Transfer-Encoding: identity',
    ],
    body: `0\r\n\r\n${smuggled}`,
    status: [400],
  },
  {
    what: 'an unknown transfer encoding',
    lines: ['POST /tools/call HTTP/1.1', host, allowed, json, 'Transfer-Encoding: xchunked'],
    body: `0\r\n\r\n${smuggled}`,
    status: [400],
  },
  {
    what: 'a space before the colon',
    lines: ['POST /tools/call HTTP/1.1', host, allowed, json, 'Transfer-Encoding : chunked'],
    body: `0\r\n\r\n${smuggled}`,
    status: [400],
  },
  {
    what: 'a folded header',
    lines: ['GET /servers HTTP/1.1', host, allowed, 'X-Folded: a', ' Transfer-Encoding: chunked'],
    status: [400],
  },
  {
    what: 'a length that is not a number',
    lines: ['POST /tools/call HTTP/1.1', host, allowed, json, 'Content-Length: 0x10'],
    status: [400],
  },
  {
    what: 'a length below nothing',
    lines: ['POST /tools/call HTTP/1.1', host, allowed, json, 'Content-Length: -1'],
    status: [400],
  },
  {
    what: 'a chunk of no size',
    lines: ['POST /tools/call HTTP/1.1', host, allowed, json, 'Transfer-Encoding: chunked'],
    body: 'zz\r\nx\r\n0\r\n\r\n',
    status: [0, 400],
  },
  {
    what: 'a header with a bare line feed',
    lines: ['GET /servers HTTP/1.1', host, `X: a\nY: b\0`, allowed],
    status: [400],
  },
  {
    what: 'headers that are too large',
    lines: ['GET /servers HTTP/1.1', host, allowed, `X-Large: ${'x'.repeat(20_000)}`],
    status: [431],
  },
  {
    what: 'a change to another protocol',
    lines: [
      'GET /servers HTTP/1.1',
      host,
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
    ],
    status: [0, 400, 401],
  },
  {
    what: 'a change to HTTP/2',
    lines: ['PRI * HTTP/2.0', '', 'SM', ''],
    status: [0, 400, 505],
  },
  {
    what: 'an unknown expectation',
    lines: ['GET /servers HTTP/1.1', host, allowed, 'Expect: tea'],
    status: [417],
  },
  { what: 'no HTTP at all', lines: ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'], status: [400] },
];

const deep = (count: number) => `${'['.repeat(count)}${']'.repeat(count)}`;
const at = (path: string, what: string, body: string, status: number, ...headers: string[]): Attack => ({
  what,
  ...post(path, body, host, allowed, ...(headers.length > 0 ? headers : [json])),
  status: [status],
});

const bodies: Attack[] = [
  at('/tools/call', 'a body that is too large', `{"tool_name":"${'x'.repeat(70_000)}"}`, 413),
  {
    what: 'a body that says it is too large',
    lines: ['POST /tools/call HTTP/1.1', host, allowed, json, 'Content-Length: 99999999999'],
    status: [413],
  },
  {
    what: 'a body in parts that is too large',
    lines: ['POST /tools/call HTTP/1.1', host, allowed, json, 'Transfer-Encoding: chunked'],
    body: `${`${(30_000).toString(16)}\r\n${' '.repeat(30_000)}\r\n`.repeat(3)}0\r\n\r\n`,
    status: [413],
  },
  at('/mcp', 'an MCP message that is too large', `{"x":"${'x'.repeat(70_000)}"}`, 413),
  at('/tools/call', 'JSON that is too deep', `{"tool_name":"typed","arguments":{"a":${deep(20_000)}}}`, 400),
  at('/mcp', 'an MCP message that is too deep', deep(20_000), 400),
  at(
    '/servers/toolbox/mcp',
    'a message to one server that is too large',
    `{"x":"${'x'.repeat(70_000)}"}`,
    413,
  ),
  at('/servers/toolbox/mcp', 'a message to one server that is too deep', deep(20_000), 400),
  at('/servers/toolbox/mcp', 'a message to one server that is not JSON', '{"jsonrpc":', 400),
  at(
    '/servers/toolbox/mcp',
    'a message to one server as a text',
    '{"jsonrpc":"2.0","id":1,"method":"ping"}',
    415,
    'Content-Type: text/plain',
  ),
  at(
    '/servers/toolbox/mcp',
    'a session of one server that someone else may have',
    '{"jsonrpc":"2.0","id":1,"method":"ping"}',
    404,
    json,
    'Mcp-Session-Id: 1',
    'Accept: application/json, text/event-stream',
  ),
  at('/servers/__proto__/mcp', 'a message to a server of every object', '{"jsonrpc":"2.0","id":1}', 404),
  at('/servers/toolbox/mcp/x', 'a message below one server', '{"jsonrpc":"2.0","id":1}', 404),
  at(
    '/tools/call',
    'a key of every object',
    '{"tool_name":"where","arguments":{"__proto__":{"polluted":true}}}',
    400,
  ),
  at(
    '/tools/call',
    'a constructor as an argument',
    '{"server":"toolbox","tool_name":"typed","arguments":{"constructor":{}}}',
    422,
  ),
  at('/tools/call', 'no JSON', '{"tool_name":', 400),
  at('/tools/call', 'a list', '[]', 400),
  at('/tools/call', 'bytes that are not text', '{"tool_name":"\xff\xfe"}', 400),
  at('/tools/call', 'a text as JSON', call, 415, 'Content-Type: text/plain'),
  at(
    '/tools/call',
    'a form as JSON',
    'tool_name=where',
    415,
    'Content-Type: application/x-www-form-urlencoded',
  ),
  at('/tools/call', 'a body of no type', call, 415, 'X-None: 1'),
  at('/tools/call', 'JSON in another alphabet', call, 415, 'Content-Type: application/json; charset=utf-16'),
  at('/tools/call', 'a compressed body', call, 415, json, 'Content-Encoding: gzip'),
  {
    what: 'two types',
    ...post('/tools/call', call, host, allowed, 'Content-Type: text/plain', json),
    status: [400],
  },
  at(
    '/mcp',
    'an MCP message as a text',
    '{"jsonrpc":"2.0","id":1,"method":"ping"}',
    415,
    'Content-Type: text/plain',
  ),
  at(
    '/mcp',
    'a session that someone else may have',
    '{"jsonrpc":"2.0","id":1,"method":"ping"}',
    404,
    json,
    'Mcp-Session-Id: 1',
    'Accept: application/json, text/event-stream',
  ),
];

/** Requests that must be refused, by what they try. */
export const attacks: Readonly<Record<string, readonly Attack[]>> = {
  'without the token': tokens,
  'under another name': hosts,
  'of a web page': origins,
  'to a path that is not plain': paths,
  'by another method': methods,
  'that two readers would read differently': smuggling,
  'with a body that is not to be taken': bodies,
};

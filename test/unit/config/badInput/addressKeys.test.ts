import { address, badInputs, entry } from '../../support/badInput';

describe('The keys of an address', () => {
  badInputs({
    'must not have an empty address': {
      text: entry('url: ""'),
      problems: ["error shape 3:10 'url' of 'a' must not be empty."],
      servers: { a: 'invalid' },
    },
    'must not have a number for an address': {
      text: entry('url: 8080'),
      problems: ["error shape 3:10 'url' of 'a' must be text."],
      servers: { a: 'invalid' },
    },
    'must not have a file for an address': {
      text: entry('url: file:///etc/passwd'),
      problems: [
        "error bad-url 3:5 The 'url' of 'a' must start with 'http://', 'https://', 'ws://' or 'wss://' and…",
      ],
      servers: { a: 'invalid' },
    },
    'must not have an address without a scheme': {
      text: entry('url: localhost:8080/mcp'),
      problems: [
        "error bad-url 3:5 The 'url' of 'a' must start with 'http://', 'https://', 'ws://' or 'wss://' and…",
      ],
      servers: { a: 'invalid' },
    },
    'must not have a port that does not exist': {
      text: entry('url: http://h:99999'),
      problems: ["error bad-url 3:5 The 'url' of 'a' has an invalid host or port. Correct it."],
      servers: { a: 'invalid' },
    },
    'must not have spaces around the address': {
      text: entry('url: " https://h "'),
      problems: ["error bad-url 3:5 The 'url' of 'a' contains a space or a line break. Remove it."],
      servers: { a: 'invalid' },
    },
    'must not have a line break in the address': {
      text: entry('url: |', '  https://h', '  /mcp'),
      problems: ["error bad-url 3:5 The 'url' of 'a' contains a space or a line break. Remove it."],
      servers: { a: 'invalid' },
    },
    'may have a variable in the address': {
      text: entry('url: "https://${HOST:-h}/mcp"'),
      problems: [],
      servers: { a: 'https://${HOST:-h}/mcp' },
    },
    'must not be a WebSocket address with another type': {
      text: entry('type: http', 'url: wss://h'),
      problems: [
        "error type-mismatch 3:5 'a' has the type 'http' but a 'url' with 'ws'. Change the one that is…",
      ],
      servers: { a: 'invalid' },
    },
    'must not have an empty map of headers': {
      text: address('headers:'),
      problems: [
        "error shape 4:5 'headers' of 'a' is empty: it must be a map. Remove it if it has no value.",
      ],
      servers: { a: 'invalid' },
    },
    'must not have a list of headers': {
      text: address('headers: ["A: b"]'),
      problems: ["error shape 4:14 'headers' of 'a' must be a map."],
      servers: { a: 'invalid' },
    },
    'must not have null for a header': {
      text: address('headers: { A: ~ }'),
      problems: [
        "error shape 4:19 'headers.A' of 'a' is empty: it must be text. Remove it if it has no value.",
      ],
      servers: { a: 'invalid' },
    },
    'may have a number for a header': {
      text: address('headers: { X-Version: 1.10 }'),
      problems: ["hint not-text 4:27 A number is read as the text '1.10'. Quote it to be explicit."],
      servers: { a: 'https://h' },
      fixes: ['Quote it: "1.10"'],
    },
    'must not have a colon in the name of a header': {
      text: address('headers: { "A:": b }'),
      problems: [
        "error bad-header 4:16 The header 'A:' of 'a' has a name that is not allowed: use letters, digits…",
      ],
      servers: { a: 'invalid' },
    },
    'must not have a header without a name': {
      text: address('headers: { "": b }'),
      problems: [
        "error bad-header 4:16 The header '' of 'a' has a name that is not allowed: use letters, digits…",
      ],
      servers: { a: 'invalid' },
    },
    'must not have a header of two lines': {
      text: address('headers:', '  A: |', '    b', '    c'),
      problems: ["error bad-header 5:7 The header 'A' of 'a' must be on one line."],
      servers: { a: 'invalid' },
    },
    'must not have a header that HTTP cannot hold': {
      text: address('headers: { A: 日本 }'),
      problems: [
        "error bad-header 4:16 The header 'A' of 'a' has a character that is not allowed in a header.",
      ],
      servers: { a: 'invalid' },
    },
  });
});

describe('The sign-in of an address', () => {
  badInputs({
    'must not be a text': {
      text: address('oauth: github'),
      problems: ["error shape 4:12 'oauth' of 'a' must be a map."],
      servers: { a: 'invalid' },
    },
    'must not be empty': {
      text: address('oauth:'),
      problems: ["error shape 4:5 'oauth' of 'a' is empty: it must be a map. Remove it if it has no value."],
      servers: { a: 'invalid' },
    },
    'must not be a list': {
      text: address('oauth: [a]'),
      problems: ["error shape 4:12 'oauth' of 'a' must be a map."],
      servers: { a: 'invalid' },
    },
    'must not have an empty client': {
      text: address('oauth: { clientId: "" }'),
      problems: ["error shape 4:24 'oauth.clientId' of 'a' must not be empty."],
      servers: { a: 'invalid' },
    },
    'must not have a number for scopes': {
      text: address('oauth: { scopes: 5 }'),
      problems: ["error shape 4:22 'oauth.scopes' of 'a' must be text or a list of texts."],
      servers: { a: 'invalid' },
    },
    'must not have another grant': {
      text: address('oauth: { grant: password }'),
      problems: [
        "error shape 4:21 'oauth.grant' of 'a' must be one of 'authorization_code', 'client_credentials',…",
      ],
      servers: { a: 'invalid' },
    },
    'must not have half a port': {
      text: address('oauth: { redirectPort: 80.5 }'),
      problems: ["error shape 4:28 'oauth.redirectPort' of 'a' must be a whole number."],
      servers: { a: 'invalid' },
    },
    'must not have a port out of range': {
      text: address('oauth: { redirectPort: 0 }'),
      problems: ["error shape 4:28 'oauth.redirectPort' of 'a' must be at least 1."],
      servers: { a: 'invalid' },
    },
    'must not have a text for a port': {
      text: address('oauth: { redirectPort: "8080" }'),
      problems: ["error shape 4:28 'oauth.redirectPort' of 'a' must be a number."],
      servers: { a: 'invalid' },
    },
    'must not have a document about the client without encryption': {
      text: address('oauth: { clientMetadataUrl: http://h/c.json }'),
      problems: [
        "error shape 4:33 'oauth.clientMetadataUrl' of 'a' must be an address that starts with 'https://'.",
      ],
      servers: { a: 'invalid' },
    },
    'must not have another algorithm': {
      text: address('oauth: { algorithm: HS256 }'),
      problems: [
        "error shape 4:25 'oauth.algorithm' of 'a' must be one of 'ES256', 'ES384', 'ES512', 'RS256',…",
      ],
      servers: { a: 'invalid' },
    },
    "must not have a company's sign-in without its parts": {
      text: address('oauth: { identityProvider: { clientId: c } }'),
      problems: [
        "error shape 4:32 'oauth.identityProvider.tokenEndpoint' of 'a' is missing.",
        "error shape 4:32 'oauth.identityProvider.idToken' of 'a' is missing.",
      ],
      servers: { a: 'invalid' },
    },
    'suggests the key that was meant': {
      text: address('oauth: { client_id: c }'),
      problems: ["warning unknown-key 4:14 Unknown key 'client_id'. Did you mean 'clientId'?"],
      servers: { a: 'https://h' },
      fixes: ["Change to 'clientId'"],
      fixed: 'mcpServers:\n  a:\n    url: https://h\n    oauth: { clientId: c }\n',
    },
    "suggests the key of the company's sign-in that was meant": {
      text: address(
        'oauth: { identityProvider: { tokenEndpoint: https://i, clientId: c, idToken: "${ID}", secret: "${S}" } }',
      ),
      problems: ["warning unknown-key 4:91 Unknown key 'secret'. It is ignored."],
      servers: { a: 'https://h' },
    },
  });
});

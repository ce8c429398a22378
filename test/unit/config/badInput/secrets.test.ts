import { address, badInputs, entry, program } from '../../support/badInput';

describe('A secret in plain text', () => {
  badInputs({
    'is found in a variable by its name': {
      text: program('env: { API_KEY: topsecret }'),
      problems: [
        "warning plain-secret 4:21 The value of 'API_KEY' looks like a secret, and this file may be…",
      ],
      servers: { a: 'x' },
      fixes: ["Move it to an input: '${input:api_key}'"],
      fixed:
        'mcpServers:\n  a:\n    command: x\n    env: { API_KEY: "${input:api_key}" }\n\ninputs:\n  api_key: { type: secret }\n',
    },
    'is found in a variable by its shape': {
      text: program('env:', '  GIVEN: sk-abc123DEF456'),
      problems: [
        "warning plain-secret 5:14 The value of 'GIVEN' looks like a secret, and this file may be shared.…",
      ],
      servers: { a: 'x' },
      fixes: ["Move it to an input: '${input:given}'"],
      fixed:
        'mcpServers:\n  a:\n    command: x\n    env:\n      GIVEN: "${input:given}"\n\ninputs:\n  given: { type: secret }\n',
    },
    'is found after its kind in a header': {
      text: address('headers: { Authorization: Bearer abc123DEF456ghi }'),
      problems: [
        "warning plain-secret 4:38 The value of 'Authorization' looks like a secret, and this file may be…",
      ],
      servers: { a: 'https://h' },
      fixes: ["Move it to an input: '${input:authorization}'"],
      fixed:
        'mcpServers:\n  a:\n    url: https://h\n    headers: { Authorization: "Bearer ${input:authorization}" }\n\ninputs:\n  authorization: { type: secret }\n',
    },
    'is found in quotes after its kind': {
      text: address('headers:', '  Authorization: "Bearer abc123DEF456ghi"'),
      problems: [
        "warning plain-secret 5:30 The value of 'Authorization' looks like a secret, and this file may be…",
      ],
      servers: { a: 'https://h' },
      fixes: ["Move it to an input: '${input:authorization}'"],
      fixed:
        'mcpServers:\n  a:\n    url: https://h\n    headers:\n      Authorization: "Bearer ${input:authorization}"\n\ninputs:\n  authorization: { type: secret }\n',
    },
    'is found in a header that begins like a comment': {
      text: address('headers:', '  x-api-key: abc123DEF456ghi'),
      problems: [
        "warning plain-secret 5:18 The value of 'x-api-key' looks like a secret, and this file may be…",
      ],
      servers: { a: 'https://h' },
      fixes: ["Move it to an input: '${input:x-api-key}'"],
      fixed:
        'mcpServers:\n  a:\n    url: https://h\n    headers:\n      x-api-key: "${input:x-api-key}"\n\ninputs:\n  x-api-key: { type: secret }\n',
    },
    'is found in a block text': {
      text: program('env:', '  TOKEN: |-', '    abc123DEF456ghi'),
      problems: [
        "warning plain-secret 6:9 The value of 'TOKEN' looks like a secret, and this file may be shared.…",
      ],
      servers: { a: 'x' },
      fixes: ["Move it to an input: '${input:token}'"],
      fixed:
        'mcpServers:\n  a:\n    command: x\n    env:\n      TOKEN: |-\n        ${input:token}\n\ninputs:\n  token: { type: secret }\n',
    },
    "is found in another client's variables": {
      text: program('environment: { TOKEN: abc123DEF456ghi }'),
      problems: [
        "hint other-name 4:5 'environment' works, but the key is called 'env' here.",
        "warning plain-secret 4:27 The value of 'TOKEN' looks like a secret, and this file may be shared.…",
      ],
      servers: { a: 'x' },
      fixes: ["Rename 'environment' to 'env'", "Move it to an input: '${input:token}'"],
    },
    'is found after an option': {
      text: program('args: [--token, abc123DEF456ghi]'),
      problems: [
        "warning plain-secret 4:21 The value of 'token' looks like a secret, and this file may be shared.…",
      ],
      servers: { a: 'x --token abc123DEF456ghi' },
      fixes: ["Move it to an input: '${input:token}'"],
      fixed:
        'mcpServers:\n  a:\n    command: x\n    args: [--token, "${input:token}"]\n\ninputs:\n  token: { type: secret }\n',
    },
    'is found within an option': {
      text: program('args: ["--api-key=abc123DEF456ghi"]'),
      problems: [
        "warning plain-secret 4:23 The value of 'api-key' looks like a secret, and this file may be…",
      ],
      servers: { a: 'x --api-key=abc123DEF456ghi' },
      fixes: ["Move it to an input: '${input:api-key}'"],
      fixed:
        'mcpServers:\n  a:\n    command: x\n    args: ["--api-key=${input:api-key}"]\n\ninputs:\n  api-key: { type: secret }\n',
    },
    'is found in an address': {
      text: entry('url: https://h/mcp?api_key=abc123DEF456ghi&x=1'),
      problems: [
        "warning plain-secret 3:32 The value of 'api_key' looks like a secret, and this file may be…",
      ],
      servers: { a: 'https://h/mcp?api_key=abc123DEF456ghi&x=1' },
      fixes: ["Move it to an input: '${input:api_key}'"],
      fixed:
        'mcpServers:\n  a:\n    url: "https://h/mcp?api_key=${input:api_key}&x=1"\n\ninputs:\n  api_key: { type: secret }\n',
    },
    'is found in the sign-in': {
      text: address('oauth: { clientId: c, clientSecret: abc123DEF456ghi }'),
      problems: [
        "warning plain-secret 4:41 The value of 'clientSecret' looks like a secret, and this file may be…",
      ],
      servers: { a: 'https://h' },
      fixes: ["Move it to an input: '${input:clientsecret}'"],
      fixed:
        'mcpServers:\n  a:\n    url: https://h\n    oauth: { clientId: c, clientSecret: "${input:clientsecret}" }\n\ninputs:\n  clientsecret: { type: secret }\n',
    },
    'is found in the sign-in of the company': {
      text: address(
        'oauth: { identityProvider: { tokenEndpoint: https://i, clientId: c, clientSecret: abc123DEF456ghi, idToken: "${ID}" } }',
      ),
      problems: [
        "warning plain-secret 4:87 The value of 'clientSecret' looks like a secret, and this file may be…",
      ],
      servers: { a: 'https://h' },
      fixes: ["Move it to an input: '${input:clientsecret}'"],
    },
    'is found at its anchor': {
      text: 'x-t: &t abc123DEF456ghi\nmcpServers:\n  a: { command: x, env: { TOKEN: *t } }\n',
      problems: [
        "warning plain-secret 1:9 The value of 'TOKEN' looks like a secret, and this file may be shared.…",
      ],
      servers: { a: 'x' },
      fixes: ["Move it to an input: '${input:token}'"],
    },
    'is found at the anchor of a merge, once': {
      text: 'x-b: &b { env: { TOKEN: abc123DEF456ghi } }\nmcpServers:\n  a: { <<: *b, command: x }\n  b: { <<: *b, command: y }\n',
      problems: [
        "warning plain-secret 1:25 The value of 'TOKEN' looks like a secret, and this file may be shared.…",
      ],
      servers: { a: 'x', b: 'y' },
      fixes: ["Move it to an input: '${input:token}'"],
    },
    'is given a name that is free': {
      text: 'inputs: { token: {} }\nmcpServers:\n  a: { command: x, env: { TOKEN: abc123DEF456ghi } }\n',
      problems: [
        "warning plain-secret 3:34 The value of 'TOKEN' looks like a secret, and this file may be shared.…",
      ],
      servers: { a: 'x' },
      fixes: ["Move it to an input: '${input:token-2}'"],
      fixed:
        'inputs: { token-2: { type: secret }, token: {} }\nmcpServers:\n  a: { command: x, env: { TOKEN: "${input:token-2}" } }\n',
    },
    'is moved out of JSON': {
      text: '{ "mcpServers": { "a": { "command": "x", "env": { "TOKEN": "abc123DEF456ghi" } } } }\n',
      problems: [
        "warning plain-secret 1:61 The value of 'TOKEN' looks like a secret, and this file may be shared.…",
      ],
      servers: { a: 'x' },
      fixes: ["Move it to an input: '${input:token}'"],
      fixed:
        '{ "inputs": { "token": { "type": "secret" } }, "mcpServers": { "a": { "command": "x", "env": { "TOKEN": "${input:token}" } } } }\n',
    },
    'is found below a name of JavaScript': {
      text: program('env: { constructor: sk-abc123DEF456 }'),
      problems: [
        "warning plain-secret 4:25 The value of 'constructor' looks like a secret, and this file may be…",
      ],
      servers: { a: 'x' },
      fixes: ["Move it to an input: '${input:constructor}'"],
    },
    'is found below a name in another script': {
      text: program('env: { КЛЮЧ: sk-abc123DEF456 }'),
      problems: [
        "warning plain-secret 4:18 The value of 'КЛЮЧ' looks like a secret, and this file may be shared.…",
      ],
      servers: { a: 'x' },
      fixes: ["Move it to an input: '${input:secret}'"],
    },
    'is found as the password of an address': {
      text: program('env: { DATABASE_URL: "postgres://app:hunter2pw@db/prod" }'),
      problems: [
        "warning plain-secret 4:42 The address in 'DATABASE_URL' contains a password, and this file may be shared.…",
      ],
      servers: { a: 'x' },
      fixes: ["Move it to an input: '${input:database_url-password}'"],
      fixed:
        'mcpServers:\n  a:\n    command: x\n    env: { DATABASE_URL: "postgres://app:${input:database_url-password}@db/prod" }\n\ninputs:\n  database_url-password: { type: secret }\n',
    },
    'is found as the password of an address among the arguments': {
      text: program('args: ["--db=postgres://app:hunter2pw@db/prod"]'),
      problems: [
        "warning plain-secret 4:33 The address in 'args' contains a password, and this file may be shared.…",
      ],
      servers: { a: 'x --db=postgres://app:hunter2pw@db/prod' },
      fixes: ["Move it to an input: '${input:args-password}'"],
    },
    'is found with slashes in it': {
      text: program('env: { SIGNER: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE1 }'),
      problems: [
        "warning plain-secret 4:20 The value of 'SIGNER' looks like a secret, and this file may be shared.…",
      ],
      servers: { a: 'x' },
      fixes: ["Move it to an input: '${input:signer}'"],
    },
    'is not repeated in the problem': {
      text: 'mcpServers:\n  a: sk-abc123DEF456\n',
      problems: ["error shape 2:3 'a' must be a map with 'command' or 'url', but it is '•••'."],
      servers: { a: 'invalid' },
    },
    'is not a variable, port or placeholder in an address': {
      text: program(
        'env: { A: "postgres://app:${PW}@db/x", B: "http://h:8080/x@y", C: "ftp://u:password@h" }',
      ),
      problems: [],
      servers: { a: 'x' },
    },
    'is not a variable': {
      text: program('env: { TOKEN: "${TOKEN}", KEY: "${input:x}-abc" }', 'args: [--token, "${TOKEN}"]'),
      problems: ["warning unknown-input 4:37 There is no input 'x'. Describe it under 'inputs'."],
      servers: { a: 'x --token ${TOKEN}' },
      fixes: ["Describe the input 'x'"],
    },
    'is not a placeholder': {
      text: program('env: { TOKEN: <your token>, API_KEY: changeme-now }'),
      problems: [],
      servers: { a: 'x' },
    },
    'is not a short value': { text: program('env: { TOKEN: abc }'), problems: [], servers: { a: 'x' } },
    'is not a path after an option': {
      text: program('args: [--key, /etc/ssl/private.pem, --password, --verbose]'),
      problems: [],
      servers: { a: 'x --key /etc/ssl/private.pem --password --verbose' },
    },
    'is not a path, address, sentence or number': {
      text: program(
        'env: { A: /usr/lib/abc123DEF456, B: "https://h/abc123DEF456", C: "some words 123 ABC", D: 1234567890123 }',
      ),
      problems: ["hint not-text 4:95 A number is read as the text '1234567890123'. Quote it to be explicit."],
      servers: { a: 'x' },
      fixes: ['Quote it: "1234567890123"'],
    },
  });
});

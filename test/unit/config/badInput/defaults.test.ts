import { badInputs } from '../../support/badInput';

describe('The defaults in a file', () => {
  badInputs({
    'must not be a text': {
      text: 'defaults: fast\nmcpServers:\n  a: { command: x }\n',
      problems: ["error shape 1:1 'defaults' must be a map of keys that every server has."],
      servers: { a: 'x' },
    },
    'must not be a list': {
      text: 'defaults:\n  - cwd: z\nmcpServers:\n  a: { command: x }\n',
      problems: ["error shape 1:1 'defaults' must be a map of keys that every server has."],
      servers: { a: 'x' },
    },
    'may be empty': {
      text: 'defaults:\nmcpServers:\n  a: { command: x }\n',
      problems: [],
      servers: { a: 'x' },
    },
    'must not have a command': {
      text: 'defaults: { command: x }\nmcpServers:\n  a: { args: [y] }\n',
      problems: [
        "warning unknown-key 1:13 Unknown key 'command'. It is ignored.",
        "error no-launch 3:3 'a' needs 'command' (a program to start) or 'url' (a server to reach).",
      ],
      servers: { a: 'invalid' },
    },
    'must not have an address': {
      text: 'defaults: { url: https://h }\nmcpServers:\n  a: { command: x }\n',
      problems: ["warning unknown-key 1:13 Unknown key 'url'. It is ignored."],
      servers: { a: 'x' },
    },
    'must not have arguments': {
      text: 'defaults: { args: [y] }\nmcpServers:\n  a: { command: x }\n',
      problems: ["warning unknown-key 1:13 Unknown key 'args'. It is ignored."],
      servers: { a: 'x' },
    },
    'suggest the key that was meant': {
      text: 'defaults: { startTimout: 5s }\nmcpServers:\n  a: { command: x }\n',
      problems: ["warning unknown-key 1:13 Unknown key 'startTimout'. Did you mean 'startTimeout'?"],
      servers: { a: 'x' },
      fixes: ["Change to 'startTimeout'"],
      fixed: 'defaults: { startTimeout: 5s }\nmcpServers:\n  a: { command: x }\n',
    },
    'lose a wrong value': {
      text: 'defaults: { cwd: 5, disabled: false }\nmcpServers:\n  a: { command: x }\n',
      problems: ["error shape 1:18 'cwd' of 'defaults' must be text."],
      servers: { a: 'x' },
    },
    'require a unit in a time': {
      text: 'defaults: { requestTimeout: 30 }\nmcpServers:\n  a: { command: x }\n',
      problems: ["error shape 1:29 'requestTimeout' of 'defaults' needs a unit: 30s or 30ms?"],
      servers: { a: 'x' },
      fixes: ["Write '30s'"],
      fixed: 'defaults: { requestTimeout: 30s }\nmcpServers:\n  a: { command: x }\n',
    },
    'accept keys of other clients': {
      text: 'defaults: { alwaysAllow: [t], timeout: 5 }\nmcpServers:\n  a: { command: x }\n',
      problems: [
        "hint other-name 1:13 'alwaysAllow' works, but the key is called 'autoApprove' here.",
        "warning no-unit 1:31 'timeout' of 'defaults' is ignored: some clients mean seconds by it, others…",
      ],
      servers: { a: 'x' },
      fixes: ["Rename 'alwaysAllow' to 'autoApprove'", "Write 'requestTimeout: 5s'"],
      fixed: 'defaults: { autoApprove: [t], timeout: 5 }\nmcpServers:\n  a: { command: x }\n',
    },
    'must not have an empty map of variables': {
      text: 'defaults: { env: }\nmcpServers:\n  a: { command: x }\n',
      problems: [
        "error shape 1:13 'env' of 'defaults' is empty: it must be a map. Remove it if it has no value.",
      ],
      servers: { a: 'x' },
    },
    'may have numbers for variables': {
      text: 'defaults: { env: { PORT: 080 } }\nmcpServers:\n  a: { command: x }\n',
      problems: ["hint not-text 1:26 A number is read as the text '080'. Quote it to be explicit."],
      servers: { a: 'x' },
      fixes: ['Quote it: "080"'],
    },
    'must not have a list for a variable': {
      text: 'defaults: { env: { A: [b] } }\nmcpServers:\n  a: { command: x }\n',
      problems: ["error shape 1:23 'env.A' of 'defaults' must be text."],
      servers: { a: 'x' },
    },
    'report unknown variables': {
      text: 'defaults: { env: { A: "${input:nope}" } }\nmcpServers:\n  a: { command: x }\n',
      problems: ["warning unknown-input 1:24 There is no input 'nope'. Describe it under 'inputs'."],
      servers: { a: 'x' },
      fixes: ["Describe the input 'nope'"],
    },
    'report secrets in plain text': {
      text: 'defaults: { headers: { Authorization: Bearer abc123DEF456ghi } }\nmcpServers:\n  a: { url: https://h }\n',
      problems: [
        "warning plain-secret 1:46 The value of 'Authorization' looks like a secret, and this file may be…",
      ],
      servers: { a: 'https://h' },
      fixes: ["Move it to an input: '${input:authorization}'"],
    },
    'do not fix a broken server': {
      text: 'defaults: { cwd: z }\nmcpServers:\n  a: { cwd: 5 }\n',
      problems: ["error shape 3:13 'cwd' of 'a' must be text."],
      servers: { a: 'invalid' },
    },
    'are merged before a header is found wrong': {
      text: 'defaults: { headers: { "A B": c } }\nmcpServers:\n  a: { url: https://h }\n  b: { command: x }\n',
      problems: [
        "error bad-header 1:24 The header 'A B' of 'a' has a name that is not allowed: use letters, digits…",
      ],
      servers: { a: 'invalid', b: 'x' },
    },
    'accept the names of JavaScript as names like any other': {
      text: 'defaults: { __proto__: { disabled: true }, constructor: 1, env: { __proto__: p, constructor: c } }\nmcpServers:\n  a: { command: x }\n',
      problems: [
        "warning unknown-key 1:13 Unknown key '__proto__'. It is ignored.",
        "warning unknown-key 1:44 Unknown key 'constructor'. It is ignored.",
      ],
      servers: { a: 'x' },
    },
    'accept a key of the sign-in': {
      text: 'defaults: { oauth: { scope: a } }\nmcpServers:\n  a: { url: https://h }\n',
      problems: ["warning unknown-key 1:22 Unknown key 'scope'. Did you mean 'scopes'?"],
      servers: { a: 'https://h' },
      fixes: ["Change to 'scopes'"],
    },
  });
});

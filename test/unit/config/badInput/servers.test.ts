import { address, badInputs, entry, program } from '../../support/badInput';

describe('An entry of a server', () => {
  badInputs({
    'must not be null': {
      text: 'mcpServers:\n  a:\n  b: { command: y }\n',
      problems: ["error shape 2:3 'a' must be a map with 'command' or 'url', but it is empty."],
      servers: { a: 'invalid', b: 'y' },
    },
    'must not be an explicit null': {
      text: 'mcpServers:\n  a: ~\n',
      problems: ["error shape 2:3 'a' must be a map with 'command' or 'url', but it is empty."],
      servers: { a: 'invalid' },
    },
    'must not be true': {
      text: 'mcpServers:\n  a: true\n',
      problems: ["error shape 2:3 'a' must be a map with 'command' or 'url', but it is 'true'."],
      servers: { a: 'invalid' },
    },
    'must not be a date': {
      text: 'mcpServers:\n  a: 2024-01-01\n',
      problems: ["error shape 2:3 'a' must be a map with 'command' or 'url', but it is '2024-01-01'."],
      servers: { a: 'invalid' },
    },
    'must not be a command line': {
      text: 'mcpServers:\n  a: npx -y server\n',
      problems: ["error shape 2:3 'a' must be a map with 'command' or 'url', but it is 'npx -y server'."],
      servers: { a: 'invalid' },
    },
    'must not be a list': {
      text: 'mcpServers:\n  a:\n    - command: x\n',
      problems: ["error shape 2:3 'a' must be a map with 'command' or 'url', but it is a list."],
      servers: { a: 'invalid' },
    },
    'must not be an empty map': {
      text: 'mcpServers:\n  a: {}\n',
      problems: [
        "error no-launch 2:3 'a' needs 'command' (a program to start) or 'url' (a server to reach).",
      ],
      servers: { a: 'invalid' },
    },
    'must not be notes alone': {
      text: entry('x-note: later'),
      problems: [
        "error no-launch 2:3 'a' needs 'command' (a program to start) or 'url' (a server to reach).",
      ],
      servers: { a: 'invalid' },
    },
    'must not be arguments alone': {
      text: entry('args: [y]'),
      problems: [
        "error no-launch 2:3 'a' needs 'command' (a program to start) or 'url' (a server to reach).",
      ],
      servers: { a: 'invalid' },
    },
    'must not have a name of spaces': {
      text: 'mcpServers:\n  "  ": { command: x }\n',
      problems: ['error shape 2:3 A server needs a name before the colon.'],
      servers: { '  ': 'invalid' },
    },
    'must not have null for a name': {
      text: 'mcpServers:\n  : { command: x }\n',
      problems: ['error shape 2:3 A server needs a name before the colon.'],
      servers: { '': 'invalid' },
    },
    'may have a number for a name, which stays as it is written': {
      text: 'mcpServers:\n  1.10: { command: x }\n  0x10: { command: y }\n',
      problems: [],
      servers: { '1.10': 'x', '0x10': 'y' },
    },
    'may have a keyword of YAML for a name': {
      text: 'mcpServers:\n  null: { command: x }\n  true: { command: y }\n',
      problems: [],
      servers: { null: 'x', true: 'y' },
    },
    'may have a name in another script': {
      text: 'mcpServers:\n  сервер-日本: { command: x }\n',
      problems: [],
      servers: { 'сервер-日本': 'x' },
    },
    'may have a name with an emoji before a mistake': {
      text: 'mcpServers:\n  "🦊🦊": { comand: x, command: y }\n',
      problems: ["warning unknown-key 2:13 Unknown key 'comand'. Did you mean 'command'?"],
      servers: { '🦊🦊': 'y' },
    },
    'may have a name of several lines': {
      text: 'mcpServers:\n  ? "one\n    two"\n  : { cwd: z }\n',
      problems: [
        "error no-launch 2:5 'one two' needs 'command' (a program to start) or 'url' (a server to reach).",
      ],
      servers: { 'one two': 'invalid' },
    },
    'is reported by a short form of a very long name': {
      text: `mcpServers:\n  ? ${'n'.repeat(100)}\n  : { cwd: z }\n`,
      problems: ['error no-launch 2:5…'],
      servers: {
        nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn:
          'invalid',
      },
    },
    'may be a demo that needs nothing else': {
      text: entry('type: demo'),
      problems: [],
      servers: { a: 'demo' },
    },
    'must not be a demo with a program': {
      text: program('type: demo'),
      problems: [
        "error type-mismatch 3:5 'a' has the type 'demo', which needs no 'command'. Remove one of the two.",
      ],
      servers: { a: 'invalid' },
    },
    'must not be a demo with an address': {
      text: address('type: demo'),
      problems: [
        "error type-mismatch 3:5 'a' has the type 'demo', which needs no 'url'. Remove one of the two.",
      ],
      servers: { a: 'invalid' },
    },
    'must not have a program and an address': {
      text: program('url: https://h'),
      problems: ["error both-launches 4:5 'a' has both 'command' and 'url'. Keep one of them."],
      servers: { a: 'invalid' },
    },
    'prevents no other when it is broken': {
      text: 'mcpServers:\n  a: 1\n  b: { command: y }\n  c: []\n  d: { url: https://h }\n',
      problems: [
        "error shape 2:3 'a' must be a map with 'command' or 'url', but it is '1'.",
        "error shape 4:3 'c' must be a map with 'command' or 'url', but it is a list.",
      ],
      servers: { a: 'invalid', b: 'y', c: 'invalid', d: 'https://h' },
    },
    'suggests the key that was meant': {
      text: entry('commnd: x'),
      problems: [
        "warning unknown-key 3:5 Unknown key 'commnd'. Did you mean 'command'?",
        "error no-launch 2:3 'a' needs 'command' (a program to start) or 'url' (a server to reach).",
      ],
      servers: { a: 'invalid' },
      fixes: ["Change to 'command'"],
      fixed: 'mcpServers:\n  a:\n    command: x\n',
    },
    'uses no command of an unknown key': {
      text: entry('cmd: x'),
      problems: ["hint other-name 3:5 'cmd' works, but the key is called 'command' here."],
      servers: { a: 'x' },
      fixes: ["Rename 'cmd' to 'command'"],
    },
    'ignores unknown keys, and what is in them': {
      text: program('note: { command: "${nope:x}", env: { TOKEN: sk-abc123DEF456 } }'),
      problems: ["warning unknown-key 4:5 Unknown key 'note'. It is ignored."],
      servers: { a: 'x' },
    },
    'treats a comment of JSON as a key': {
      text: 'mcpServers: {\n  "a": {\n    // the program\n    "command": "x" }\n}\n',
      problems: [
        "warning unknown-key 3:5 '//' does not start a comment: the line is read as a key. Start it with '#'.",
        "error no-launch 2:3 'a' needs 'command' (a program to start) or 'url' (a server to reach).",
      ],
      servers: { a: 'invalid' },
    },
  });
});

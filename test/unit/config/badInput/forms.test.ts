import { badInputs, entry, program } from '../../support/badInput';

describe('Duplicate names', () => {
  badInputs({
    'are refused among servers': {
      text: 'mcpServers:\n  a: { command: x }\n  b: { command: y }\n  "a": { command: z }\n',
      problems: ["error duplicate-name 4:3 'a' appears twice in the same place. Names must differ:…"],
      unusable: true,
    },
    'are refused at the top': {
      text: 'mcpServers: {}\ninputs: {}\nmcpServers: {}\n',
      problems: ["error duplicate-name 3:1 'mcpServers' appears twice at the top of the file. Names…"],
      unusable: true,
    },
    'are refused in an entry': {
      text: program('cwd: a', 'cwd: b'),
      problems: ["error duplicate-name 5:5 'cwd' appears twice in the same place. Names must differ:…"],
      unusable: true,
    },
    'are refused among variables': {
      text: program('env: { A: b, A: c }'),
      problems: ["error duplicate-name 4:18 'A' appears twice in the same place. Names must differ:…"],
      unusable: true,
    },
    'are refused in lists of maps': {
      text: 'x-l: [{ a: 1, a: 2 }]\nmcpServers:\n  a: { command: x }\n',
      problems: ["error duplicate-name 1:15 'a' appears twice in the same place. Names must differ:…"],
      unusable: true,
    },
    'are refused for names of JavaScript': {
      text: 'mcpServers:\n  __proto__: { command: x }\n  __proto__: { command: y }\n',
      problems: ["error duplicate-name 3:3 '__proto__' appears twice in the same place. Names must…"],
      unusable: true,
    },
    'are refused each at its place': {
      text: program('cwd: a', 'cwd: b', 'cwd: c'),
      problems: [
        "error duplicate-name 5:5 'cwd' appears twice in the same place. Names must differ:…",
        "error duplicate-name 6:5 'cwd' appears twice in the same place. Names must differ:…",
      ],
      unusable: true,
    },
    'are allowed when they differ in case': {
      text: program('env: { a: b, A: c }'),
      problems: [],
      servers: { a: 'x' },
    },
    'are refused as numbers that are written alike': {
      text: 'mcpServers:\n  1: { command: x }\n  "1": { command: y }\n',
      problems: ["error duplicate-name 3:3 '1' appears twice in the same place. Names must differ:…"],
      unusable: true,
    },
  });
});

describe('The form of a file', () => {
  badInputs({
    'may have a byte order mark before a mistake in its first line': {
      text: '\ufeffmcpServer: {}\n',
      problems: ["error no-servers 1:1 Unknown key 'mcpServer'. Did you mean 'mcpServers'? It lists the…"],
      unusable: true,
      fixes: ["Rename 'mcpServer' to 'mcpServers'"],
    },
    'may have Windows line breaks before a mistake': {
      text: 'mcpServers:\r\n  a:\r\n    command: 5\r\n',
      problems: ["error shape 3:14 'command' of 'a' must be text."],
      servers: { a: 'invalid' },
    },
    'may have both kinds of line breaks': {
      text: 'mcpServers:\r\n  a:\n    command: 5\r\n',
      problems: ["error shape 3:14 'command' of 'a' must be text."],
      servers: { a: 'invalid' },
    },
    'must not have line breaks of old Macs': {
      text: 'mcpServers:\r  a:\r    command: x\r',
      problems: ['error yaml 1:12 There is a second colon on this line, or a line below is indented too…'],
      unusable: true,
    },
    'may have tabs between values': {
      text: 'mcpServers:\n  a:\n    command:\tx\t# why\n    args:\t[\ty\t]\n',
      problems: [],
      servers: { a: 'x y' },
    },
    'may be JSON in one line with a mistake': {
      text: '{"mcpServers":{"a":{"command":5}}}',
      problems: ["error shape 1:31 'command' of 'a' must be text."],
      servers: { a: 'invalid' },
    },
    'may be JSON with tabs and a comma at the end': {
      text: '{\n\t"mcpServers": {\n\t\t"a": { "command": "x", },\n\t},\n}\n',
      problems: [],
      servers: { a: 'x' },
    },
    'may have a line separator of Unicode in a text': {
      text: 'mcpServers:\n  a: { command: "x\u2028y", comand: z }\n',
      problems: ["warning unknown-key 2:24 Unknown key 'comand'. Did you mean 'command'?"],
      servers: { a: 'x y' },
    },
    'may have half a character': {
      text: 'mcpServers:\n  a: { command: "\ud83e" }\n',
      problems: [],
      servers: { a: '\ud83e' },
    },
    'may have a text from right to left': {
      text: 'mcpServers:\n  שלום: { command: x, cwd: 5 }\n',
      problems: ["error shape 2:28 'cwd' of 'שלום' must be text."],
      servers: { שלום: 'invalid' },
    },
    'may have non-breaking spaces, which are not indentation': {
      text: 'mcpServers:\n\u00a0\u00a0a:\n    command: x\n',
      problems: [
        "warning unknown-key 2:1 Unknown key 'a'. It is ignored.",
        "hint empty 1:1 There are no servers below 'mcpServers' yet.",
      ],
    },
    'may have a very long line': {
      text: entry(`command: ${'x'.repeat(100_000)}`, 'cwd: 5'),
      problems: ["error shape 4:10 'cwd' of 'a' must be text."],
      servers: { a: 'invalid' },
    },
    'must not be nested without end': {
      text: `mcpServers: ${'{a: '.repeat(200)}1${'}'.repeat(200)}`,
      problems: ['error too-large 1:1 The file is nested too deeply and is not read. Is it a configuration?'],
      unusable: true,
    },
    'must not be nested without end by dashes': {
      text: `mcpServers: {}\nx-deep:\n  ${'- '.repeat(60)}a\n`,
      problems: ['error too-large 1:1 The file is nested too deeply and is not read. Is it a configuration?'],
      unusable: true,
    },
    'must not be huge': {
      text: entry(`command: ${'x'.repeat(300_000)}`),
      problems: [
        'error too-large 1:1 The file is larger than 256 kB and is not read. Is it a configuration?',
      ],
      unusable: true,
    },
    'must not have too many values': {
      text: `mcpServers: {}\nx-l: [${'1,'.repeat(110_000)}]\n`,
      problems: [
        'error too-large 1:1 The file contains too many values and is not read. Is it a configuration?',
      ],
      unusable: true,
    },
    'is reported with a few of very many mistakes': {
      text: `mcpServers:\n${'  a: { command: x }\n'.repeat(4000)}`,
      problems: [
        "error duplicate-name 3:3 'a' appears twice in the same place. Names must differ:…",
        "error duplicate-name 4:3 'a' appears twice in the same place. Names must differ:…",
        "error duplicate-name 5:3 'a' appears twice in the same place. Names must differ:…",
        "error duplicate-name 6:3 'a' appears twice in the same place. Names must differ:…",
        "error duplicate-name 7:3 'a' appears twice in the same place. Names must differ:…",
        "error duplicate-name 8:3 'a' appears twice in the same place. Names must differ:…",
        "error duplicate-name 9:3 'a' appears twice in the same place. Names must differ:…",
        "error duplicate-name 10:3 'a' appears twice in the same place. Names must differ:…",
        "error duplicate-name 11:3 'a' appears twice in the same place. Names must differ:…",
        "error duplicate-name 12:3 'a' appears twice in the same place. Names must differ:…",
        "error duplicate-name 13:3 'a' appears twice in the same place. Names must differ:…",
        "error duplicate-name 14:3 'a' appears twice in the same place. Names must differ:…",
        "error duplicate-name 15:3 'a' appears twice in the same place. Names must differ:…",
        "error duplicate-name 16:3 'a' appears twice in the same place. Names must differ:…",
        "error duplicate-name 17:3 'a' appears twice in the same place. Names must differ:…",
        "error duplicate-name 18:3 'a' appears twice in the same place. Names must differ:…",
        "error duplicate-name 19:3 'a' appears twice in the same place. Names must differ:…",
        "error duplicate-name 20:3 'a' appears twice in the same place. Names must differ:…",
        "error duplicate-name 21:3 'a' appears twice in the same place. Names must differ:…",
        "error duplicate-name 22:3 'a' appears twice in the same place. Names must differ:…",
      ],
      unusable: true,
    },
  });
});

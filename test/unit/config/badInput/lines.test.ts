import { badInputs, entry, program } from '../../support/badInput';

describe('A file with broken lines', () => {
  badInputs({
    'has tabs for indentation': {
      text: 'mcpServers:\n\ta:\n\t\tcommand: x\n',
      problems: [
        'error yaml 2:1 Tabs are not allowed as indentation. Indent with spaces.',
        'error yaml 3:1 Tabs are not allowed as indentation. Indent with spaces.',
      ],
      unusable: true,
    },
    'has a tab after spaces': {
      text: 'mcpServers:\n  a:\n  \tcommand: x\n',
      problems: ['error yaml 3:3 Tabs are not allowed as indentation. Indent with spaces.'],
      unusable: true,
    },
    'has a line that is indented too little': {
      text: 'mcpServers:\n    a:\n      command: x\n   b:\n      command: y\n',
      problems: [
        'error yaml 4:4 This line is indented differently from the lines it belongs to. Start them in the same column.',
      ],
      unusable: true,
    },
    'has a line that is indented too much': {
      text: 'mcpServers:\n  a:\n    command: x\n      args: [y]\n',
      problems: ['error yaml 3:14 There is a second colon on this line, or a line below is indented too…'],
      unusable: true,
    },
    'has no space after a colon': {
      text: 'mcpServers:\n  a:\n    command:x\n',
      problems: [
        "error shape 2:3 'a' must be a map with 'command' or 'url', but it is 'command:x'. Is a space…",
      ],
      servers: { a: 'invalid' },
    },
    'has a key without a colon': {
      text: 'mcpServers:\n  a:\n    command: x\n    disabled\n',
      problems: [
        "error yaml 4:5 This line is not of the form 'name: value'. Is a colon, a quote or a bracket missing?",
      ],
      unusable: true,
    },
    'has two colons on a line': {
      text: entry('command: x: y'),
      problems: ['error yaml 3:14 There is a second colon on this line, or a line below is indented too…'],
      unusable: true,
    },
    'has a list on the line of its key': {
      text: program('args: - a'),
      problems: ['error yaml 4:11 A list with dashes starts on the line below its name.'],
      unusable: true,
    },
    'has a value beside a list': {
      text: program('args:', '  - a', '  b: c'),
      problems: [
        'error yaml 6:7 This line is indented differently from the lines it belongs to. Start them in the same column.',
      ],
      unusable: true,
    },
    'has text after the header of a block text': {
      text: entry('command: | x'),
      problems: ['error yaml 3:16 Unexpected text. Is a quote, a comma or a bracket missing before it?'],
      unusable: true,
    },
    'has a block text that is not indented': {
      text: entry('command: |', 'x'),
      problems: [
        "error yaml 4:5 This line is not of the form 'name: value'. Is a colon, a quote or a bracket missing?",
      ],
      unusable: true,
    },
    'has an unfinished line at its end': {
      text: 'mcpServers:\n  a:\n    command: x\n    ar',
      problems: [
        "error yaml 4:5 This line is not of the form 'name: value'. Is a colon, a quote or a bracket missing?",
      ],
      unusable: true,
    },
  });
});

describe('A file of another kind', () => {
  badInputs({
    'has two documents': {
      text: 'mcpServers:\n  a: { command: x }\n---\nmcpServers: {}\n',
      problems: [
        "error yaml 3:1 The file holds more than one YAML document. Remove the line '---' or what follows it.",
      ],
      unusable: true,
    },
    'has an unknown directive': {
      text: '%MAGIC 1\n---\nmcpServers:\n  a: { command: x }\n',
      problems: ["warning yaml 1:1 The line '%MAGIC' has no meaning here and is ignored. Remove it."],
      servers: { a: 'x' },
    },
    'names a version without the line that must follow': {
      text: '%YAML 1.2\nmcpServers:\n  a: { command: x }\n',
      problems: ["error yaml 2:1 A line that begins with '%' needs a line '---' below it. Add one, or…"],
      unusable: true,
    },
    'has a list for a name': {
      text: 'mcpServers:\n  ? [a, b]\n  : { command: x }\n',
      problems: [
        "error yaml 2:5 A name must be text, not a list, a map or an alias. Quote it, or remove the '?'…",
      ],
      unusable: true,
    },
    'has a map for a name': {
      text: 'mcpServers:\n  { a: b }: { command: x }\n',
      problems: [
        "error yaml 2:3 A name must be text, not a list, a map or an alias. Quote it, or remove the '?'…",
      ],
      unusable: true,
    },
    'has an alias for a name': {
      text: 'x-name: &n a\nmcpServers:\n  *n : { command: x }\n',
      problems: [
        "error yaml 3:3 A name must be text, not a list, a map or an alias. Quote it, or remove the '?'…",
      ],
      unusable: true,
    },
    'contains a merge conflict': {
      text: 'mcpServers:\n<<<<<<< HEAD\n  a: { command: x }\n=======\n  a: { command: y }\n>>>>>>> other\n',
      problems: [
        'error yaml 2:1 The file contains a merge conflict. Keep one side, and remove the other side and the markers.',
      ],
      unusable: true,
    },
    'is not a text': {
      text: '\0\0\x01\x02\xff',
      problems: ["error shape 1:1 The file must be a map that starts with 'mcpServers:'."],
      unusable: true,
    },
    'is JavaScript': {
      text: 'module.exports = {\n  mcpServers: {},\n};\n',
      problems: [
        "error yaml 1:1 This line is not of the form 'name: value'. Is a colon, a quote or a bracket missing?",
        'error yaml 2:17 This comes after the end of a text, a list or a map. Quote all of it,…',
        'error yaml 3:1 Unexpected closing bracket. Remove it.',
      ],
      unusable: true,
    },
    'is TOML': {
      text: '[mcp_servers.a]\ncommand = "x"\n',
      problems: ['error yaml 2:1 This comes after the end of a text, a list or a map. Quote all of it,…'],
      unusable: true,
    },
    'is XML': {
      text: '<mcpServers>\n  <a command="x"/>\n</mcpServers>\n',
      problems: ["error shape 1:1 The file must be a map that starts with 'mcpServers:'."],
      unusable: true,
    },
    'is JSON with comments': {
      text: '{\n  // the servers\n  "mcpServers": { "a": { "command": "x" } }\n}\n',
      problems: [
        "warning unknown-key 2:3 '//' does not start a comment: the line is read as a key. Start it with '#'.",
        "error no-servers 1:1 The key 'mcpServers' is missing: it lists the servers by name.",
      ],
      unusable: true,
    },
  });
});

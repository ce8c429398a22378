import { badInputs, entry, program } from '../../support/badInput';

describe('A file with broken brackets, quotes or characters', () => {
  badInputs({
    'has a flow list that is not closed': {
      text: 'mcpServers:\n  a:\n    command: x\n    args: [a, b\n',
      problems: [
        "error yaml 4:11 The bracket that opens here is never closed. Put ']' where it ends, indented…",
      ],
      unusable: true,
    },
    'has a flow list that is not closed before another key': {
      text: 'mcpServers:\n  a:\n    args: [a, b\n    command: x\n',
      problems: [
        "error yaml 3:11 The bracket that opens here is never closed. Put ']' where it ends, indented…",
      ],
      unusable: true,
    },
    'has a flow map that is not closed': {
      text: 'mcpServers:\n  a: { command: x\n',
      problems: [
        "error yaml 2:6 The bracket that opens here is never closed. Put '}' where it ends, indented…",
      ],
      unusable: true,
    },
    'has a closing bracket too many': {
      text: 'mcpServers:\n  a: { command: x }}\n',
      problems: ['error yaml 2:20 Unexpected closing bracket. Remove it.'],
      unusable: true,
    },
    'has brackets that do not match': {
      text: 'mcpServers:\n  a: { command: [x } }\n',
      problems: [
        "error yaml 2:17 The bracket that opens here is never closed. Put ']' where it ends, indented…",
      ],
      unusable: true,
    },
    'has a double quote that is not closed': {
      text: program('args: ["a]'),
      problems: ['error yaml 4:12 The quote that opens here is never closed. Close it where the text ends.'],
      unusable: true,
    },
    'has a single quote that is not closed': {
      text: program("args: ['a]"),
      problems: ['error yaml 4:12 The quote that opens here is never closed. Close it where the text ends.'],
      unusable: true,
    },
    'has text after a quoted text': {
      text: entry('command: "x" y'),
      problems: ['error yaml 3:18 This comes after the end of a text, a list or a map. Quote all of it,…'],
      unusable: true,
    },
    'has an escape that does not exist': {
      text: entry('command: "C:\\\\tools\\\\x"'.replaceAll('\\\\', '\\')),
      problems: [
        "error yaml 3:23 '\\x' means nothing between double quotes. Write '\\\\' for a backslash, or use…",
      ],
      unusable: true,
    },
    'begins a value with an at sign': {
      text: program('args:', '  - @scope/pkg'),
      problems: ["error yaml 5:9 A text that begins with '@' needs quotes. Quote it."],
      unusable: true,
    },
    'begins a value with a backtick': {
      text: entry('command: `x`'),
      problems: ["error yaml 3:14 A text that begins with '`' needs quotes. Quote it."],
      unusable: true,
    },
    'begins a value with a percent sign': {
      text: entry('command: %x'),
      problems: ["error yaml 3:14 A text that begins with '%' needs quotes. Quote it."],
      unusable: true,
    },
    'has a comma without a value': {
      text: program('args: [a,, b]'),
      problems: ['error yaml 4:14 Unexpected comma. Remove it.'],
      unusable: true,
    },
    'has no comma between items': {
      text: program('args: [', '  "a"', '  "b"', ']'),
      problems: ['error yaml 6:7 A comma is missing before this. Add one, or quote the text.'],
      unusable: true,
    },
    'has no comma between the keys of a map': {
      text: 'mcpServers: {\n  "a": { "command": "x" }\n  "b": { "command": "y" }\n}\n',
      problems: ['error yaml 3:3 A comma is missing before this. Add one, or quote the text.'],
      unusable: true,
    },
    'has an alias with nothing after the star': {
      text: entry('command: *'),
      problems: ["error yaml 3:14 A text that begins with '*' or '&' needs quotes. Quote it."],
      unusable: true,
    },
    'has an anchor twice on one value': {
      text: entry('command: &a &b x'),
      problems: ['error yaml 3:17 This value has more than one anchor. Remove one.'],
      unusable: true,
    },
    'is cut off within a list': {
      text: 'mcpServers:\n  a:\n    command: x\n    args: [--fla',
      problems: [
        "error yaml 4:11 The bracket that opens here is never closed. Put ']' where it ends, indented…",
      ],
      unusable: true,
    },
    'has one mistake that breaks every line below': {
      text: 'mcpServers:\n  a:\n    command: "x\n    args: [y]\n  b:\n    command: z\n',
      problems: ['error yaml 3:14 The quote that opens here is never closed. Close it where the text ends.'],
      unusable: true,
    },
  });
});

import { badInputs } from '../../support/badInput';

const server = 'mcpServers:\n  a: { command: x }\n';
const asks = 'mcpServers:\n  a: { command: x, args: ["${input:key}"] }\n';

describe('The inputs of a file', () => {
  badInputs({
    'must not be a text': {
      text: `inputs: key\n${server}`,
      problems: ["error shape 1:1 'inputs' must be a map of names to inputs."],
      servers: { a: 'x' },
    },
    'may be empty': { text: `inputs:\n${server}`, problems: [], servers: { a: 'x' } },
    'may be empty each': {
      text: `inputs:\n  key:\n${asks}`,
      problems: [],
      servers: { a: 'x ${input:key}' },
    },
    'must not be a text each': {
      text: `inputs: { key: secret }\n${asks}`,
      problems: ["error shape 1:16 'key' must be a map."],
      servers: { a: 'x ${input:key}' },
    },
    'must not be a list each': {
      text: `inputs: { key: [secret] }\n${asks}`,
      problems: ["error shape 1:16 'key' must be a map."],
      servers: { a: 'x ${input:key}' },
    },
    'must not have an unknown type': {
      text: `inputs: { key: { type: password } }\n${asks}`,
      problems: ["error shape 1:24 'type' of 'key' must be one of 'text', 'secret', 'pick'."],
      servers: { a: 'x ${input:key}' },
    },
    'must not have an empty type': {
      text: `inputs: { key: { type: } }\n${asks}`,
      problems: ["error shape 1:18 'type' of 'key' is empty: it must be one of 'text', 'secret',…"],
      servers: { a: 'x ${input:key}' },
    },
    'suggest the key that was meant': {
      text: `inputs: { key: { desciption: d } }\n${server}`,
      problems: ["warning unknown-key 1:18 Unknown key 'desciption'. Did you mean 'description'?"],
      servers: { a: 'x' },
      fixes: ["Change to 'description'"],
      fixed: 'inputs: { key: { description: d } }\nmcpServers:\n  a: { command: x }\n',
    },
    'must not have a number for a description': {
      text: `inputs: { key: { description: 5 } }\n${server}`,
      problems: ["error shape 1:31 'description' of 'key' must be text."],
      servers: { a: 'x' },
    },
    'may have a number for a default': {
      text: `inputs: { key: { default: 1.10 } }\n${server}`,
      problems: ["hint not-text 1:27 A number is read as the text '1.10'. Quote it to be explicit."],
      servers: { a: 'x' },
      fixes: ['Quote it: "1.10"'],
    },
    'must not have a list for a default': {
      text: `inputs: { key: { default: [a] } }\n${server}`,
      problems: ["error shape 1:27 'default' of 'key' must be text."],
      servers: { a: 'x' },
    },
    'require options to pick from': {
      text: `inputs: { key: { type: pick } }\n${server}`,
      problems: ["error shape 1:11 The input 'key' is a 'pick' and needs 'options'."],
      servers: { a: 'x' },
    },
    'must not have empty options': {
      text: `inputs: { key: { type: pick, options: [] } }\n${server}`,
      problems: ["error shape 1:39 'options' of 'key' must not be empty."],
      servers: { a: 'x' },
    },
    'must not have a text for options': {
      text: `inputs: { key: { type: pick, options: a } }\n${server}`,
      problems: ["error shape 1:39 'options' of 'key' must be a list."],
      servers: { a: 'x' },
    },
    'may have numbers for options': {
      text: `inputs: { key: { type: pick, options: [1, true] } }\n${server}`,
      problems: [
        "hint not-text 1:40 A number is read as the text '1'. Quote it to be explicit.",
        "hint not-text 1:43 A boolean is read as the text 'true'. Quote it to be explicit.",
      ],
      servers: { a: 'x' },
      fixes: ['Quote it: "1"', 'Quote it: "true"'],
    },
    'must not have a name with spaces': {
      text: `inputs: { "my key": {} }\n${server}`,
      problems: ["error shape 1:11 The input 'my key' needs a name of letters, digits, '_', '-' and '.'."],
      servers: { a: 'x' },
    },
    'must not have a name of two lines, for which nothing is suggested': {
      text: `inputs: { "ke\\ry": {} }\n${asks}`,
      problems: [
        "error shape 1:11 The input 'ke y' needs a name of letters, digits, '_', '-' and '.'.",
        "warning unknown-input 3:28 There is no input 'key'. Describe it under 'inputs'.",
      ],
      servers: { a: 'x ${input:key}' },
      fixes: ["Describe the input 'key'"],
    },
    'must not have an empty name': {
      text: `inputs: { "": {} }\n${server}`,
      problems: ["error shape 1:11 The input '' needs a name of letters, digits, '_', '-' and '.'."],
      servers: { a: 'x' },
    },
    'may have names of JavaScript': {
      text: `inputs: { __proto__: {}, constructor: {} }\nmcpServers:\n  a: { command: x, args: ["\${input:__proto__}", "\${input:toString}"] }\n`,
      problems: ["warning unknown-input 3:50 There is no input 'toString'. Describe it under 'inputs'."],
      servers: { a: 'x ${input:__proto__} ${input:toString}' },
      fixes: ["Describe the input 'toString'"],
    },
    'may come from an alias': {
      text: `x-key: &k { type: wrong }\ninputs: { key: *k }\n${server}`,
      problems: ["error shape 1:19 'type' of 'key' must be one of 'text', 'secret', 'pick'."],
      servers: { a: 'x' },
    },
  });
});

describe('Inputs as VS Code lists them', () => {
  badInputs({
    'are accepted': {
      text: `inputs:\n  - { type: promptString, id: key, password: true }\n${asks}`,
      problems: [
        "hint other-name 1:1 A list of inputs works, but 'inputs' is a map of names to inputs here.",
      ],
      servers: { a: 'x ${input:key}' },
    },
    'require an id': {
      text: `inputs:\n  - { type: promptString }\n${server}`,
      problems: [
        "hint other-name 1:1 A list of inputs works, but 'inputs' is a map of names to inputs here.",
        "error shape 2:5 An input in a list needs an 'id' that is text.",
      ],
      servers: { a: 'x' },
    },
    'must have a text for an id': {
      text: `inputs:\n  - { id: 5 }\n${server}`,
      problems: [
        "hint other-name 1:1 A list of inputs works, but 'inputs' is a map of names to inputs here.",
        "error shape 2:5 An input in a list needs an 'id' that is text.",
      ],
      servers: { a: 'x' },
    },
    'must not be texts': {
      text: `inputs: [key]\n${asks}`,
      problems: [
        "hint other-name 1:1 A list of inputs works, but 'inputs' is a map of names to inputs here.",
        "error shape 1:10 An input in a list needs an 'id' that is text.",
        "warning unknown-input 3:28 There is no input 'key'. Describe it under 'inputs'.",
      ],
      servers: { a: 'x ${input:key}' },
      fixes: ["Describe the input 'key'"],
    },
    'must not have an id twice': {
      text: `inputs:\n  - { id: key }\n  - { id: key }\n${asks}`,
      problems: [
        "hint other-name 1:1 A list of inputs works, but 'inputs' is a map of names to inputs here.",
        "error duplicate-name 3:11 There are two inputs 'key'. Names must differ: rename or remove one.",
      ],
      servers: { a: 'x ${input:key}' },
    },
    'must not have an unknown type': {
      text: `inputs:\n  - { id: key, type: command }\n${asks}`,
      problems: [
        "hint other-name 1:1 A list of inputs works, but 'inputs' is a map of names to inputs here.",
        "error shape 2:22 'type' of 'key' must be 'promptString' or 'pickString' in a list.",
      ],
      servers: { a: 'x ${input:key}' },
    },
    'must not have a word for password': {
      text: `inputs:\n  - { id: key, password: yes }\n${asks}`,
      problems: [
        "hint other-name 1:1 A list of inputs works, but 'inputs' is a map of names to inputs here.",
        "error shape 2:26 'password' of 'key' must be true or false.",
      ],
      servers: { a: 'x ${input:key}' },
    },
    'suggest the key that was meant, since a secret could be shown': {
      text: `inputs:\n  - { id: key, pasword: true }\n${server}`,
      problems: [
        "hint other-name 1:1 A list of inputs works, but 'inputs' is a map of names to inputs here.",
        "warning unknown-key 2:16 Unknown key 'pasword'. Did you mean 'password'?",
      ],
      servers: { a: 'x' },
      fixes: ["Change to 'password'"],
      fixed: 'inputs:\n  - { id: key, password: true }\nmcpServers:\n  a: { command: x }\n',
    },
    'require options to pick from': {
      text: `inputs:\n  - { id: key, type: pickString }\n${server}`,
      problems: [
        "hint other-name 1:1 A list of inputs works, but 'inputs' is a map of names to inputs here.",
        "error shape 2:5 The input 'key' is a 'pick' and needs 'options'.",
      ],
      servers: { a: 'x' },
    },
    'may be an empty list': {
      text: `inputs: []\n${server}`,
      problems: [
        "hint other-name 1:1 A list of inputs works, but 'inputs' is a map of names to inputs here.",
      ],
      servers: { a: 'x' },
    },
  });
});

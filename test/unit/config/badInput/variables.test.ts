import { badInputs, program } from '../../support/badInput';

describe('A variable in a value', () => {
  badInputs({
    'is reported when it is unknown': {
      text: program('args: ["${nope nope}"]'),
      problems: ["warning unknown-variable 4:13 Unknown variable '${nope nope}'. For a literal '$',…"],
      servers: { a: 'x ${nope nope}' },
    },
    'is reported when it is empty': {
      text: program('args: ["${}"]'),
      problems: ["warning unknown-variable 4:13 Unknown variable '${}'. For a literal '$', remove the…"],
      servers: { a: 'x ${}' },
    },
    'is reported with a suggestion when it is misspelled': {
      text: program('args: ["${workspaceFolder :x}", "${workspacefolder :y}"]'),
      problems: [
        "warning unknown-variable 4:13 Unknown variable '${workspaceFolder :x}'. Did you mean…",
        "warning unknown-variable 4:38 Unknown variable '${workspacefolder :y}'. Did you mean…",
      ],
      servers: { a: 'x ${workspaceFolder :x} ${workspacefolder :y}' },
      fixes: ["Change to '${workspaceFolder:x}'", "Change to '${workspaceFolder:y}'"],
      fixed:
        'mcpServers:\n  a:\n    command: x\n    args: ["${workspaceFolder:x}", "${workspacefolder :y}"]\n',
    },
    'is reported with a suggestion when its kind is misspelled': {
      text: program('args: ["${envs:HOME}"]'),
      problems: [
        "warning unknown-variable 4:13 Unknown variable '${envs:HOME}'. Did you mean '${env:HOME}'?",
      ],
      servers: { a: 'x ${envs:HOME}' },
      fixes: ["Change to '${env:HOME}'"],
      fixed: 'mcpServers:\n  a:\n    command: x\n    args: ["${env:HOME}"]\n',
    },
    'is reported with a suggestion when its name has spaces': {
      text: program('args: ["${env: HOME}"]'),
      problems: [
        "warning unknown-variable 4:13 Unknown variable '${env: HOME}'. Did you mean '${env:HOME}'?",
      ],
      servers: { a: 'x ${env: HOME}' },
      fixes: ["Change to '${env:HOME}'"],
      fixed: 'mcpServers:\n  a:\n    command: x\n    args: ["${env:HOME}"]\n',
    },
    'is changed alone in a text with others': {
      text: program('args: ["--dir=${workspaceFolder}/${evn:SUB}/x"]'),
      problems: ["warning unknown-variable 4:38 Unknown variable '${evn:SUB}'. Did you mean '${env:SUB}'?"],
      servers: { a: 'x --dir=${workspaceFolder}/${evn:SUB}/x' },
      fixes: ["Change to '${env:SUB}'"],
      fixed: 'mcpServers:\n  a:\n    command: x\n    args: ["--dir=${workspaceFolder}/${env:SUB}/x"]\n',
    },
    'is reported when only VS Code knows its kind': {
      text: program('args: ["${command:pick}", "${file}"]'),
      problems: ["warning unknown-variable 4:13 Unknown variable '${command:pick}'. For a literal '$',…"],
      servers: { a: 'x ${command:pick} ${file}' },
    },
    'is reported when it is a command of the shell': {
      text: program('args: ["${$(id)}"]'),
      problems: ["warning unknown-variable 4:13 Unknown variable '${$(id)}'. For a literal '$', remove…"],
      servers: { a: 'x ${$(id)}' },
    },
    'is text when it is not closed': {
      text: program('args: ["${HOME", "$HOME", "$$", "{HOME}"]'),
      problems: [],
      servers: { a: 'x ${HOME $HOME $$ {HOME}' },
    },
    'ends at the first brace within a variable': {
      text: program('args: ["${A:-${B}}"]'),
      problems: ["warning unknown-variable 4:13 A default cannot contain another variable: '${A:-${B}'…"],
      servers: { a: 'x ${A:-${B}}' },
    },
    'is not replaced in names': {
      text: program('env: { "${nope nope}": v }'),
      problems: [],
      servers: { a: 'x' },
    },
    'may be named like what every object has': {
      text: program('args: ["${constructor}", "${env:__proto__}", "${input:constructor}"]'),
      problems: ["warning unknown-input 4:51 There is no input 'constructor'. Describe it under 'inputs'."],
      servers: { a: 'x ${constructor} ${env:__proto__} ${input:constructor}' },
      fixes: ["Describe the input 'constructor'"],
    },
  });
});

describe('An input that is not described', () => {
  badInputs({
    'gets a place below the others': {
      text: 'inputs:\n    key: { type: text }\nmcpServers:\n  a: { command: x, args: ["${input:brand-new}"] }\n',
      problems: ["warning unknown-input 4:28 There is no input 'brand-new'. Describe it under 'inputs'."],
      servers: { a: 'x ${input:brand-new}' },
      fixes: ["Describe the input 'brand-new'"],
      fixed:
        'inputs:\n    brand-new: { type: secret }\n    key: { type: text }\nmcpServers:\n  a: { command: x, args: ["${input:brand-new}"] }\n',
    },
    'gets a place of its own at the end': {
      text: program('args: ["${input:token}"]'),
      problems: ["warning unknown-input 4:13 There is no input 'token'. Describe it under 'inputs'."],
      servers: { a: 'x ${input:token}' },
      fixes: ["Describe the input 'token'"],
      fixed:
        'mcpServers:\n  a:\n    command: x\n    args: ["${input:token}"]\n\ninputs:\n  token: { type: secret }\n',
    },
    'gets a place at the end without a line break': {
      text: 'mcpServers:\n  a: { command: x, args: ["${input:token}"] }',
      problems: ["warning unknown-input 2:28 There is no input 'token'. Describe it under 'inputs'."],
      servers: { a: 'x ${input:token}' },
      fixes: ["Describe the input 'token'"],
      fixed:
        'mcpServers:\n  a: { command: x, args: ["${input:token}"] }\n\ninputs:\n  token: { type: secret }\n',
    },
    'gets a place after the opening bracket': {
      text: 'inputs: { other: {} }\nmcpServers:\n  a: { command: x, args: ["${input:token}"] }\n',
      problems: ["warning unknown-input 3:28 There is no input 'token'. Describe it under 'inputs'."],
      servers: { a: 'x ${input:token}' },
      fixes: ["Describe the input 'token'"],
      fixed:
        'inputs: { token: { type: secret }, other: {} }\nmcpServers:\n  a: { command: x, args: ["${input:token}"] }\n',
    },
    'gets a place in an empty map': {
      text: 'inputs: {}\nmcpServers:\n  a: { command: x, args: ["${input:token}"] }\n',
      problems: ["warning unknown-input 3:28 There is no input 'token'. Describe it under 'inputs'."],
      servers: { a: 'x ${input:token}' },
      fixes: ["Describe the input 'token'"],
      fixed:
        'inputs: { token: { type: secret } }\nmcpServers:\n  a: { command: x, args: ["${input:token}"] }\n',
    },
    'gets a place below an empty key': {
      text: 'inputs: # none yet\nmcpServers:\n  a: { command: x, args: ["${input:token}"] }\n',
      problems: ["warning unknown-input 3:28 There is no input 'token'. Describe it under 'inputs'."],
      servers: { a: 'x ${input:token}' },
      fixes: ["Describe the input 'token'"],
      fixed:
        'inputs: # none yet\n  token: { type: secret }\nmcpServers:\n  a: { command: x, args: ["${input:token}"] }\n',
    },
    'gets a place in the list of VS Code': {
      text: 'inputs:\n  - { id: other, type: promptString }\nmcpServers:\n  a: { command: x, args: ["${input:token}"] }\n',
      problems: [
        "hint other-name 1:1 A list of inputs works, but 'inputs' is a map of names to inputs here.",
        "warning unknown-input 4:28 There is no input 'token'. Describe it under 'inputs'.",
      ],
      servers: { a: 'x ${input:token}' },
      fixes: ["Describe the input 'token'"],
      fixed:
        'inputs:\n  - { id: "token", type: "promptString", password: true }\n  - { id: other, type: promptString }\nmcpServers:\n  a: { command: x, args: ["${input:token}"] }\n',
    },
    'gets a place in a list in brackets': {
      text: '{ "inputs": [], "mcpServers": { "a": { "command": "x", "args": ["${input:token}"] } } }\n',
      problems: [
        "hint other-name 1:3 A list of inputs works, but 'inputs' is a map of names to inputs here.",
        "warning unknown-input 1:66 There is no input 'token'. Describe it under 'inputs'.",
      ],
      servers: { a: 'x ${input:token}' },
      fixes: ["Describe the input 'token'"],
      fixed:
        '{ "inputs": [ { "id": "token", "type": "promptString", "password": true } ], "mcpServers": { "a": { "command": "x", "args": ["${input:token}"] } } }\n',
    },
    'gets a place in JSON': {
      text: '{\n  "mcpServers": { "a": { "command": "x", "args": ["${input:token}"] } }\n}\n',
      problems: ["warning unknown-input 2:52 There is no input 'token'. Describe it under 'inputs'."],
      servers: { a: 'x ${input:token}' },
      fixes: ["Describe the input 'token'"],
      fixed:
        '{ "inputs": { "token": { "type": "secret" } },\n  "mcpServers": { "a": { "command": "x", "args": ["${input:token}"] } }\n}\n',
    },
    'gets a place above a file that is indented': {
      text: '  mcpServers:\n    a: { command: x, args: ["${input:token}"] }\n',
      problems: ["warning unknown-input 2:30 There is no input 'token'. Describe it under 'inputs'."],
      servers: { a: 'x ${input:token}' },
      fixes: ["Describe the input 'token'"],
      fixed:
        '  inputs:\n    token: { type: secret }\n  mcpServers:\n    a: { command: x, args: ["${input:token}"] }\n',
    },
    'gets a place above a file with an end mark': {
      text: 'mcpServers:\n  a: { command: x, args: ["${input:token}"] }\n...\n',
      problems: ["warning unknown-input 2:28 There is no input 'token'. Describe it under 'inputs'."],
      servers: { a: 'x ${input:token}' },
      fixes: ["Describe the input 'token'"],
      fixed:
        'inputs:\n  token: { type: secret }\nmcpServers:\n  a: { command: x, args: ["${input:token}"] }\n...\n',
    },
    'gets a place in a file with Windows line breaks': {
      text: 'mcpServers:\r\n  a: { command: x, args: ["${input:token}"] }\r\n',
      problems: ["warning unknown-input 2:28 There is no input 'token'. Describe it under 'inputs'."],
      servers: { a: 'x ${input:token}' },
      fixes: ["Describe the input 'token'"],
      fixed:
        'mcpServers:\r\n  a: { command: x, args: ["${input:token}"] }\r\n\r\ninputs:\r\n  token: { type: secret }\r\n',
    },
    'gets no place when the inputs are an alias': {
      text: 'x-i: &i { other: {} }\ninputs: *i\nmcpServers:\n  a: { command: x, args: ["${input:token}"] }\n',
      problems: ["warning unknown-input 4:28 There is no input 'token'. Describe it under 'inputs'."],
      servers: { a: 'x ${input:token}' },
    },
    'may be a misspelled one': {
      text: 'inputs: { api-key: {} }\nmcpServers:\n  a: { command: x, args: ["${input:api_key}"] }\n',
      problems: ["warning unknown-input 3:28 There is no input 'api_key'. Did you mean 'api-key'?"],
      servers: { a: 'x ${input:api_key}' },
      fixes: ["Change to '${input:api-key}'"],
      fixed: 'inputs: { api-key: {} }\nmcpServers:\n  a: { command: x, args: ["${input:api-key}"] }\n',
    },
  });
});

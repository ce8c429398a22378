import { badInputs, program } from '../../support/badInput';

describe('A variable', () => {
  badInputs({
    'That nobody knows is told': {
      text: program('args: ["${nope nope}"]'),
      problems: ["warning unknown-variable 4:13 Unknown variable '${nope nope}'. For a literal '$',…"],
      servers: { a: 'x ${nope nope}' },
    },
    'That is empty is told': {
      text: program('args: ["${}"]'),
      problems: ["warning unknown-variable 4:13 Unknown variable '${}'. For a literal '$', remove the…"],
      servers: { a: 'x ${}' },
    },
    'That is misspelt is told with what was meant': {
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
    'With a misspelt kind is told with what was meant': {
      text: program('args: ["${envs:HOME}"]'),
      problems: [
        "warning unknown-variable 4:13 Unknown variable '${envs:HOME}'. Did you mean '${env:HOME}'?",
      ],
      servers: { a: 'x ${envs:HOME}' },
      fixes: ["Change to '${env:HOME}'"],
      fixed: 'mcpServers:\n  a:\n    command: x\n    args: ["${env:HOME}"]\n',
    },
    'With spaces in its name is told with what was meant': {
      text: program('args: ["${env: HOME}"]'),
      problems: [
        "warning unknown-variable 4:13 Unknown variable '${env: HOME}'. Did you mean '${env:HOME}'?",
      ],
      servers: { a: 'x ${env: HOME}' },
      fixes: ["Change to '${env:HOME}'"],
      fixed: 'mcpServers:\n  a:\n    command: x\n    args: ["${env:HOME}"]\n',
    },
    'In a text with others is changed alone': {
      text: program('args: ["--dir=${workspaceFolder}/${evn:SUB}/x"]'),
      problems: ["warning unknown-variable 4:38 Unknown variable '${evn:SUB}'. Did you mean '${env:SUB}'?"],
      servers: { a: 'x --dir=${workspaceFolder}/${evn:SUB}/x' },
      fixes: ["Change to '${env:SUB}'"],
      fixed: 'mcpServers:\n  a:\n    command: x\n    args: ["--dir=${workspaceFolder}/${env:SUB}/x"]\n',
    },
    'Of a kind of VS Code that is unknown here is told': {
      text: program('args: ["${command:pick}", "${file}"]'),
      problems: ["warning unknown-variable 4:13 Unknown variable '${command:pick}'. For a literal '$',…"],
      servers: { a: 'x ${command:pick} ${file}' },
    },
    'That runs a command of the shell is told': {
      text: program('args: ["${$(id)}"]'),
      problems: ["warning unknown-variable 4:13 Unknown variable '${$(id)}'. For a literal '$', remove…"],
      servers: { a: 'x ${$(id)}' },
    },
    'That is not closed is text': {
      text: program('args: ["${HOME", "$HOME", "$$", "{HOME}"]'),
      problems: [],
      servers: { a: 'x ${HOME $HOME $$ {HOME}' },
    },
    'Within a variable ends at the first brace': {
      text: program('args: ["${A:-${B}}"]'),
      problems: ["warning unknown-variable 4:13 A default cannot contain another variable: '${A:-${B}'…"],
      servers: { a: 'x ${A:-${B}}' },
    },
    'Is not looked for in names': {
      text: program('env: { "${nope nope}": v }'),
      problems: [],
      servers: { a: 'x' },
    },
    'May be named like what every object has': {
      text: program('args: ["${constructor}", "${env:__proto__}", "${input:constructor}"]'),
      problems: ["warning unknown-input 4:51 There is no input 'constructor'. Describe it under 'inputs'."],
      servers: { a: 'x ${constructor} ${env:__proto__} ${input:constructor}' },
      fixes: ["Describe the input 'constructor'"],
    },
  });
});

describe('An input that is not described', () => {
  badInputs({
    'Gets a place below the others': {
      text: 'inputs:\n    key: { type: text }\nmcpServers:\n  a: { command: x, args: ["${input:brand-new}"] }\n',
      problems: ["warning unknown-input 4:28 There is no input 'brand-new'. Describe it under 'inputs'."],
      servers: { a: 'x ${input:brand-new}' },
      fixes: ["Describe the input 'brand-new'"],
      fixed:
        'inputs:\n    brand-new: { type: secret }\n    key: { type: text }\nmcpServers:\n  a: { command: x, args: ["${input:brand-new}"] }\n',
    },
    'Gets a place of its own at the end': {
      text: program('args: ["${input:token}"]'),
      problems: ["warning unknown-input 4:13 There is no input 'token'. Describe it under 'inputs'."],
      servers: { a: 'x ${input:token}' },
      fixes: ["Describe the input 'token'"],
      fixed:
        'mcpServers:\n  a:\n    command: x\n    args: ["${input:token}"]\n\ninputs:\n  token: { type: secret }\n',
    },
    'Gets a place at the end without a line break': {
      text: 'mcpServers:\n  a: { command: x, args: ["${input:token}"] }',
      problems: ["warning unknown-input 2:28 There is no input 'token'. Describe it under 'inputs'."],
      servers: { a: 'x ${input:token}' },
      fixes: ["Describe the input 'token'"],
      fixed:
        'mcpServers:\n  a: { command: x, args: ["${input:token}"] }\n\ninputs:\n  token: { type: secret }\n',
    },
    'Gets a place behind the opening bracket': {
      text: 'inputs: { other: {} }\nmcpServers:\n  a: { command: x, args: ["${input:token}"] }\n',
      problems: ["warning unknown-input 3:28 There is no input 'token'. Describe it under 'inputs'."],
      servers: { a: 'x ${input:token}' },
      fixes: ["Describe the input 'token'"],
      fixed:
        'inputs: { token: { type: secret }, other: {} }\nmcpServers:\n  a: { command: x, args: ["${input:token}"] }\n',
    },
    'Gets a place in an empty map': {
      text: 'inputs: {}\nmcpServers:\n  a: { command: x, args: ["${input:token}"] }\n',
      problems: ["warning unknown-input 3:28 There is no input 'token'. Describe it under 'inputs'."],
      servers: { a: 'x ${input:token}' },
      fixes: ["Describe the input 'token'"],
      fixed:
        'inputs: { token: { type: secret } }\nmcpServers:\n  a: { command: x, args: ["${input:token}"] }\n',
    },
    'Gets a place below an empty key': {
      text: 'inputs: # none yet\nmcpServers:\n  a: { command: x, args: ["${input:token}"] }\n',
      problems: ["warning unknown-input 3:28 There is no input 'token'. Describe it under 'inputs'."],
      servers: { a: 'x ${input:token}' },
      fixes: ["Describe the input 'token'"],
      fixed:
        'inputs: # none yet\n  token: { type: secret }\nmcpServers:\n  a: { command: x, args: ["${input:token}"] }\n',
    },
    'Gets a place in the list of VS Code': {
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
    'Gets a place in a list in brackets': {
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
    'Gets a place in JSON': {
      text: '{\n  "mcpServers": { "a": { "command": "x", "args": ["${input:token}"] } }\n}\n',
      problems: ["warning unknown-input 2:52 There is no input 'token'. Describe it under 'inputs'."],
      servers: { a: 'x ${input:token}' },
      fixes: ["Describe the input 'token'"],
      fixed:
        '{ "inputs": { "token": { "type": "secret" } },\n  "mcpServers": { "a": { "command": "x", "args": ["${input:token}"] } }\n}\n',
    },
    'Gets a place above a file that is indented': {
      text: '  mcpServers:\n    a: { command: x, args: ["${input:token}"] }\n',
      problems: ["warning unknown-input 2:30 There is no input 'token'. Describe it under 'inputs'."],
      servers: { a: 'x ${input:token}' },
      fixes: ["Describe the input 'token'"],
      fixed:
        '  inputs:\n    token: { type: secret }\n  mcpServers:\n    a: { command: x, args: ["${input:token}"] }\n',
    },
    'Gets a place above a file with an end mark': {
      text: 'mcpServers:\n  a: { command: x, args: ["${input:token}"] }\n...\n',
      problems: ["warning unknown-input 2:28 There is no input 'token'. Describe it under 'inputs'."],
      servers: { a: 'x ${input:token}' },
      fixes: ["Describe the input 'token'"],
      fixed:
        'inputs:\n  token: { type: secret }\nmcpServers:\n  a: { command: x, args: ["${input:token}"] }\n...\n',
    },
    'Gets a place in a file of Windows': {
      text: 'mcpServers:\r\n  a: { command: x, args: ["${input:token}"] }\r\n',
      problems: ["warning unknown-input 2:28 There is no input 'token'. Describe it under 'inputs'."],
      servers: { a: 'x ${input:token}' },
      fixes: ["Describe the input 'token'"],
      fixed:
        'mcpServers:\r\n  a: { command: x, args: ["${input:token}"] }\r\n\r\ninputs:\r\n  token: { type: secret }\r\n',
    },
    'Gets no place where the inputs are an alias': {
      text: 'x-i: &i { other: {} }\ninputs: *i\nmcpServers:\n  a: { command: x, args: ["${input:token}"] }\n',
      problems: ["warning unknown-input 4:28 There is no input 'token'. Describe it under 'inputs'."],
      servers: { a: 'x ${input:token}' },
    },
    'May be one that is misspelt': {
      text: 'inputs: { api-key: {} }\nmcpServers:\n  a: { command: x, args: ["${input:api_key}"] }\n',
      problems: ["warning unknown-input 3:28 There is no input 'api_key'. Did you mean 'api-key'?"],
      servers: { a: 'x ${input:api_key}' },
      fixes: ["Change to '${input:api-key}'"],
      fixed: 'inputs: { api-key: {} }\nmcpServers:\n  a: { command: x, args: ["${input:api-key}"] }\n',
    },
  });
});

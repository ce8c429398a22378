import { badInputs } from '../../support/badInput';

describe('The top of a file', () => {
  badInputs({
    'may be null': {
      text: '~\n',
      problems: [
        "hint empty 1:1 There are no servers yet. Start with 'mcpServers:' and one entry per server.",
      ],
    },
    'may be a document mark alone': {
      text: '---\n',
      problems: [
        "hint empty 1:4 There are no servers yet. Start with 'mcpServers:' and one entry per server.",
      ],
    },
    'may have an empty map of servers': { text: 'mcpServers: {}\n', problems: [] },
    'may have an anchor': {
      text: '&all\nmcpServers:\n  a: { command: x }\n',
      problems: [],
      servers: { a: 'x' },
    },
    'may have a tag of another language': {
      text: '!config\nmcpServers:\n  a: { command: x }\n',
      problems: ['warning yaml 1:1 The tag before this value has no meaning here and is ignored. Remove it.'],
      servers: { a: 'x' },
    },
    'may merge its keys': {
      text: 'x-all: &all\n  mcpServers: { a: { command: x } }\n<<: *all\n',
      problems: [],
      servers: { a: 'x' },
    },
    'may be indented': { text: '  mcpServers:\n    a: { command: x }\n', problems: [], servers: { a: 'x' } },
    'must not be a number': {
      text: '42\n',
      problems: ["error shape 1:1 The file must be a map that starts with 'mcpServers:'."],
      unusable: true,
    },
    'must not be a list of servers': {
      text: '- command: x\n- command: y\n',
      problems: ["error shape 1:1 The file must be a map that starts with 'mcpServers:'."],
      unusable: true,
    },
    'must not be one server': {
      text: 'command: x\nargs: [y]\n',
      problems: [
        "warning unknown-key 1:1 Unknown key 'command'. It is ignored.",
        "warning unknown-key 2:1 Unknown key 'args'. It is ignored.",
        "error no-servers 1:1 The key 'mcpServers' is missing: it lists the servers by name.",
      ],
      unusable: true,
    },
    'must not be servers without mcpServers': {
      text: 'a: { command: x }\nb: { command: y }\n',
      problems: [
        "warning unknown-key 1:1 Unknown key 'a'. It is ignored.",
        "warning unknown-key 2:1 Unknown key 'b'. It is ignored.",
        "error no-servers 1:1 The key 'mcpServers' is missing: it lists the servers by name.",
      ],
      unusable: true,
    },
    'must not have a number for servers': {
      text: 'mcpServers: 5\n',
      problems: ["error shape 1:1 'mcpServers' must be a map of names to servers, not the value '5'."],
      unusable: true,
    },
    'must not have true for servers': {
      text: 'mcpServers: true\n',
      problems: ["error shape 1:1 'mcpServers' must be a map of names to servers, not the value 'true'."],
      unusable: true,
    },
    'must not have an empty text for servers': {
      text: 'mcpServers: ""\n',
      problems: ["error shape 1:1 'mcpServers' must be a map of names to servers, not the value ''."],
      unusable: true,
    },
    'must not have a very long text for servers': {
      text: `mcpServers: ${'x'.repeat(500)}\n`,
      problems: ["error shape 1:1 'mcpServers' must be a map of names to servers, not the value…"],
      unusable: true,
    },
    'accepts mcpServers in the wrong case with a warning': {
      text: 'mcpservers:\n  a: { command: x }\n',
      problems: ["error no-servers 1:1 Unknown key 'mcpservers'. Did you mean 'mcpServers'? It lists…"],
      unusable: true,
      fixes: ["Rename 'mcpservers' to 'mcpServers'"],
      fixed: 'mcpServers:\n  a: { command: x }\n',
    },
    'treats the key of Zed as unknown': {
      text: 'context_servers:\n  a: { command: x }\n',
      problems: [
        "warning unknown-key 1:1 Unknown key 'context_servers'. It is ignored.",
        "error no-servers 1:1 The key 'mcpServers' is missing: it lists the servers by name.",
      ],
      unusable: true,
    },
    'accepts the servers of VS Code': {
      text: 'servers:\n  a: { command: x }\n',
      problems: ["hint other-name 1:1 'servers' works, but the key is called 'mcpServers' here."],
      servers: { a: 'x' },
      fixes: ["Rename 'servers' to 'mcpServers'"],
      fixed: 'mcpServers:\n  a: { command: x }\n',
    },
    'keeps the quotes of JSON when it renames servers': {
      text: '{ "servers": { "a": { "command": "x" } } }\n',
      problems: ["hint other-name 1:3 'servers' works, but the key is called 'mcpServers' here."],
      servers: { a: 'x' },
      fixes: ["Rename 'servers' to 'mcpServers'"],
      fixed: '{ "mcpServers": { "a": { "command": "x" } } }\n',
    },
    'may have nothing below servers': {
      text: 'servers:\n',
      problems: [
        "hint other-name 1:1 'servers' works, but the key is called 'mcpServers' here.",
        "hint empty 1:1 There are no servers below 'servers' yet.",
      ],
      fixes: ["Rename 'servers' to 'mcpServers'"],
    },
    'ignores servers beside an empty mcpServers': {
      text: 'mcpServers:\nservers:\n  a: { command: x }\n',
      problems: [
        "warning unknown-key 2:1 'servers' is ignored because 'mcpServers' is also set.",
        "hint empty 1:1 There are no servers below 'mcpServers' yet.",
      ],
    },
    'suggests the key that was meant': {
      text: 'mcpServers:\n  a: { command: x }\ninput: {}\n',
      problems: ["warning unknown-key 3:1 Unknown key 'input'. Did you mean 'inputs'?"],
      servers: { a: 'x' },
      fixes: ["Change to 'inputs'"],
      fixed: 'mcpServers:\n  a: { command: x }\ninputs: {}\n',
    },
    'ignores keys of other tools': {
      text: 'version: 3\nmcpServers:\n  a: { command: x }\n',
      problems: ["warning unknown-key 1:1 Unknown key 'version'. It is ignored."],
      servers: { a: 'x' },
    },
    'may have an empty key': {
      text: '"": 1\nmcpServers:\n  a: { command: x }\n',
      problems: ["warning unknown-key 1:1 Unknown key ''. It is ignored."],
      servers: { a: 'x' },
    },
    'ignores keys of JavaScript objects': {
      text: '__proto__: { mcpServers: { b: { command: y } } }\nconstructor: 1\ntoString: 2\nmcpServers:\n  a: { command: x }\n',
      problems: [
        "warning unknown-key 1:1 Unknown key '__proto__'. It is ignored.",
        "warning unknown-key 2:1 Unknown key 'constructor'. It is ignored.",
        "warning unknown-key 3:1 Unknown key 'toString'. It is ignored.",
      ],
      servers: { a: 'x' },
    },
  });
});

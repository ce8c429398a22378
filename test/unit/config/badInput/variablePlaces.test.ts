import { address, badInputs, program } from '../../support/badInput';

describe('The place of a variable', () => {
  badInputs({
    'is exact in a plain text': {
      text: program('cwd: /some/${nope:x}/dir'),
      problems: ["warning unknown-variable 4:16 Unknown variable '${nope:x}'. For a literal '$', remove…"],
      servers: { a: 'x' },
    },
    'is exact in double quotes': {
      text: program('cwd: "/some/${nope:x}/dir"'),
      problems: ["warning unknown-variable 4:17 Unknown variable '${nope:x}'. For a literal '$', remove…"],
      servers: { a: 'x' },
    },
    'is exact in single quotes': {
      text: program("cwd: '/it''s/${nope:x}/dir'"),
      problems: ["warning unknown-variable 4:18 Unknown variable '${nope:x}'. For a literal '$', remove…"],
      servers: { a: 'x' },
    },
    'is exact after an escape': {
      text: program('cwd: "/\\u00e9/\\t${nope:x}/dir"'),
      problems: ["warning unknown-variable 4:21 Unknown variable '${nope:x}'. For a literal '$', remove…"],
      servers: { a: 'x' },
    },
    'is exact with an escape inside': {
      text: program('cwd: "${nope:\\"x\\"}"'),
      problems: ["warning unknown-variable 4:11 Unknown variable '${nope:\"x\"}'. For a literal '$',…"],
      servers: { a: 'x' },
    },
    'is exact with a quote inside': {
      text: program("cwd: '${nope:it''s}'"),
      problems: ["warning unknown-variable 4:11 Unknown variable '${nope:it's}'. For a literal '$',…"],
      servers: { a: 'x' },
    },
    'is that of the text when escapes hide it': {
      text: program('cwd: "\\x24{nope:x}/dir"'),
      problems: ["warning unknown-variable 4:10 Unknown variable '${nope:x}'. For a literal '$', remove…"],
      servers: { a: 'x' },
    },
    'is exact in a block text': {
      text: program('args:', '  - |', '    one', '    two ${nope:x}'),
      problems: ["warning unknown-variable 7:13 Unknown variable '${nope:x}'. For a literal '$', remove…"],
      servers: { a: 'x one\ntwo ${nope:x}\n' },
    },
    'is exact in a folded text': {
      text: program('args:', '  - >-', '    one', '    two ${nope:x}'),
      problems: ["warning unknown-variable 7:13 Unknown variable '${nope:x}'. For a literal '$', remove…"],
      servers: { a: 'x one two ${nope:x}' },
    },
    'is exact when a folded text breaks within it': {
      text: program('args:', '  - >-', '    one ${nope:x', '    y} two'),
      problems: ["warning unknown-variable 6:13 Unknown variable '${nope:x y}'. For a literal '$',…"],
      servers: { a: 'x one ${nope:x y} two' },
    },
    'is exact when a plain text breaks within it': {
      text: program('cwd: one ${nope:x', '  y} two'),
      problems: ["warning unknown-variable 4:14 Unknown variable '${nope:x y}'. For a literal '$',…"],
      servers: { a: 'x' },
    },
    'is exact when a quoted text breaks within it': {
      text: program('cwd: "one ${nope:x \\', '  y} two"'),
      problems: ["warning unknown-variable 4:15 Unknown variable '${nope:x y}'. For a literal '$',…"],
      servers: { a: 'x' },
    },
    'is exact in a list in brackets': {
      text: program('args: [a, "${nope:x}"]'),
      problems: ["warning unknown-variable 4:16 Unknown variable '${nope:x}'. For a literal '$', remove…"],
      servers: { a: 'x a ${nope:x}' },
    },
    'is exact in a list with dashes': {
      text: program('args:', '  - a', '  - ${nope:x}'),
      problems: ["warning unknown-variable 6:9 Unknown variable '${nope:x}'. For a literal '$', remove…"],
      servers: { a: 'x a ${nope:x}' },
    },
    'is exact in a map in braces': {
      text: program('env: { A: "b", C: "${nope:x}" }'),
      problems: ["warning unknown-variable 4:24 Unknown variable '${nope:x}'. For a literal '$', remove…"],
      servers: { a: 'x' },
    },
    'is exact for each of several equal ones': {
      text: program('cwd: "${nope:x}/${nope:x}"'),
      problems: [
        "warning unknown-variable 4:11 Unknown variable '${nope:x}'. For a literal '$', remove…",
        "warning unknown-variable 4:21 Unknown variable '${nope:x}'. For a literal '$', remove…",
      ],
      servers: { a: 'x' },
    },
    'is exact after characters of two code units': {
      text: program('cwd: "🦊/${nope:x}"'),
      problems: ["warning unknown-variable 4:14 Unknown variable '${nope:x}'. For a literal '$', remove…"],
      servers: { a: 'x' },
    },
    'is exact in a key of the sign-in': {
      text: address(
        'oauth: { identityProvider: { tokenEndpoint: "${nope:x}", clientId: c, idToken: "${ID}" } }',
      ),
      problems: ["warning unknown-variable 4:50 Unknown variable '${nope:x}'. For a literal '$', remove…"],
      servers: { a: 'https://h' },
    },
    'is exact at the anchor of an alias': {
      text: 'x-d: &d /some/${nope:x}\nmcpServers:\n  a: { command: x, cwd: *d }\n',
      problems: ["warning unknown-variable 1:15 Unknown variable '${nope:x}'. For a literal '$', remove…"],
      servers: { a: 'x' },
    },
    'is exact at the anchor of a merge': {
      text: 'x-b: &b\n  cwd: /some/${nope:x}\nmcpServers:\n  a: { <<: *b, command: x }\n',
      problems: ["warning unknown-variable 2:14 Unknown variable '${nope:x}'. For a literal '$', remove…"],
      servers: { a: 'x' },
    },
    'is exact at the anchor of a merge of merges': {
      text: 'x-a: &a { env: { A: "${nope:x}" } }\nx-b: &b { <<: *a }\nmcpServers:\n  a: { <<: [*b], command: x }\n',
      problems: ["warning unknown-variable 1:22 Unknown variable '${nope:x}'. For a literal '$', remove…"],
      servers: { a: 'x' },
    },
    'is reported once when several servers share it': {
      text: 'x-b: &b { cwd: "${nope:x}" }\nmcpServers:\n  a: { <<: *b, command: x }\n  b: { <<: *b, command: y }\n',
      problems: ["warning unknown-variable 1:17 Unknown variable '${nope:x}'. For a literal '$', remove…"],
      servers: { a: 'x', b: 'y' },
    },
    'is that of the key itself, not of the merged one': {
      text: 'x-b: &b { cwd: fine }\nmcpServers:\n  a:\n    <<: *b\n    command: x\n    cwd: "${nope:x}"\n',
      problems: ["warning unknown-variable 6:11 Unknown variable '${nope:x}'. For a literal '$', remove…"],
      servers: { a: 'x' },
    },
    'is that of the renamed key': {
      text: program('environment: { A: "${nope:x}" }'),
      problems: [
        "hint other-name 4:5 'environment' works, but the key is called 'env' here.",
        "warning unknown-variable 4:24 Unknown variable '${nope:x}'. For a literal '$', remove…",
      ],
      servers: { a: 'x' },
      fixes: ["Rename 'environment' to 'env'"],
    },
    'is exact with Windows line breaks': {
      text: 'mcpServers:\r\n  a:\r\n    command: x\r\n    cwd: /some/${nope:x}\r\n',
      problems: ["warning unknown-variable 4:16 Unknown variable '${nope:x}'. For a literal '$', remove…"],
      servers: { a: 'x' },
    },
    'is exact in JSON': {
      text: '{\n\t"mcpServers": { "a": { "command": "x", "cwd": "/some/${nope:x}" } }\n}\n',
      problems: ["warning unknown-variable 2:55 Unknown variable '${nope:x}'. For a literal '$', remove…"],
      servers: { a: 'x' },
    },
    'is exact with a tag and an anchor before it': {
      text: program('cwd: !!str &d "${nope:x}"'),
      problems: ["warning unknown-variable 4:20 Unknown variable '${nope:x}'. For a literal '$', remove…"],
      servers: { a: 'x' },
    },
  });
});

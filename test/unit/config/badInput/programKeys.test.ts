import { badInputs, entry, program } from '../../support/badInput';

describe('The keys of a program', () => {
  badInputs({
    'must not have an empty command': {
      text: entry('command:'),
      problems: ["error shape 3:5 'command' of 'a' is empty: it must be text. Remove it if it has no value."],
      servers: { a: 'invalid' },
    },
    'must not have a command of spaces': {
      text: entry('command: "  "'),
      problems: ["error shape 3:14 'command' of 'a' must not be empty."],
      servers: { a: 'invalid' },
    },
    'must not have a list for a command': {
      text: entry('command: [npx, -y]'),
      problems: ["error shape 3:14 'command' of 'a' must be text."],
      servers: { a: 'invalid' },
    },
    'must not have a map for a command': {
      text: entry('command: { path: x }'),
      problems: ["error shape 3:14 'command' of 'a' must be text."],
      servers: { a: 'invalid' },
    },
    'must not have NUL in the command': {
      text: entry('command: "x\\0y"'),
      problems: ["error bad-text 3:5 'command' of 'a' contains the character NUL, which cannot be…"],
      servers: { a: 'invalid' },
    },
    'must not have empty arguments': {
      text: program('args:'),
      problems: ["error shape 4:5 'args' of 'a' is empty: it must be a list. Remove it if it has no value."],
      servers: { a: 'invalid' },
    },
    'must not have a text for arguments': {
      text: program('args: -y'),
      problems: ["error shape 4:11 'args' of 'a' must be a list."],
      servers: { a: 'invalid' },
    },
    'must not have a map for arguments': {
      text: program('args: { y: 1 }'),
      problems: ["error shape 4:11 'args' of 'a' must be a list."],
      servers: { a: 'invalid' },
    },
    'must not have an empty argument after a dash': {
      text: program('args:', '  - a', '  -'),
      problems: ["error shape 6:8 'args.1' of 'a' is empty: it must be text. Remove it if it has no value."],
      servers: { a: 'invalid' },
    },
    'must not have a list within the arguments': {
      text: program('args: [a, [b]]'),
      problems: ["error shape 4:15 'args.1' of 'a' must be text."],
      servers: { a: 'invalid' },
    },
    'must not have NUL in an argument': {
      text: program('args: ["\\0"]'),
      problems: ["error bad-text 4:5 'args' of 'a' contains the character NUL, which cannot be passed…"],
      servers: { a: 'invalid' },
    },
    'may have an empty text for an argument': {
      text: program('args: [""]'),
      problems: [],
      servers: { a: 'x ' },
    },
    'must not have a text for env': {
      text: program('env: A=1'),
      problems: ["error shape 4:10 'env' of 'a' must be a map."],
      servers: { a: 'invalid' },
    },
    'must not have a list for env': {
      text: program('env: [A=1]'),
      problems: ["error shape 4:10 'env' of 'a' must be a map."],
      servers: { a: 'invalid' },
    },
    'must not have an empty env': {
      text: program('env:'),
      problems: ["error shape 4:5 'env' of 'a' is empty: it must be a map. Remove it if it has no value."],
      servers: { a: 'invalid' },
    },
    'may remove a variable with null': {
      text: program('env: { A: ~, B: }'),
      problems: [],
      servers: { a: 'x' },
    },
    'must not have a map for a variable': {
      text: program('env:', '  A:', '    b: c'),
      problems: ["error shape 6:9 'env.A' of 'a' must be text."],
      servers: { a: 'invalid' },
    },
    'must not have a variable without a name': {
      text: program('env: { "": v }'),
      problems: ["error bad-name 4:12 The name '' in 'env' of 'a' is not allowed: it must not be empty…"],
      servers: { a: 'invalid' },
    },
    'must not have an equals sign in the name of a variable': {
      text: program('env: { A=B: v }'),
      problems: ["error bad-name 4:12 The name 'A=B' in 'env' of 'a' is not allowed: it must not be…"],
      servers: { a: 'invalid' },
    },
    'must not have NUL in a variable': {
      text: program('env: { A: "\\0" }'),
      problems: ["error bad-text 4:12 'A' in 'env' of 'a' contains the character NUL, which cannot be…"],
      servers: { a: 'invalid' },
    },
    'may have numbers and booleans for variables and arguments': {
      text: program('args: [8080, .nan]', 'env: { A: 0o17, B: -.inf, C: false }'),
      problems: [
        "hint not-text 4:12 A number is read as the text '8080'. Quote it to be explicit.",
        "hint not-text 4:18 A number is read as the text '.nan'. Quote it to be explicit.",
        "hint not-text 5:15 A number is read as the text '0o17'. Quote it to be explicit.",
        "hint not-text 5:24 A number is read as the text '-.inf'. Quote it to be explicit.",
        "hint not-text 5:34 A boolean is read as the text 'false'. Quote it to be explicit.",
      ],
      servers: { a: 'x 8080 .nan' },
      fixes: [
        'Quote it: "8080"',
        'Quote it: ".nan"',
        'Quote it: "0o17"',
        'Quote it: "-.inf"',
        'Quote it: "false"',
      ],
    },
    'must not have an empty file of variables': {
      text: program('envFile: ""'),
      problems: ["error shape 4:14 'envFile' of 'a' must not be empty."],
      servers: { a: 'invalid' },
    },
    'must not have a list for a file of variables': {
      text: program('envFile: [.env]'),
      problems: ["error shape 4:14 'envFile' of 'a' must be text."],
      servers: { a: 'invalid' },
    },
    'must not have a boolean for inheritEnv': {
      text: program('inheritEnv: true'),
      problems: ["error shape 4:17 'inheritEnv' of 'a' must be 'safe', 'all' or a list of names."],
      servers: { a: 'invalid' },
    },
    'must not have an unknown word for inheritEnv': {
      text: program('inheritEnv: none'),
      problems: ["error shape 4:17 'inheritEnv' of 'a' must be 'safe', 'all' or a list of names."],
      servers: { a: 'invalid' },
    },
    'must not have a number in inheritEnv': {
      text: program('inheritEnv: [PATH, 5]'),
      problems: ["error shape 4:17 'inheritEnv' of 'a' must be 'safe', 'all' or a list of names."],
      servers: { a: 'invalid' },
    },
    'must not have a number for cwd': {
      text: program('cwd: 5'),
      problems: ["error shape 4:10 'cwd' of 'a' must be text."],
      servers: { a: 'invalid' },
    },
    'must not have NUL in cwd': {
      text: program('cwd: "\\0"'),
      problems: ["error bad-text 4:5 'cwd' of 'a' contains the character NUL, which cannot be passed to…"],
      servers: { a: 'invalid' },
    },
  });
});

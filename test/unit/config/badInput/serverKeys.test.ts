import { address, badInputs, program } from '../../support/badInput';

describe('The keys that every server may have', () => {
  badInputs({
    'must not have an unknown type': {
      text: address('type: grpc'),
      problems: ["error shape 4:11 'type' of 'a' must be one of 'stdio', 'http', 'streamable-http',…"],
      servers: { a: 'invalid' },
    },
    'must not have an empty type': {
      text: program('type:'),
      problems: [
        "error shape 4:5 'type' of 'a' is empty: it must be one of 'stdio', 'http', 'streamable-http',…",
      ],
      servers: { a: 'invalid' },
    },
    'must not have a list for a type': {
      text: program('type: [stdio]'),
      problems: ["error shape 4:11 'type' of 'a' must be one of 'stdio', 'http', 'streamable-http',…"],
      servers: { a: 'invalid' },
    },
    'must not have the type http with a program': {
      text: program('type: sse'),
      problems: ["error type-mismatch 4:5 'a' has the type 'sse' but a 'command'. Give it a 'url', or…"],
      servers: { a: 'invalid' },
    },
    'must not have a word for disabled': {
      text: program('disabled: yes'),
      problems: ["error shape 4:15 'disabled' of 'a' must be true or false."],
      servers: { a: 'invalid' },
    },
    'must not have a number for disabled': {
      text: program('disabled: 1'),
      problems: ["error shape 4:15 'disabled' of 'a' must be true or false."],
      servers: { a: 'invalid' },
    },
    'must not have an empty disabled': {
      text: program('disabled:'),
      problems: ["error shape 4:5 'disabled' of 'a' is empty: it must be true or false. Remove it if it…"],
      servers: { a: 'invalid' },
    },
    'must not have an unknown word for autostart': {
      text: program('autostart: always'),
      problems: ["error shape 4:16 'autostart' of 'a' must be one of 'onStartup', 'onDemand', 'manual'."],
      servers: { a: 'invalid' },
    },
    'must not have a boolean for autostart': {
      text: program('autostart: false'),
      problems: ["error shape 4:16 'autostart' of 'a' must be one of 'onStartup', 'onDemand', 'manual'."],
      servers: { a: 'invalid' },
    },
    'must not have a text for autoApprove': {
      text: program('autoApprove: "*"'),
      problems: ["error shape 4:18 'autoApprove' of 'a' must be a list."],
      servers: { a: 'invalid' },
    },
    'must not have true for autoApprove': {
      text: program('autoApprove: true'),
      problems: ["error shape 4:18 'autoApprove' of 'a' must be a list."],
      servers: { a: 'invalid' },
    },
    'must not have an empty item in autoApprove': {
      text: program('autoApprove: [""]'),
      problems: ["error shape 4:19 'autoApprove.0' of 'a' must not be empty."],
      servers: { a: 'invalid' },
    },
    'must not have a number in autoApprove': {
      text: program('autoApprove: [a, 5]'),
      problems: ["error shape 4:22 'autoApprove.1' of 'a' must be text."],
      servers: { a: 'invalid' },
    },
    'must not have a map for disabledTools': {
      text: program('disabledTools: { a: true }'),
      problems: ["error shape 4:20 'disabledTools' of 'a' must be a list."],
      servers: { a: 'invalid' },
    },
    'must not have null in disabledTools': {
      text: program('disabledTools: [~]'),
      problems: ["error shape 4:21 'disabledTools.0' of 'a' is empty: it must be text. Remove it if it…"],
      servers: { a: 'invalid' },
    },
    'must not have a text for restarts': {
      text: program('restart: always'),
      problems: [
        "error shape 4:14 'restart' of 'a' must be true, false or a number of attempts from 0 to 100.",
      ],
      servers: { a: 'invalid' },
    },
    'must not have a negative number for restarts': {
      text: program('restart: -1'),
      problems: ["error shape 4:14 'restart' of 'a' must be at least 0."],
      servers: { a: 'invalid' },
    },
    'must not have a fraction of restarts': {
      text: program('restart: 1.5'),
      problems: [
        "error shape 4:14 'restart' of 'a' must be true, false or a number of attempts from 0 to 100.",
      ],
      servers: { a: 'invalid' },
    },
    'must not have too many restarts': {
      text: program('restart: 101'),
      problems: ["error shape 4:14 'restart' of 'a' must be at most 100."],
      servers: { a: 'invalid' },
    },
    'may have no restarts': { text: program('restart: 0'), problems: [], servers: { a: 'x' } },
    'must not have a text for roots': {
      text: program('roots: .'),
      problems: ["error shape 4:12 'roots' of 'a' must be a list."],
      servers: { a: 'invalid' },
    },
    'must not have an address among roots': {
      text: program('roots: [., https://h/x]'),
      problems: ["error shape 4:16 'roots.1' of 'a' must be a folder, as a path or a file:// URI."],
      servers: { a: 'invalid' },
    },
    'must not have a map among roots': {
      text: program('roots: [{ uri: . }]'),
      problems: ["error shape 4:13 'roots.0' of 'a' must be text."],
      servers: { a: 'invalid' },
    },
    'must not have an unknown logLevel': {
      text: program('logLevel: verbose'),
      problems: [
        "error shape 4:15 'logLevel' of 'a' must be one of 'debug', 'info', 'notice', 'warning', 'error',…",
      ],
      servers: { a: 'invalid' },
    },
    'must not have a logLevel in capitals': {
      text: program('logLevel: INFO'),
      problems: [
        "error shape 4:15 'logLevel' of 'a' must be one of 'debug', 'info', 'notice', 'warning', 'error',…",
      ],
      servers: { a: 'invalid' },
    },
    'must not have an unknown protocol': {
      text: program('protocol: 2025-06-18'),
      problems: ["error shape 4:15 'protocol' of 'a' must be one of 'auto', 'legacy', '2026-07-28'."],
      servers: { a: 'invalid' },
    },
    'must not have a number for a protocol': {
      text: program('protocol: 2'),
      problems: ["error shape 4:15 'protocol' of 'a' must be one of 'auto', 'legacy', '2026-07-28'."],
      servers: { a: 'invalid' },
    },
  });
});

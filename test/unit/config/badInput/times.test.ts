import { badInputs, program } from '../../support/badInput';

describe('A time', () => {
  badInputs({
    'needs a unit': {
      text: program('startTimeout: 30'),
      problems: ["error shape 4:19 'startTimeout' of 'a' needs a unit: 30s or 30ms?"],
      servers: { a: 'invalid' },
      fixes: ["Write '30s'"],
      fixed: 'mcpServers:\n  a:\n    command: x\n    startTimeout: 30s\n',
    },
    'needs a unit in JSON too': {
      text: '{ "mcpServers": { "a": { "command": "x", "requestTimeout": 30 } } }\n',
      problems: ["error shape 1:60 'requestTimeout' of 'a' needs a unit: 30s or 30ms?"],
      servers: { a: 'invalid' },
      fixes: ["Write '30s'"],
      fixed: '{ "mcpServers": { "a": { "command": "x", "requestTimeout": "30s" } } }\n',
    },
    'must not be a text without a unit': {
      text: program('requestTimeout: "30"'),
      problems: [
        "error shape 4:21 'requestTimeout' of 'a' must be a time with its unit, such as 30s, 500ms or 2m,…",
      ],
      servers: { a: 'invalid' },
    },
    'must not have an unknown unit': {
      text: program('maxTotalTimeout: 3d'),
      problems: [
        "error shape 4:22 'maxTotalTimeout' of 'a' must be a time with its unit, such as 30s, 500ms or 2m,…",
      ],
      servers: { a: 'invalid' },
    },
    'must not have a word for a unit': {
      text: program('startTimeout: 30 seconds'),
      problems: [
        "error shape 4:19 'startTimeout' of 'a' must be a time with its unit, such as 30s, 500ms or 2m,…",
      ],
      servers: { a: 'invalid' },
    },
    'must not be negative': {
      text: program('startTimeout: -30s'),
      problems: [
        "error shape 4:19 'startTimeout' of 'a' must be a time with its unit, such as 30s, 500ms or 2m,…",
      ],
      servers: { a: 'invalid' },
    },
    'must not be a negative number': {
      text: program('startTimeout: -30'),
      problems: [
        "error shape 4:19 'startTimeout' of 'a' must be a time with its unit, such as 30s, 500ms or 2m,…",
      ],
      servers: { a: 'invalid' },
    },
    'must not be zero': {
      text: program('startTimeout: 0s'),
      problems: [
        "error shape 4:19 'startTimeout' of 'a' must be a time with its unit, such as 30s, 500ms or 2m,…",
      ],
      servers: { a: 'invalid' },
    },
    'must not be the number zero': {
      text: program('startTimeout: 0'),
      problems: [
        "error shape 4:19 'startTimeout' of 'a' must be a time with its unit, such as 30s, 500ms or 2m,…",
      ],
      servers: { a: 'invalid' },
    },
    'must not be NaN': {
      text: program('startTimeout: .nan'),
      problems: [
        "error shape 4:19 'startTimeout' of 'a' must be a time with its unit, such as 30s, 500ms or 2m,…",
      ],
      servers: { a: 'invalid' },
    },
    'must not be infinite': {
      text: program('startTimeout: .inf'),
      problems: [
        "error shape 4:19 'startTimeout' of 'a' must be a time with its unit, such as 30s, 500ms or 2m,…",
      ],
      servers: { a: 'invalid' },
    },
    'must not be longer than timers allow': {
      text: program('startTimeout: 9999h'),
      problems: [
        "error shape 4:19 'startTimeout' of 'a' must be a time with its unit, such as 30s, 500ms or 2m,…",
      ],
      servers: { a: 'invalid' },
    },
    'must not be shorter than timers allow': {
      text: program('startTimeout: 0.0001ms'),
      problems: [
        "error shape 4:19 'startTimeout' of 'a' must be a time with its unit, such as 30s, 500ms or 2m,…",
      ],
      servers: { a: 'invalid' },
    },
    'must not be true': {
      text: program('startTimeout: true'),
      problems: [
        "error shape 4:19 'startTimeout' of 'a' must be a time with its unit, such as 30s, 500ms or 2m,…",
      ],
      servers: { a: 'invalid' },
    },
    'must not be empty': {
      text: program('startTimeout:'),
      problems: [
        "error shape 4:5 'startTimeout' of 'a' is empty: it must be a time with its unit, such as 30s,…",
      ],
      servers: { a: 'invalid' },
    },
    'must not be a list': {
      text: program('startTimeout: [30s]'),
      problems: [
        "error shape 4:19 'startTimeout' of 'a' must be a time with its unit, such as 30s, 500ms or 2m,…",
      ],
      servers: { a: 'invalid' },
    },
    'must not have two units': {
      text: program('startTimeout: 1m30s'),
      problems: [
        "error shape 4:19 'startTimeout' of 'a' must be a time with its unit, such as 30s, 500ms or 2m,…",
      ],
      servers: { a: 'invalid' },
    },
    'must not have too many digits': {
      text: program(`startTimeout: ${'1'.repeat(200)}s`),
      problems: [
        "error shape 4:19 'startTimeout' of 'a' must be a time with its unit, such as 30s, 500ms or 2m,…",
      ],
      servers: { a: 'invalid' },
    },
    'must not be a time of day': {
      text: program('startTimeout: 00:30'),
      problems: [
        "error shape 4:19 'startTimeout' of 'a' must be a time with its unit, such as 30s, 500ms or 2m,…",
      ],
      servers: { a: 'invalid' },
    },
    'may have a space before the unit': {
      text: program('startTimeout: 1.5 m'),
      problems: [],
      servers: { a: 'x' },
    },
  });
});

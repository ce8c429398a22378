import { badInputs, entry, program } from '../../support/badInput';

describe('The keys of other clients', () => {
  badInputs({
    'are accepted for approvals': {
      text: program('alwaysAllow: [t]'),
      problems: ["hint other-name 4:5 'alwaysAllow' works, but the key is called 'autoApprove' here."],
      servers: { a: 'x' },
      fixes: ["Rename 'alwaysAllow' to 'autoApprove'"],
      fixed: 'mcpServers:\n  a:\n    command: x\n    autoApprove: [t]\n',
    },
    'are accepted for addresses of Windsurf': {
      text: entry('serverUrl: https://h'),
      problems: ["hint other-name 3:5 'serverUrl' works, but the key is called 'url' here."],
      servers: { a: 'https://h' },
      fixes: ["Rename 'serverUrl' to 'url'"],
      fixed: 'mcpServers:\n  a:\n    url: https://h\n',
    },
    'are accepted for addresses of Gemini': {
      text: entry('httpUrl: https://h'),
      problems: ["hint other-name 3:5 'httpUrl' works, but the key is called 'url' here."],
      servers: { a: 'https://h' },
      fixes: ["Rename 'httpUrl' to 'url'"],
      fixed: 'mcpServers:\n  a:\n    url: https://h\n',
    },
    'are accepted for the type': {
      text: entry('transport: streamableHttp', 'url: https://h'),
      problems: [
        "hint other-name 3:5 'transport' works, but the key is called 'type' here.",
        "hint other-name 3:16 The type 'streamableHttp' works, but it is called 'streamable-http' here.",
      ],
      servers: { a: 'https://h' },
      fixes: ["Rename 'transport' to 'type'", "Write 'streamable-http'"],
      fixed: 'mcpServers:\n  a:\n    type: streamableHttp\n    url: https://h\n',
    },
    'are accepted for the type of Cline': {
      text: entry('transportType: stdio', 'command: x'),
      problems: ["hint other-name 3:5 'transportType' works, but the key is called 'type' here."],
      servers: { a: 'x' },
      fixes: ["Rename 'transportType' to 'type'"],
    },
    'are accepted for variables': {
      text: program('environment: { A: b }'),
      problems: ["hint other-name 4:5 'environment' works, but the key is called 'env' here."],
      servers: { a: 'x' },
      fixes: ["Rename 'environment' to 'env'"],
      fixed: 'mcpServers:\n  a:\n    command: x\n    env: { A: b }\n',
    },
    'are accepted for enabled': {
      text: program('enabled: true'),
      problems: ["hint other-name 4:5 'enabled' works, but the key is called 'disabled' here."],
      servers: { a: 'x' },
      fixes: ["Write 'disabled: false'"],
      fixed: 'mcpServers:\n  a:\n    command: x\n    disabled: false\n',
    },
    'are accepted for not enabled': {
      text: program('enabled: false'),
      problems: ["hint other-name 4:5 'enabled' works, but the key is called 'disabled' here."],
      servers: { a: 'x' },
      fixes: ["Write 'disabled: true'"],
      fixed: 'mcpServers:\n  a:\n    command: x\n    disabled: true\n',
    },
    'are accepted for values of the type': {
      text: entry('type: streamableHttp', 'url: https://h'),
      problems: [
        "hint other-name 3:11 The type 'streamableHttp' works, but it is called 'streamable-http' here.",
      ],
      servers: { a: 'https://h' },
      fixes: ["Write 'streamable-http'"],
      fixed: 'mcpServers:\n  a:\n    type: streamable-http\n    url: https://h\n',
    },
    'are accepted for values of the type with underscores': {
      text: entry('type: streamable_http', 'url: https://h'),
      problems: [
        "hint other-name 3:11 The type 'streamable_http' works, but it is called 'streamable-http' here.",
      ],
      servers: { a: 'https://h' },
      fixes: ["Write 'streamable-http'"],
    },
    'are accepted for WebSocket': {
      text: entry('type: websocket', 'url: wss://h'),
      problems: ["hint other-name 3:11 The type 'websocket' works, but it is called 'ws' here."],
      servers: { a: 'wss://h' },
      fixes: ["Write 'ws'"],
    },
    'are accepted in JSON': {
      text: '{ "mcpServers": { "a": { "serverUrl": "https://h", "type": "streamableHttp", "enabled": true } } }\n',
      problems: [
        "hint other-name 1:26 'serverUrl' works, but the key is called 'url' here.",
        "hint other-name 1:60 The type 'streamableHttp' works, but it is called 'streamable-http' here.",
        "hint other-name 1:78 'enabled' works, but the key is called 'disabled' here.",
      ],
      servers: { a: 'https://h' },
      fixes: ["Rename 'serverUrl' to 'url'", "Write 'streamable-http'", "Write 'disabled: false'"],
      fixed: '{ "mcpServers": { "a": { "url": "https://h", "type": "streamableHttp", "enabled": true } } }\n',
    },
    'leave the unit of a timeout to the person': {
      text: program('timeout: 60'),
      problems: ["warning no-unit 4:5 'timeout' of 'a' is ignored: some clients mean seconds by it, others…"],
      servers: { a: 'x' },
      fixes: ["Write 'requestTimeout: 60s'"],
      fixed: 'mcpServers:\n  a:\n    command: x\n    requestTimeout: 60s\n',
    },
    'leave the unit of a timeout in JSON to the person': {
      text: '{ "mcpServers": { "a": { "command": "x", "timeout": 60000 } } }\n',
      problems: [
        "warning no-unit 1:42 'timeout' of 'a' is ignored: some clients mean seconds by it, others…",
      ],
      servers: { a: 'x' },
      fixes: ["Write 'requestTimeout: 60000ms'"],
      fixed: '{ "mcpServers": { "a": { "command": "x", "requestTimeout": "60000ms" } } }\n',
    },
    'are accepted for a timeout with a unit': {
      text: program('timeout: 60s'),
      problems: ["hint other-name 4:5 'timeout' works, but the key is called 'requestTimeout' here."],
      servers: { a: 'x' },
      fixes: ["Rename 'timeout' to 'requestTimeout'"],
      fixed: 'mcpServers:\n  a:\n    command: x\n    requestTimeout: 60s\n',
    },
    'leave an invalid timeout to the person': {
      text: program('timeout: soon'),
      problems: [
        "hint other-name 4:5 'timeout' works, but the key is called 'requestTimeout' here.",
        "error shape 4:14 'requestTimeout' of 'a' must be a time with its unit, such as 30s, 500ms or 2m,…",
      ],
      servers: { a: 'invalid' },
      fixes: ["Rename 'timeout' to 'requestTimeout'"],
    },
    'leave an empty timeout to the person': {
      text: program('timeout: 0'),
      problems: ["warning no-unit 4:5 'timeout' of 'a' is ignored: some clients mean seconds by it, others…"],
      servers: { a: 'x' },
    },
    'must have the right shape': {
      text: program('alwaysAllow: t'),
      problems: [
        "hint other-name 4:5 'alwaysAllow' works, but the key is called 'autoApprove' here.",
        "error shape 4:18 'autoApprove' of 'a' must be a list.",
      ],
      servers: { a: 'invalid' },
      fixes: ["Rename 'alwaysAllow' to 'autoApprove'"],
    },
    'must have the right shape for addresses': {
      text: entry('serverUrl: 5'),
      problems: [
        "hint other-name 3:5 'serverUrl' works, but the key is called 'url' here.",
        "error shape 3:16 'url' of 'a' must be text.",
      ],
      servers: { a: 'invalid' },
      fixes: ["Rename 'serverUrl' to 'url'"],
    },
    'have a conflict reported at their place': {
      text: program('serverUrl: https://h'),
      problems: [
        "hint other-name 4:5 'serverUrl' works, but the key is called 'url' here.",
        "error both-launches 4:5 'a' has both 'command' and 'url'. Keep one of them.",
      ],
      servers: { a: 'invalid' },
      fixes: ["Rename 'serverUrl' to 'url'"],
    },
    'disable a server that is neither enabled nor disabled': {
      text: program('enabled: "no"'),
      problems: [
        "warning other-name 4:5 'enabled' of 'a' is neither true nor false, so the server is disabled.…",
      ],
      servers: { a: 'x' },
      fixes: ["Write 'disabled: true'"],
      fixed: 'mcpServers:\n  a:\n    command: x\n    disabled: true\n',
    },
    'are ignored beside our own keys': {
      text: program('autoApprove: [a]', 'alwaysAllow: [b]'),
      problems: ["warning unknown-key 5:5 'alwaysAllow' is ignored because it is another name for…"],
      servers: { a: 'x' },
    },
    'are ignored beside each other': {
      text: entry('serverUrl: https://h', 'httpUrl: https://i'),
      problems: [
        "hint other-name 3:5 'serverUrl' works, but the key is called 'url' here.",
        "warning unknown-key 4:5 'httpUrl' is ignored because it is another name for 'url',…",
      ],
      servers: { a: 'https://h' },
      fixes: ["Rename 'serverUrl' to 'url'"],
    },
    'are ignored when enabled is beside disabled': {
      text: program('enabled: true', 'disabled: false'),
      problems: ["warning unknown-key 4:5 'enabled' is ignored because it is another name for…"],
      servers: { a: 'x' },
    },
    'are ignored when a timeout is beside a time': {
      text: program('timeout: 60', 'requestTimeout: 5s'),
      problems: ["warning unknown-key 4:5 'timeout' is ignored because it is another name for…"],
      servers: { a: 'x' },
    },
    'are reported at the anchor of a merge': {
      text: 'x-b: &b { alwaysAllow: [t] }\nmcpServers:\n  a: { <<: *b, command: x }\n',
      problems: ["hint other-name 1:11 'alwaysAllow' works, but the key is called 'autoApprove' here."],
      servers: { a: 'x' },
      fixes: ["Rename 'alwaysAllow' to 'autoApprove'"],
    },
  });
});

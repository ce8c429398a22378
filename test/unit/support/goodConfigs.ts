/** Configuration files without an error that together have every key there is. */
export const goodConfigs: readonly string[] = [
  `# Programs
mcpServers:
  files:
    type: stdio
    command: npx
    args: [-y, "@scope/server-files", "\${workspaceFolder}"]
    env:
      LEVEL: debug
      TOKEN: \${env:FILES_TOKEN:-none}
      GONE: null
    envFile: .env
    inheritEnv: [LANG, TZ]
    cwd: ./sub
    roots:
      - .
      - file:///tmp
    disabled: false
  demo: { type: demo, autostart: onDemand }
`,
  `mcpServers:
  remote:
    url: https://example.com/mcp
    headers: { Authorization: "Bearer \${input:token}", X-Version: "2.0" }
    oauth:
      clientId: me
      clientSecret: \${SECRET}
      scopes: [read, write]
      grant: jwt_bearer
      issuer: https://issuer.example.com
      redirectPort: 8080
      clientMetadataUrl: https://example.com/client.json
      privateKey: \${PRIVATE_KEY}
      algorithm: ES256
      assertion: \${ASSERTION}
      identityProvider:
        tokenEndpoint: https://idp.example.com/token
        clientId: there
        clientSecret: \${IDP_SECRET}
        idToken: \${ID_TOKEN}
    protocol: auto
    logLevel: warning
inputs:
  token: { type: secret, description: The token }
  flavour: { type: pick, options: [sweet, sour], default: sweet }
`,
  `defaults:
  startTimeout: 30s
  requestTimeout: 1.5 m
  maxTotalTimeout: 10m
  restart: 3
  env: { A: one }
mcpServers:
  one: { command: node, args: [a.js], autoApprove: [read_*, list], disabledTools: ["*delete*"] }
  two:
    command: ~/bin/two
    restart: false
  socket: { url: "wss://h/mcp", type: ws }
`,
  `{
\t"mcpServers": {
\t\t"json": { "command": "x", "args": ["--flag", "v"], "env": { "K": "v" } },
\t\t"sse": { "type": "sse", "url": "https://h/sse" }
\t}
}
`,
  `x-base: &base
  command: node
  env: &vars { A: "1", B: two }
mcpServers:
  __proto__: { command: x }
  constructor:
    <<: *base
    args:
      - |-
        a block
        text
      - >
        a folded
        text
  сервер 🦊:
    <<: [*base]
    env: *vars
`,
  `servers:\r
  other:\r
    command: x\r
    alwaysAllow: [t]\r
    environment: { A: 5 }\r
    timeout: 60\r
  http: { httpUrl: https://h, transport: streamableHttp, enabled: true }\r
inputs:\r
  - { id: key, type: promptString, password: true }\r
`,
];

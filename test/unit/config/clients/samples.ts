import type { ClientId } from '../../../../src/config/clients/clientFiles';

/** A file of each client as people have them. */
export const samples: Readonly<Record<string, { readonly client: ClientId; readonly text: string }>> = {
  'VS Code': {
    client: 'vscode',
    text: `{
  // Asked once.
  "inputs": [
    { "type": "promptString", "id": "perplexity-key", "description": "Perplexity API Key", "password": true },
    { "type": "promptString", "id": "region", "description": "Region", "default": "eu" },
    { "type": "pickString", "id": "stage", "description": "Stage", "options": ["dev", { "label": "Live", "value": "prod" }] },
    { "type": "command", "id": "ws", "command": "extension.pickWorkspace" },
  ],
  "sandbox": { "network": { "allowedDomains": ["example.com"] } },
  "servers": {
    "Perplexity": {
      "type": "stdio",
      "command": "npx",
      "args": ["-y", "server-perplexity-ask", "--region", "\${input:region}", "\${workspaceFolder}/docs"],
      "env": { "PERPLEXITY_API_KEY": "\${input:perplexity-key}", "STAGE": "\${input:stage}", "PORT": 8080, "DEBUG": null },
      "envFile": "\${workspaceFolder}/.env",
      "cwd": "\${userHome}/x",
      "sandboxEnabled": true,
      "dev": { "watch": "build/**/*.js" },
    },
    "github": { "type": "http", "url": "https://api.githubcopilot.com/mcp/", "oauth": { "clientId": "abc" } },
    "open": { "command": "tool", "args": ["\${file}", "\${command:x.y}", "\${input:ws}", "\${config:a.b}"] },
    /* the old one */
    "legacy": { "type": "sse", "url": "http://localhost:3000/sse", "gallery": "https://x" },
  },
}
`,
  },
  'Claude Code': {
    client: 'claudeCode',
    text: `{
  "numStartups": 12,
  "mcpServers": {
    "api": {
      "type": "http",
      "url": "\${API_BASE:-https://api.example.com}/mcp",
      "headers": { "Authorization": "Bearer \${API_KEY}" },
      "headersHelper": "/opt/headers.sh",
      "oauth": { "clientId": "id", "callbackPort": 8123 },
      "timeout": 600000
    }
  },
  "projects": {
    "/w": { "mcpServers": { "db": { "type": "stdio", "command": "npx", "args": ["-y", "db", "\${CLAUDE_PROJECT_DIR:-.}/x"], "env": {} } } },
    "/other": { "mcpServers": { "not": { "command": "me" } } }
  }
}`,
  },
  'Claude Desktop': {
    client: 'claudeDesktop',
    text: `{
  "mcpServers": {
    "filesystem": { "command": "npx", "args": ["-y", "@modelcontextprotocol/server-filesystem", "/Users/me/Desktop"] },
    "github": {
      "command": "npx",
      "args": ["-y", "@modelcontextprotocol/server-github"],
      "env": { "GITHUB_PERSONAL_ACCESS_TOKEN": "<YOUR_TOKEN>" }
    }
  },
  "preferences": { "quickEntryShortcut": "off" }
}`,
  },
  Cursor: {
    client: 'cursor',
    text: `{
  "mcpServers": {
    "local": { "type": "stdio", "command": "python", "args": ["\${workspaceFolder}/s.py"], "env": { "KEY": "\${env:KEY}" }, "envFile": ".env" },
    "remote": {
      "url": "https://api.example.com/mcp",
      "headers": { "X-Team": "a" },
      "auth": { "CLIENT_ID": "\${env:ID}", "CLIENT_SECRET": "\${env:SECRET}", "scopes": ["read", "write"] }
    }
  }
}`,
  },
  Windsurf: {
    client: 'windsurf',
    text: `{"mcpServers":{"figma":{"serverUrl":"https://mcp.figma.com/mcp","headers":{"X-K":"\${env:K}"},"disabled":true,"disabledTools":["a"]}}}`,
  },
  Cline: {
    client: 'cline',
    text: `{
  "mcpServers": {
    "weather": { "autoApprove": ["forecast"], "disabled": false, "timeout": 90, "command": "node", "args": ["w.js"], "transportType": "stdio" },
    "old": { "url": "https://x.example/sse", "timeout": 60 },
    "new": { "type": "streamableHttp", "url": "https://x.example/mcp", "disabled": true },
    "cli": { "transport": { "type": "streamableHttp", "url": "https://y.example/mcp", "headers": { "A": "b" } } }
  }
}`,
  },
  Roo: {
    client: 'roo',
    text: `{ "mcpServers": {
    "r": { "type": "streamable-http", "url": "https://r.example/mcp", "alwaysAllow": ["*"], "disabledTools": ["rm"], "timeout": 300 },
    "w": { "command": "x", "watchPaths": ["/b"], "alwaysAllow": [] } } }`,
  },
  Kiro: {
    client: 'kiro',
    text: `{ "mcpServers": {
    "a": { "command": "uvx", "args": ["a@latest"], "env": { "B": "\${B}" }, "disabled": false, "autoApprove": ["*"], "disabledTools": ["c"] },
    "b": { "url": "https://b.example/mcp", "oauth": { "clientId": "i", "redirectUri": "http://127.0.0.1:9/callback" }, "oauthScopes": ["s"] } } }`,
  },
  Gemini: {
    client: 'gemini',
    text: `{
  "theme": "GitHub",
  "mcp": { "excluded": ["b"] },
  "mcpServers": {
    "a": { "command": "python", "cwd": "./s", "env": { "API_KEY": "$MY_TOKEN", "DB": "\${DB}" }, "timeout": 15000, "trust": true },
    "b": { "httpUrl": "https://b.example/mcp", "includeTools": ["x"], "excludeTools": ["y"] },
    "c": { "url": "http://localhost:8080/sse" }
  }
}`,
  },
  Copilot: {
    client: 'copilot',
    text: `{ "mcpServers": {
    "all": { "type": "local", "command": "x", "args": [], "tools": ["*"] },
    "some": { "type": "http", "url": "https://s.example", "tools": ["a", "b"], "timeout": 5000 } } }`,
  },
  'a list of Continue': {
    client: 'other',
    text: `{ "mcpServers": [
    { "name": "c", "type": "streamable-http", "url": "https://c.example", "apiKey": "\${{ secrets.C_KEY }}", "connectionTimeout": 20000,
      "requestOptions": { "headers": { "A": "b" }, "verifySsl": false } } ] }`,
  },
  'the settings of Zed': {
    client: 'other',
    text: `{ "context_servers": { "z": { "source": "custom", "enabled": false, "command": { "path": "z", "args": ["-v"], "env": null } } } }`,
  },
};

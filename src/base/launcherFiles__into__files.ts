/** The scripts that start the terminal command with a given Node.js, by name: one for POSIX shells and one for Windows. */
export function launcherFiles(node: string, script: string): Readonly<Record<string, string>> {
  // The program that runs extensions may be the editor itself, which is a Node.js when it is told to.
  return {
    'mcp-pool': `#!/bin/sh\nELECTRON_RUN_AS_NODE=1 exec ${quoted(node)} ${quoted(script)} "$@"\n`,
    'mcp-pool.cmd': `@echo off\r\nset ELECTRON_RUN_AS_NODE=1\r\n"${node}" "${script}" %*\r\n`,
  };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

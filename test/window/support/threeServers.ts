import { npmServer } from '../../support/places';

/** A configuration with the three servers that the issue of a newcomer names. */
export const threeServers = `mcpServers:
  everything:
    command: node
    args: [${npmServer('everything')}, stdio]
  filesystem:
    command: node
    args: [${npmServer('filesystem')}, "\${workspaceFolder}"]
  memory:
    command: node
    args: [${npmServer('memory')}]
    env: { MEMORY_FILE_PATH: "\${workspaceFolder}/memory.jsonl" }
`;

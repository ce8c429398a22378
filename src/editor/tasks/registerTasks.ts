import * as vscode from 'vscode';
import { taskType } from '../ids';
import type { Services } from '../services/services';
import { iconless } from '../ui/labels';

/** A tool call in `tasks.json`. */
export interface CallTask extends vscode.TaskDefinition {
  readonly server: string;
  readonly tool: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
}

/** Tools without arguments are offered as tasks; a longer list helps no one. */
const mostOffered = 50;

/** Tool calls as tasks: from `tasks.json`, before a launch, or on a key. */
export function registerTasks({ pool }: Services): vscode.Disposable {
  const made = (definition: CallTask, scope: vscode.TaskScope | vscode.WorkspaceFolder) =>
    new vscode.Task(
      definition,
      scope,
      iconless(`${definition.tool} · ${definition.server}`),
      'MCP',
      // The definition that is given back has the variables of VS Code resolved.
      new vscode.CustomExecution(async (resolved) => {
        const { CallTerminal } = await import('./callTerminal');
        return new CallTerminal(pool, resolved as CallTask);
      }),
      [],
    );
  return vscode.tasks.registerTaskProvider(taskType, {
    provideTasks: () =>
      pool.servers
        .filter(({ state }) => state.kind === 'ready')
        .flatMap((server) =>
          server.catalog.tools.items
            .filter(({ inputSchema }) => !inputSchema.required?.length)
            .map(({ name }) =>
              made({ type: taskType, server: server.name, tool: name }, vscode.TaskScope.Workspace),
            ),
        )
        .slice(0, mostOffered),
    resolveTask: ({ definition, scope }) => {
      const { server, tool } = definition as Partial<CallTask>;
      return server && tool ? made(definition as CallTask, scope ?? vscode.TaskScope.Workspace) : undefined;
    },
  });
}

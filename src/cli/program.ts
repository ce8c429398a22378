import { Argument, Command, Option } from 'commander';
import { version } from '../../package.json';
import type { CallCommandOptions, SaveOption } from './commands/callCommands';
import type { EventsOptions } from './commands/eventsCommand';
import type { ReviewCommandOptions } from './commands/reviewCommand';
import type { ServeOptions } from './commands/serveCommand';
import { type Shell, shells } from './completion/shellScripts';
import type { CommandContext } from './context/commandContext';
import { firstBare, safeLines } from './terminal/safeText';
import { screen } from './terminal/screen';

// Commands are imported when they run: one that asks a running pool ends before all of them would be loaded.
const collect = (value: string, all: string[]) => [...all, value];

/** The command line: each command runs through `run`, which gives it what it needs. */
export function buildProgram(
  json: boolean,
  run: (work: (context: CommandContext) => Promise<number>) => Promise<void>,
): Command {
  const program = new Command('mcp-pool')
    // Before the commands, which copy it when they are made.
    .configureOutput({
      writeErr: json ? () => undefined : (text) => screen.write(process.stderr, safeLines(text)),
      outputError: (text, write) => {
        // Commander's own guess, one of our commands or options, is on the last line.
        const [, error = '', guess = ''] = /^(.*?)(\n\(Did you mean [\w -]+\?\))?$/s.exec(text.trimEnd())!;
        write(`${firstBare(error)}${guess}\n`);
      },
    })
    .description('Use the MCP servers of mcp-config.yaml in a terminal.')
    .version(version)
    .option('--config <file>', 'configuration file', 'mcp-config.yaml')
    .option('--json', 'print results as one JSON value, errors as one JSON line')
    .option('--text', 'print text in a pipe too, instead of one JSON value per line')
    .option('--yes', 'confirm calls of tools that may be destructive')
    .option('--timeout <time>', 'time limit of a start and of each request, such as 30s or 2m')
    .option('--verbose', 'print the logs of the servers on stderr')
    .option('--no-gateway', 'start the servers here, even when a gateway has them running')
    .option('--command <command>', "use this server instead of a file; it is named 'default'")
    .option('--arg <argument>', 'argument of --command (repeatable)', collect, [])
    .option('--env <NAME=VALUE>', 'environment variable of --command (repeatable)', collect, [])
    .option('--url <url>', "use the server at this address instead of a file; it is named 'default'")
    .option('--header <NAME:VALUE>', 'HTTP header of --url (repeatable)', collect, [])
    .showHelpAfterError('Run mcp-pool --help for all commands.')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride();

  program
    .command('list')
    .alias('list-tools')
    .description('list what the servers offer')
    .argument('[server]', 'only this server')
    .action((server?: string) =>
      run(async (context) => (await import('./commands/callCommands')).list(context, server)),
    );
  program
    .command('call')
    .alias('call-tool')
    .description('call a tool and print its result')
    .argument('<server>')
    .argument('<tool>')
    .argument('[arguments...]', 'key=value, typed by the schema of the tool')
    .addOption(
      new Option('--args <json>', 'all arguments as JSON, from a file with @file, from stdin with -'),
    )
    .option('--save <file>', 'write images, audio and other binary content to this file or folder')
    .action((server: string, tool: string, words: string[], options: CallCommandOptions) =>
      run(async (context) =>
        (await import('./commands/callCommands')).call(context, server, tool, words, options),
      ),
    );
  program
    .command('broadcast')
    .description('call a tool on all servers that have it')
    .argument('<tool>')
    .argument('[arguments...]', 'key=value, typed by the schema of the tool')
    .addOption(
      new Option('--args <json>', 'all arguments as JSON, from a file with @file, from stdin with -'),
    )
    .action((tool: string, words: string[], options: { args?: string }) =>
      run(async (context) =>
        (await import('./commands/broadcastCommand')).broadcastCommand(context, tool, words, options.args),
      ),
    );
  program
    .command('read')
    .description('print a resource')
    .argument('<server>')
    .argument('<uri>')
    .option('--save <file>', 'write it to this file or folder')
    .action((server: string, uri: string, options: SaveOption) =>
      run(async (context) => (await import('./commands/callCommands')).read(context, server, uri, options)),
    );
  program
    .command('prompt')
    .description('get a prompt and print its messages')
    .argument('<server>')
    .argument('<name>')
    .argument('[arguments...]', 'key=value')
    .action((server: string, name: string, words: string[]) =>
      run(async (context) => (await import('./commands/callCommands')).prompt(context, server, name, words)),
    );
  program
    .command('login')
    .description('sign in to a server, in a browser on this machine')
    .argument('<server>')
    .action((server: string) =>
      run(async (context) => (await import('./commands/loginCommand')).login(context, server)),
    );
  program
    .command('logout')
    .description('sign out of a server and forget its tokens')
    .argument('<server>')
    .action((server: string) =>
      run(async (context) => (await import('./commands/loginCommand')).logout(context, server)),
    );
  program
    .command('serve')
    .description('expose the servers to other programs over HTTP, until Ctrl+C')
    .option('--port <number>', 'port to listen on (default: a free port)')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--trust', 'approve the configuration file as it is now, as a start in a terminal does')
    .option('--token-file <file>', 'keep the token in this file, from one run to the next')
    .option('--allow-origin <origin>', 'allow web pages of this origin (repeatable)', collect, [])
    .action((options: ServeOptions) =>
      run(async (context) => (await import('./commands/serveCommand')).serve(context, options)),
    );
  program
    .command('bridge')
    .description('expose the pool as one MCP server on stdio')
    .action(() => run(async (context) => (await import('./bridge/bridge')).bridge(context)));
  program
    .command('events')
    .description('print the events of the pool as they happen, until Ctrl+C')
    .option('--types <list>', 'event types or prefixes to include, such as call,state.changed')
    .option('--server <server>', 'only events of this server')
    .action((options: EventsOptions) =>
      run(async (context) => (await import('./commands/eventsCommand')).events(context, options)),
    );
  program
    .command('completion')
    .description('print a script that completes commands, servers, tools and arguments')
    .addArgument(new Argument('<shell>', 'source <(mcp-pool completion bash)').choices(shells))
    .action((shell: Shell) =>
      run(async (context) => (await import('./completion/shellScripts')).completion(context, shell)),
    );
  program
    .command('check')
    .description('report the problems of the configuration file')
    .action(() => run(async (context) => (await import('./commands/checkCommand')).check(context)));
  program
    .command('review')
    .description('show the servers that wait for your approval, and ask about each')
    .argument('[server]', 'only this server')
    .option('--reset', 'reset the approvals')
    .action((server: string | undefined, options: ReviewCommandOptions) =>
      run(async (context) => (await import('./commands/reviewCommand')).review(context, server, options)),
    );
  program
    .command('doctor')
    .description('check step by step why servers do not work')
    .argument('[server]', 'only this server')
    .action((server?: string) =>
      run(async (context) => (await import('./commands/doctorCommand')).doctor(context, server)),
    );
  return program;
}

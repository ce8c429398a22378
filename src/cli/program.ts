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

// Commands are imported when they run: one that asks a running pool is over before all of them would be loaded.
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
        // Commander's own guess, of words of ours, stands on the last line.
        const [, error = '', guess = ''] = /^(.*?)(\n\(Did you mean [\w -]+\?\))?$/s.exec(text.trimEnd())!;
        write(`${firstBare(error)}${guess}\n`);
      },
    })
    .description('The MCP servers of mcp-config.yaml in a terminal.')
    .version(version)
    .option('--config <file>', 'configuration file', 'mcp-config.yaml')
    .option('--json', 'print results as one JSON value, errors as one JSON line')
    .option('--text', 'print text in a pipe too, where lists are one JSON value a line')
    .option('--yes', 'confirm calls of tools that may destroy something')
    .option('--timeout <time>', 'how long a start and each request may take, such as 30s or 2m')
    .option('--verbose', 'print what the servers log on stderr')
    .option('--no-gateway', 'start the servers here, even when a gateway has them running')
    .option('--command <command>', "use this server instead of a file; it is named 'default'")
    .option('--arg <argument>', 'argument of --command, once for each', collect, [])
    .option('--env <NAME=VALUE>', 'environment variable of --command, once for each', collect, [])
    .option('--url <url>', "use the server at this address instead of a file; it is named 'default'")
    .option('--header <NAME:VALUE>', 'HTTP header of --url, once for each', collect, [])
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
    .option('--save <file>', 'write pictures, sounds and other bytes to this file, or into this folder')
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
    .option('--save <file>', 'write it to this file, or into this folder')
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
    .description('sign in to a server, in a browser of this machine')
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
    .description('offer the servers to other programs over HTTP, until Ctrl+C')
    .option('--port <number>', 'the port to listen on; a free one when left out')
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--trust', 'approve the configuration file as it is now, as starting it in a terminal does')
    .option('--token-file <file>', 'keep the token in this file, from one run to the next')
    .option('--allow-origin <origin>', 'let the web pages of this origin in, once for each', collect, [])
    .action((options: ServeOptions) =>
      run(async (context) => (await import('./commands/serveCommand')).serve(context, options)),
    );
  program
    .command('bridge')
    .description('be one MCP server on stdio: for assistants that know no other way to the servers')
    .action(() => run(async (context) => (await import('./bridge/bridge')).bridge(context)));
  program
    .command('events')
    .description('print what happens in the pool as it happens, until Ctrl+C')
    .option('--types <list>', 'only these types or beginnings of them, such as call,state.changed')
    .option('--server <server>', 'only of this server')
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
    .description('show what waits for your approval before it may start, and ask about each server')
    .argument('[server]', 'only this server')
    .option('--reset', 'take back what was approved')
    .action((server: string | undefined, options: ReviewCommandOptions) =>
      run(async (context) => (await import('./commands/reviewCommand')).review(context, server, options)),
    );
  program
    .command('doctor')
    .description('find out step by step why servers do not work')
    .argument('[server]', 'only this server')
    .action((server?: string) =>
      run(async (context) => (await import('./commands/doctorCommand')).doctor(context, server)),
    );
  return program;
}

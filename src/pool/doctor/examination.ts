import { detailForOwner, type Failure, type FailureError, failure } from '../../base/failure';
import { commandLine, plural } from '../../base/text';
import type { ServerDefinition } from '../../config/model/definition';
import type { List, ListName } from '../../mcp/catalog/catalog';
import { Connection } from '../../mcp/connection/connection';
import type { LaunchOptions } from '../../mcp/connection/launchOptions';
import { publicUrl } from '../../mcp/errors/publicUrl';
import { limitedFetch } from '../../mcp/http/limitedFetch';
import { Launcher } from '../../mcp/server/launcher';
import type { ServerHost } from '../../mcp/server/serverHost';
import { hindranceOf, restingState } from '../../mcp/server/startConditions';
import { findProgram, programQuery } from '../../mcp/stdio/findProgram';
import type { ServerLogLine } from '../../mcp/transport/poolTransport';
import { type DoctorStep, type ServerDiagnosis, type StepName, stepNames } from './diagnosis';

/** The most remarks: a server that misbehaves all the time must not fill the report. */
const mostRemarks = 10;

const kinds = {
  demo: 'The demo server.',
  stdio: 'A program on stdio.',
  http: 'A server behind HTTP.',
  ws: 'A server behind WebSocket.',
} as const;

/** Thrown when a step has failed and is written down: the later ones are skipped. */
class StepFailed extends Error {}

/** What an examination needs besides the server. */
export interface ExaminationOptions {
  readonly signal: AbortSignal;
  readonly onStep: (step: DoctorStep) => void;
  /** How a person signs in to the server here, as a sentence. */
  readonly signInStep?: string;
}

/** Checks one server in all steps, on a connection of its own that is closed at the end. */
export class Examination {
  private readonly steps: DoctorStep[] = [];
  private readonly remarks = new Set<string>();
  private readonly launcher: Launcher;

  constructor(
    private readonly definition: ServerDefinition,
    host: ServerHost,
    private readonly options: ExaminationOptions,
  ) {
    this.launcher = new Launcher(host, (line) => this.hear(line));
  }

  /** Never rejects: what fails is a step. */
  async run(): Promise<ServerDiagnosis> {
    const { id, name } = this.definition;
    const state = restingState(this.definition);
    const held = state.kind === 'blocked' && state.by === 'approval';
    if (held) this.add({ name: 'configuration', outcome: 'skipped', found: state.reason });
    else
      await this.takeSteps().catch((error) => {
        if (!(error instanceof StepFailed)) throw error;
      });
    for (const step of stepNames)
      if (!this.steps.some((done) => done.name === step)) this.add({ name: step, outcome: 'skipped' });
    const failed = this.steps.some(({ outcome }) => outcome === 'failed');
    return {
      id,
      name,
      outcome: held ? 'skipped' : failed ? 'fails' : 'works',
      steps: this.steps.toSorted((a, b) => stepNames.indexOf(a.name) - stepNames.indexOf(b.name)),
      remarks: [...this.remarks],
      nextSteps: held ? (hindranceOf(name, state)?.nextSteps ?? []) : [],
    };
  }

  private async takeSteps(): Promise<void> {
    const { definition, launcher } = this;
    const { signal } = this.options;
    const written = definition.launch;
    if (written.type === 'invalid') this.fail('configuration', brokenEntry(written.reason));
    else this.add({ name: 'configuration', outcome: 'ok', found: kinds[written.type] });

    const options = await this.timed('variables', () => launcher.prepare(definition, signal));
    const { launch } = options;
    if (launch.type === 'stdio') {
      const find = () => findProgram(programQuery(options, launch));
      await this.timed('program', find, ({ file }) => commandLine(file, launch.args));
    } else this.add({ name: 'program', outcome: 'skipped', found: 'It is reached over the network.' });

    const connection = await this.connect(options);
    try {
      await this.readLists(connection);
    } finally {
      await connection.close();
    }
  }

  /** Starts or reaches the server, and shakes hands with it: one attempt that is reported as two steps. */
  private async connect(options: LaunchOptions): Promise<Connection> {
    const { launch, onProcess, fetch = limitedFetch() } = options;
    const began = performance.now();
    let reached: number | undefined;
    const reach = () => {
      reached ??= performance.now();
    };
    const started = (): DoctorStep => ({
      name: 'start',
      outcome: 'ok',
      ...(reached === undefined ? {} : { ms: Math.round(reached - began) }),
      ...(launch.type === 'stdio' ? {} : { found: publicUrl(launch.url) }),
    });
    try {
      this.options.signal.throwIfAborted();
      const connection = await Connection.open(
        {
          ...options,
          onProcess: (event) => {
            if (event.kind === 'started') reach();
            onProcess?.(event);
          },
          fetch: (url, init) =>
            fetch(url, init).then((response) => {
              reach();
              return response;
            }),
        },
        this.options.signal,
      );
      const { serverName, serverVersion, protocolVersion } = connection.info;
      const who = [serverName, serverVersion].filter(Boolean).join(' ');
      this.add(started());
      const found = `${who ? `${who}, ` : ''}MCP ${protocolVersion}`;
      this.add({ name: 'handshake', outcome: 'ok', ms: since(reached ?? began), found });
      return connection;
    } catch (error) {
      const failure = this.launcher.clean(error);
      // A WebSocket does not report when it was open; a program that exited on its own did not start well.
      const stood = launch.type === 'ws' ? failure.kind !== 'unreachable' : reached !== undefined;
      if (!stood || (launch.type === 'stdio' && failure.phase !== 'handshake'))
        return this.fail('start', failure, since(began));
      this.add(started());
      return this.fail('handshake', failure, since(reached ?? began));
    }
  }

  /** Reads all lists at the same time: on a server that hangs, each takes its whole time limit. */
  private async readLists(connection: Connection): Promise<void> {
    const read = async <N extends ListName>(list: N): Promise<List<N> & { readonly ms: number }> => {
      const began = performance.now();
      return { ...(await connection.list(list, this.options.signal)), ms: since(began) };
    };
    const lists = [read('tools'), read('resources'), read('resourceTemplates'), read('prompts')] as const;
    const [tools, resources, templates, prompts] = await Promise.all(lists);
    const add = (name: StepName, found: string, ms: number, error: Failure | undefined) =>
      error ? this.write(name, error, ms) : this.add({ name, outcome: 'ok', ms, found: `${found}.` });
    add('tools', plural(tools.items.length, 'tool'), tools.ms, tools.error);
    const more = templates.items.length > 0 ? `, ${plural(templates.items.length, 'template')}` : '';
    const counted = `${plural(resources.items.length, 'resource')}${more}`;
    add('resources', counted, Math.max(resources.ms, templates.ms), resources.error ?? templates.error);
    add('prompts', plural(prompts.items.length, 'prompt'), prompts.ms, prompts.error);
  }

  private async timed<T>(
    name: StepName,
    work: () => Promise<T>,
    describe: (result: T) => string | undefined = () => undefined,
  ): Promise<T> {
    const began = performance.now();
    try {
      const result = await work();
      this.add({ name, outcome: 'ok', ms: since(began), found: describe(result) });
      return result;
    } catch (error) {
      return this.fail(name, error, since(began));
    }
  }

  private fail(name: StepName, error: unknown, ms?: number): never {
    this.write(name, error, ms);
    throw new StepFailed();
  }

  /** Writes down a step that failed. */
  private write(name: StepName, error: unknown, ms?: number): void {
    const clean = this.launcher.clean(error);
    const { kind, message, nextSteps, reason } = clean;
    const detail = detailForOwner(clean);
    const { signInStep } = this.options;
    const steps = kind === 'signIn' && signInStep ? [signInStep] : nextSteps;
    const more = { ...(reason ? { reason } : {}), ...(detail ? { detail } : {}) };
    const failure = { kind, message, nextSteps: steps, ...more };
    this.add({ name, outcome: 'failed', ...(ms === undefined ? {} : { ms }), failure });
  }

  private add({ found, ...step }: DoctorStep): void {
    const whole = found ? { ...step, found: this.launcher.redact(found) } : step;
    this.steps.push(whole);
    this.options.onStep(whole);
  }

  private hear({ source, level, text }: ServerLogLine): void {
    if (this.remarks.size >= mostRemarks) return;
    if (source === 'stdout')
      this.remarks.add(`It printed to stdout, which is reserved for MCP messages: ${text}`);
    else if (source === 'client' && level === 'warning') this.remarks.add(text);
  }
}

function brokenEntry(reason: string): FailureError {
  return failure('configuration', reason, ['Correct the entry and save the file.']);
}

function since(began: number): number {
  return Math.round(performance.now() - began);
}

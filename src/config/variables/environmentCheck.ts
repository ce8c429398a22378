import path from 'node:path';
import { didYouMean } from '../../base/didYouMean';
import type { Problem, Range, ServerDefinition } from '../model/definition';
import { expandHome, lookUp, resolveText, type VariableScope } from './resolveVariables';
import { ownVariables, type Reference, referencesIn } from './variableReferences';

/** What a check of the environment of a file needs to know of the machine. */
export interface Environment extends Omit<VariableScope, 'folder' | 'inputs'> {
  /** What is at a path. */
  readonly kindOf: (file: string) => Promise<'file' | 'folder' | undefined>;
  /** Why a program cannot be started, and what to do; undefined when it can. */
  readonly programProblem: (
    command: string,
    cwd: string,
  ) => Promise<{ readonly why: string; readonly next: string } | undefined>;
}

/** The positions of the texts of entries, from a parsed document. */
export interface ConfigSourceMap {
  /** The place of a part of a text of a server; `at` is the path below the server. */
  within(server: string, at: readonly PropertyKey[], part: string, nth?: number): Range;
}

/**
 * Checks the environment of a configuration: unset variables, and missing programs, directories and files. Each is a warning,
 * since it may exist on another machine or in a moment. Disabled and broken entries are skipped.
 */
export async function checkEnvironment(
  definitions: readonly ServerDefinition[],
  places: ConfigSourceMap,
  machine: Environment,
): Promise<readonly Problem[]> {
  const checked = definitions.filter(({ disabled, launch }) => !disabled && launch.type !== 'invalid');
  const found = await Promise.all(
    checked.map((definition) => new EntryCheck(definition, places, machine).run()),
  );
  return found.flat();
}

class EntryCheck {
  private readonly problems: Problem[] = [];
  private readonly scope: VariableScope;

  constructor(
    private readonly definition: ServerDefinition,
    private readonly places: ConfigSourceMap,
    private readonly machine: Environment,
  ) {
    this.scope = { ...machine, folder: definition.source.folder };
  }

  async run(): Promise<readonly Problem[]> {
    const { launch, roots = [] } = this.definition;
    this.checkVariables({ ...launch, roots }, []);
    if (launch.type !== 'stdio') return this.problems;
    const cwd = this.pathOf(launch.cwd ?? '.');
    const envFile = launch.envFile === undefined ? undefined : this.pathOf(launch.envFile);
    const hasCwd =
      cwd !== undefined &&
      (launch.cwd === undefined || (await this.mustBe('folder', cwd, 'cwd', launch.cwd, 'missing-cwd')));
    if (envFile !== undefined)
      await this.mustBe('file', envFile, 'envFile', launch.envFile!, 'missing-env-file');
    // Without its directory no program can start: that is already reported.
    if (hasCwd) await this.checkProgram(launch.command, cwd);
    return this.problems;
  }

  private checkVariables(value: unknown, at: readonly PropertyKey[]): void {
    if (typeof value === 'string') {
      for (const reference of referencesIn(value)) this.checkVariable(reference, at);
    } else if (Array.isArray(value))
      value.forEach((item, index) => void this.checkVariables(item, [...at, index]));
    else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) this.checkVariables(item, [...at, key]);
  }

  private checkVariable(reference: Reference, at: readonly PropertyKey[]): void {
    const { kind, name, whole, nth } = reference;
    // Unknown variables and undescribed inputs were reported with the shape.
    if (kind === 'input' || kind === 'unknown' || lookUp(reference, this.scope) !== undefined) return;
    const own = ownVariables.filter((one) => !one.endsWith(':'));
    const guess = kind === 'env' ? didYouMean(name, [...own, ...Object.keys(this.machine.env)]) : undefined;
    const step = guess
      ? `Did you mean '\${${guess}}'?`
      : `Set it, or give it a default: '${whole.slice(0, -1)}:-value}'.`;
    const message = {
      env: `'${name}' is not set in the environment. ${step}`,
      config: this.machine.settingOf
        ? `'${name}' is not set in the settings. ${step}`
        : `'${name}' is a setting of VS Code, which is unknown here. Give it a default: '${whole.slice(0, -1)}:-value}'.`,
      folder: `The workspace has no folder '${name}'. Correct the name of the folder.`,
    }[kind as 'env' | 'config' | 'folder'];
    const range = this.places.within(this.definition.name, at, whole, nth);
    const fixes = guess
      ? [{ title: `Change to '\${${guess}}'`, edits: [{ range, text: `\${${guess}}` }] }]
      : [];
    this.problems.push({ severity: 'warning', code: 'unset-variable', message, range, fixes });
  }

  private async mustBe(
    kind: 'file' | 'folder',
    file: string,
    key: 'cwd' | 'envFile',
    written: string,
    code: string,
  ): Promise<boolean> {
    const found = await this.machine.kindOf(file);
    if (found === kind) return true;
    const what = kind === 'folder' ? 'directory' : 'file';
    const why = found ? `is not a ${what}` : 'does not exist';
    this.warn(code, `'${key}' of '${this.definition.name}' ${why}: ${file}`, [key], written);
    return false;
  }

  private async checkProgram(command: string, cwd: string): Promise<void> {
    const program = this.textOf(command);
    const problem = program && (await this.machine.programProblem(expandHome(program), cwd));
    if (problem) this.warn('no-program', `${upper(problem.why)}. ${problem.next}`, ['command'], command);
  }

  private warn(code: string, message: string, at: readonly PropertyKey[], written: string): void {
    const range = this.places.within(this.definition.name, at, written);
    this.problems.push({ severity: 'warning', code, message, range });
  }

  private pathOf(written: string): string | undefined {
    const text = this.textOf(written);
    return text === undefined ? undefined : path.resolve(this.scope.folder, expandHome(text));
  }

  /** The text with its variables replaced; undefined when one has no value, which is reported separately. */
  private textOf(written: string): string | undefined {
    try {
      return resolveText(written, this.scope);
    } catch {
      return undefined;
    }
  }
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

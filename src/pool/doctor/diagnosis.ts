import type { Failure } from '../../base/failure';
import type { Problem } from '../../config/model/definition';

/** The steps on the way to a server that works, in their order. */
export const stepNames = [
  'configuration',
  'variables',
  'program',
  'start',
  'handshake',
  'tools',
  'resources',
  'prompts',
] as const;

/** What is checked. */
export type StepName = (typeof stepNames)[number];

/** How one step went. */
export interface DoctorStep {
  readonly name: StepName;
  readonly outcome: 'ok' | 'failed' | 'skipped';
  /** How long it took, in ms; only of what takes time. */
  readonly ms?: number;
  /** What was found, or why the step was skipped. */
  readonly found?: string;
  /** Why it failed, and what to do next. */
  readonly failure?: Pick<Failure, 'kind' | 'message' | 'nextSteps' | 'detail' | 'reason'>;
}

/** The result for one server. */
export interface ServerDiagnosis {
  readonly id: string;
  readonly name: string;
  /** `skipped` is one that must not start. */
  readonly outcome: 'works' | 'fails' | 'skipped';
  readonly steps: readonly DoctorStep[];
  /** Remarks about its behavior that does not follow MCP. */
  readonly remarks: readonly string[];
  /** What a person has to do before a skipped server can be checked. */
  readonly nextSteps: readonly string[];
}

/** A problem of a configuration file, for showing only. */
export interface FoundProblem extends Omit<Problem, 'fixes'> {
  /** The file, as it is to be shown. */
  readonly file: string;
}

/** The facts of this machine that decide whether servers work. */
export interface MachineFacts {
  /** The versions of MCP Pool, of Node.js and of whatever else runs it, by name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly platform: string;
  /** The folders of the PATH. */
  readonly path: readonly string[];
  /** The folders that only the PATH of the login shell has; undefined where there is no such shell. */
  readonly onlyInShell?: readonly string[];
  /** The names of the variables for proxies and certificates that are set. */
  readonly networkVariables: readonly string[];
}

/** All findings about all servers, as plain data without any secret. */
export interface DoctorReport {
  /** Whether the servers work, in a sentence or two. */
  readonly verdict: string;
  readonly servers: readonly ServerDiagnosis[];
  /** The names of those that are disabled, and so were skipped. */
  readonly disabled: readonly string[];
  readonly problems: readonly FoundProblem[];
  readonly machine: MachineFacts;
}

/** The step that failed, if one did. */
export function failedStep({ steps }: ServerDiagnosis): DoctorStep | undefined {
  return steps.find(({ outcome }) => outcome === 'failed');
}

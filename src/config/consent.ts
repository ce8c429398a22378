import { createHash } from 'node:crypto';
import { commandLine } from '../base/text';
import type { ServerDefinition } from './definition';

/** What a person has agreed to for one entry. */
export interface Agreement {
  /** Tells launches apart, see {@link launchPrint}. */
  readonly launch: string;
  /** The `autoApprove` that was agreed to. */
  readonly autoApprove: readonly string[];
}

/** Tells by content what an entry would launch: the exact words of the file, so that any change is a new question. */
export function launchPrint({ launch, source, roots, inputs }: ServerDefinition): string {
  return createHash('sha256')
    .update(JSON.stringify([source.folder, launch, roots, inputs]))
    .digest('hex');
}

/** What agreeing to an entry agrees to. */
export function agreementOf(definition: ServerDefinition): Agreement {
  return { launch: launchPrint(definition), autoApprove: definition.autoApprove };
}

/**
 * The definition as far as the person has agreed to it: held when nobody agreed to what it launches, and with the part of its
 * `autoApprove` that was agreed to.
 */
export function asAgreed(definition: ServerDefinition, agreement: Agreement | undefined): ServerDefinition {
  const launches = agreement?.launch === launchPrint(definition);
  const agreed = launches ? definition.autoApprove.filter((one) => agreement.autoApprove.includes(one)) : [];
  const needsAgreement = definition.launch.type !== 'invalid' && !definition.disabled;
  return {
    ...definition,
    autoApprove: agreed,
    ...(launches || !needsAgreement ? {} : { held: 'Nobody has agreed to what it starts yet.' }),
  };
}

/** What of an entry waits for the person: all of it, the approvals that are new, or nothing. */
export function waitsFor(
  definition: ServerDefinition,
  agreement: Agreement | undefined,
): 'launch' | 'approvals' | undefined {
  if (definition.launch.type === 'invalid' || definition.disabled) return undefined;
  if (agreement?.launch !== launchPrint(definition)) return 'launch';
  return definition.autoApprove.every((one) => agreement.autoApprove.includes(one)) ? undefined : 'approvals';
}

/** Everything that an entry would do, as lines of name and value, nothing cut off. */
export function consentFacts(definition: ServerDefinition): readonly (readonly [string, string])[] {
  const { launch, autoApprove, disabledTools = [], source, roots = [], inputs = [] } = definition;
  const facts: [string, string][] = [];
  if (launch.type === 'demo') facts.push(['Starts', 'the demo server inside MCP Pool']);
  if (launch.type === 'stdio') {
    const names = Object.entries(launch.env).map(([name, value]) =>
      value === null ? `${name} (taken away)` : name,
    );
    facts.push(['Starts', commandLine(launch.command, launch.args)], ['In', launch.cwd ?? source.folder]);
    if (names.length > 0) facts.push(['With variables', names.join(', ')]);
    if (launch.envFile !== undefined) facts.push(['Variables from', launch.envFile]);
    if (launch.inheritEnv !== undefined)
      facts.push([
        'Inherits',
        launch.inheritEnv === 'all'
          ? 'every environment variable'
          : ['the safe ones', ...launch.inheritEnv].join(', '),
      ]);
  }
  if (launch.type === 'http' || launch.type === 'ws') {
    facts.push(['Connects to', launch.url]);
    const headers = Object.keys(launch.headers);
    if (headers.length > 0) facts.push(['With headers', headers.join(', ')]);
  }
  if (inputs.length > 0) facts.push(['Asks you for', inputs.map(({ id }) => id).join(', ')]);
  if (roots.length > 0) facts.push(['Is told of', roots.join(', ')]);
  if (autoApprove.length > 0) facts.push(['Runs unasked', autoApprove.join(', ')]);
  if (disabledTools.length > 0) facts.push(['Never runs', disabledTools.join(', ')]);
  return facts;
}

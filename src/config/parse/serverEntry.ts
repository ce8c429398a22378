import { shown, visibleLine } from '../../base/text';
import type { DefinitionSource, InputDefinition, InvalidLaunch, ServerDefinition } from '../model/definition';
import { type ServerEntry, serverKeys, serverSchema } from '../model/schema';
import { shownValue } from '../variables/plainSecrets';
import { referencesIn } from '../variables/variableReferences';
import type { ProblemCollector } from '../yaml/problemCollector';
import { withDefaults } from './entryDefaults';
import { withoutAliases } from './keyAliases';
import { launchConflict, launchOf } from './launchEntry';
import { scalarTextKeys, withScalarsAsText } from './scalarText';
import { reportEntryKeys, reportShape } from './schemaIssues';

/** What reading one entry needs to know. */
export interface EntryContext {
  readonly source: Pick<DefinitionSource, 'file' | 'folder'>;
  /** Where the problems of the entry go. */
  readonly reports: ProblemCollector;
  /** Keys that the entry has unless it overrides them. */
  readonly defaults: object;
  /** The inputs that its texts may name. */
  readonly inputs: readonly InputDefinition[];
}

/** Reads one entry below `mcpServers`. An entry of the wrong shape becomes an invalid definition, so that it can be shown. */
export function readServer(name: string, value: unknown, context: EntryContext): ServerDefinition {
  const { reports } = context;
  const invalid = (reason: string): InvalidLaunch => ({ type: 'invalid', reason });
  const define = definer(name, context);
  const shownName = shown(name);

  if (name.trim() === '') {
    const message = 'A server needs a name before the colon.';
    reports.add('error', 'shape', message, [], { key: true });
    return define({}, invalid(message));
  }
  if (visibleLine(name) !== name) {
    // It could look like another name, or like our own text, wherever it is shown.
    const message = `The name '${shownName}' contains invisible characters. Remove them.`;
    reports.add('error', 'bad-name', message, [], { key: true });
    return define({}, invalid(message));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const found = Array.isArray(value)
      ? 'a list'
      : value === null
        ? 'empty'
        : `'${shownValue(String(value))}'`;
    const colon =
      typeof value === 'string' && /^\w+:\S/.test(value) ? ' Is a space missing after the colon?' : '';
    const message = `'${shownName}' must be a map with 'command' or 'url', but it is ${found}.${colon}`;
    reports.add('error', 'shape', message, [], { key: true });
    return define({}, invalid(message));
  }
  const named = withoutAliases(shownName, value, reports);
  reportEntryKeys(named, serverKeys, reports);

  const whole = withDefaults(withScalarsAsText(named, scalarTextKeys, reports), context.defaults);
  const parsed = serverSchema.safeParse(whole, { reportInput: true });
  if (!parsed.success) {
    const [reason] = reportShape(shownName, parsed.error.issues, reports);
    return define({ disabled: (named as ServerEntry).disabled === true }, invalid(reason!));
  }
  const entry = parsed.data;
  const conflict = launchConflict(shownName, entry);
  if (!conflict) return define(entry, launchOf(entry));
  const { sourceMap } = reports;
  const byDefault = ['defaults', ...conflict.at];
  const inherited = !sourceMap.has(reports.pathOf(conflict.at)) && sourceMap.has(byDefault);
  reports.add('error', conflict.code, conflict.message, conflict.at, {
    key: true,
    ...(inherited ? { range: sourceMap.ofKey(byDefault) } : {}),
  });
  return define(entry, invalid(conflict.message));
}

function definer(name: string, { source, reports, inputs }: EntryContext) {
  return (entry: Partial<ServerEntry>, launch: ServerDefinition['launch']): ServerDefinition => {
    const { disabled = false, autoApprove = [], restart } = entry;
    const texts = JSON.stringify([launch, entry.roots]);
    const named = new Set(referencesIn(texts).flatMap((one) => (one.kind === 'input' ? [one.name] : [])));
    const used = inputs.filter(({ id }) => named.has(id));
    return {
      id: `${source.file ?? ''}#${name}`,
      name,
      launch,
      disabled,
      autoApprove,
      limits: {
        startMs: entry.startTimeout,
        requestMs: entry.requestTimeout,
        totalMs: entry.maxTotalTimeout,
      },
      ...given({
        disabledTools: entry.disabledTools,
        autostart: entry.autostart,
        restart: restart === true ? undefined : restart === false ? 0 : restart,
        roots: entry.roots,
        logLevel: entry.logLevel,
        protocol: entry.protocol === 'auto' ? undefined : entry.protocol,
        inputs: used.length > 0 ? used : undefined,
      }),
      source: { ...source, range: reports.sourceMap.ofKey(reports.pathOf([])) },
    };
  };
}

/** Without the keys that have no value. */
function given<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

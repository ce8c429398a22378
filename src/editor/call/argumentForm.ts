import type { Tool } from '@modelcontextprotocol/client';
import type * as vscode from 'vscode';
import type { Field } from '../../pool/forms/formFields';
import { fieldsOf, isFormable, readField } from '../../pool/forms/formFields';
import { validate } from '../../pool/forms/validation';
import { issueText } from '../../pool/forms/validationIssues';
import { askPick, askText, type StepButton, type StepEnd } from '../ui/quickInputs';
import type { Arguments } from './argumentMemory';

/** How the form ended: with arguments that fit the schema, or left with what was typed so far. */
export type FormEnd =
  | {
      readonly kind: 'done';
      readonly arguments: Arguments;
      /** Whether a form was shown: a tool may take no arguments. */
      readonly seen: boolean;
    }
  | { readonly kind: 'left'; readonly draft: Arguments };

/** What a form starts from. */
export interface FormStart {
  readonly tool: Tool;
  /** The name of the server in the title. */
  readonly serverLabel: string;
  /** Values to begin with, such as those of the last call. */
  readonly values: Arguments;
  /** What the form is about, instead of the call of the tool. */
  readonly title?: string;
}

const skip: StepButton = { id: 'skip', icon: 'run-all', tooltip: 'Skip the Rest and Call' };
const json: StepButton = { id: 'json', icon: 'json', tooltip: 'Edit All as JSON' };

/** Asks for the arguments of a tool, one native input for each property of its input schema. */
export async function askArguments(start: FormStart): Promise<FormEnd> {
  const schema = start.tool.inputSchema as Record<string, unknown>;
  return new ArgumentForm(start, fieldsOf(schema)).run(isFormable(schema));
}

/** Asks for all arguments as one JSON text, checked against the whole schema as it is typed. */
export async function askArgumentsAsJson(start: FormStart): Promise<FormEnd> {
  return new ArgumentForm(start, []).editJson();
}

class ArgumentForm {
  private readonly values: Record<string, unknown>;
  private position = 0;

  constructor(
    private readonly start: FormStart,
    private readonly fields: readonly Field[],
  ) {
    this.values = { ...start.values };
  }

  async run(formable: boolean): Promise<FormEnd> {
    if (!formable) return this.editJson();
    while (this.position < this.fields.length) {
      const end = await this.askField(this.fields[this.position]!);
      if (end.kind === 'cancel') return { kind: 'left', draft: this.values };
      if (end.kind === 'back') this.position = Math.max(0, this.position - 1);
      else if (end.kind === 'button' && end.id === 'json') return this.editJson();
      else if (end.kind === 'button') break;
      else this.position++;
    }
    // Schemas can ask for more than their properties one by one, such as "one of these two".
    if (this.issues(this.values).length > 0) return this.editJson();
    return { kind: 'done', arguments: this.values, seen: this.fields.length > 0 };
  }

  async editJson(): Promise<FormEnd> {
    const end = await askText({
      title: this.titleOf(''),
      prompt: 'All arguments as one JSON object',
      placeholder: '{}',
      value: JSON.stringify(this.values),
      back: false,
      buttons: [],
      check: (text) => this.checkJson(text),
      onChange: (text) => {
        const parsed = parseObject(text);
        if (!parsed) return;
        for (const key of Object.keys(this.values)) delete this.values[key];
        Object.assign(this.values, parsed);
      },
    });
    if (end.kind !== 'accept') return { kind: 'left', draft: this.values };
    return { kind: 'done', arguments: parseObject(end.value) ?? {}, seen: true };
  }

  private checkJson(text: string): string | undefined {
    const value = parseObject(text);
    if (!value) return 'Must be a JSON object, such as {"name": "value"}';
    const [first, ...more] = this.issues(value);
    return first && `${issueText(first)}${more.length > 0 ? `, and ${more.length} more` : ''}`;
  }

  private issues(value: unknown) {
    return validate(this.start.tool.inputSchema as Record<string, unknown>, value).issues;
  }

  private async askField(field: Field): Promise<StepEnd<unknown>> {
    const end = await (field.kind === 'choice' || field.kind === 'boolean' || field.kind === 'choices'
      ? this.askChoice(field)
      : this.askInput(field));
    if (end.kind === 'accept') {
      if (end.value === undefined) delete this.values[field.name];
      else this.values[field.name] = end.value;
    }
    return end;
  }

  private async askInput(field: Field): Promise<StepEnd<unknown>> {
    const current = this.values[field.name] ?? field.default;
    const check = (text: string, final: boolean): string | undefined => {
      if (text === '')
        return field.required && final
          ? `'${field.name}' is required. To send an empty text, use Edit All as JSON.`
          : undefined;
      const reading = readField(field, text);
      return 'problem' in reading ? `'${field.name}' ${reading.problem}` : undefined;
    };
    const end = await askText({
      ...this.step(field),
      placeholder: placeholderOf(field),
      value: current === undefined ? '' : toText(current),
      check,
      onChange: (text) => {
        const reading = text === '' ? undefined : readField(field, text);
        if (reading && 'value' in reading) this.values[field.name] = reading.value;
      },
    });
    if (end.kind !== 'accept' || end.value === '')
      return end.kind === 'accept' ? { kind: 'accept', value: undefined } : end;
    const reading = readField(field, end.value);
    return { kind: 'accept', value: 'value' in reading ? reading.value : undefined };
  }

  private async askChoice(field: Field): Promise<StepEnd<unknown>> {
    const options =
      field.kind === 'boolean'
        ? [true, false].map((value) => ({ value, label: String(value) }))
        : (field.options ?? []);
    const current = this.values[field.name] ?? field.default;
    const many = field.kind === 'choices';
    const isSet = (value: unknown) =>
      many && Array.isArray(current) ? current.includes(value) : value === current;
    const items: (vscode.QuickPickItem & { value: unknown })[] = options.map(({ value, label }) => ({
      label,
      description: value === field.default ? 'default' : undefined,
      value,
    }));
    if (!field.required && !many) items.push({ label: 'Omit', description: 'optional', value: undefined });
    const active = items.filter((item) => item.value !== undefined && isSet(item.value));
    const leaveOut = current === undefined && !field.required ? items.slice(-1) : active;
    const end = await askPick({ ...this.step(field), items, active: many ? active : leaveOut, many });
    if (end.kind !== 'accept') return end;
    if (!many) return { kind: 'accept', value: end.value[0]?.value };
    const chosen = end.value.map((item) => item.value);
    return { kind: 'accept', value: chosen.length === 0 && !field.required ? undefined : chosen };
  }

  private titleOf(count: string): string {
    const { title, tool, serverLabel } = this.start;
    return `${title ?? `Call ${tool.name}`}${count} · ${serverLabel}`;
  }

  private step(field: Field) {
    const count = this.fields.length > 1 ? ` (${this.position + 1}/${this.fields.length})` : '';
    const rest = this.fields.slice(this.position);
    const what = field.title && field.title !== field.name ? `${field.name}: ${field.title}` : field.name;
    const note = field.secret ? 'not remembered' : undefined;
    const about = [what, field.description, note].filter(Boolean).join(' · ');
    return {
      title: this.titleOf(count),
      prompt: field.required
        ? about
        : `${about} (optional${field.default === undefined ? ', Enter skips it' : ''})`,
      back: this.position > 0,
      buttons: rest.every((one) => !one.required || one.name in this.values) ? [skip, json] : [json],
    };
  }
}

function placeholderOf(field: Field): string {
  const example = field.examples?.[0];
  return example === undefined ? field.expected : `${field.expected}, such as ${toText(example)}`;
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text || '{}');
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

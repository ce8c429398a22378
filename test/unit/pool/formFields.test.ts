import assert from 'node:assert/strict';
import { fieldsOf, isFormable } from '../../../src/pool/forms/formFields';
import { rows } from '../support/table';

/** A property's schema, the definitions beside it, and what its field must be. */
interface Row {
  readonly schema: unknown;
  readonly $defs?: Record<string, unknown>;
  readonly field: Record<string, unknown>;
}

const labels = (options: readonly { readonly label: string }[] | undefined) =>
  options?.map(({ label }) => label);

function check({ schema, $defs = {}, field }: Row): void {
  const [found] = fieldsOf({ type: 'object', properties: { it: schema }, $defs });
  assert.ok(found);
  const shown: Record<string, unknown> = { ...found, options: labels(found.options) };
  for (const [key, value] of Object.entries(field)) assert.deepEqual(shown[key], value, key);
}

describe('The field of a property', () => {
  rows<Row>(
    {
      'accepts text': { schema: { type: 'string' }, field: { kind: 'text', expected: 'text' } },
      'accepts a number': { schema: { type: 'number' }, field: { kind: 'number', expected: 'a number' } },
      'accepts a whole number': {
        schema: { type: 'integer' },
        field: { kind: 'number', expected: 'a whole number' },
      },
      'accepts yes or no': { schema: { type: 'boolean' }, field: { kind: 'boolean' } },
      'accepts an object as JSON': {
        schema: { type: 'object' },
        field: { kind: 'json', expected: 'an object, as JSON' },
      },
      'accepts a list as JSON': {
        schema: { type: 'array', items: { type: 'string' } },
        field: { kind: 'json' },
      },
      'accepts anything without a type': { schema: {}, field: { kind: 'json', expected: 'JSON' } },
      'accepts anything when the schema is true': { schema: true, field: { kind: 'json' } },
      'accepts several types as JSON': { schema: { type: ['string', 'integer'] }, field: { kind: 'json' } },
      'has the type beside null': { schema: { type: ['string', 'null'] }, field: { kind: 'text' } },
      'has the type of the branch beside null': {
        schema: { anyOf: [{ type: 'integer' }, { type: 'null' }], default: null, title: 'Count' },
        field: { kind: 'number', default: null, title: 'Count' },
      },
      'offers the values of an enum': {
        schema: { enum: ['a', 2, null] },
        field: { kind: 'choice', options: ['a', '2', 'null'] },
      },
      'offers the names of an enum': {
        schema: { type: 'string', enum: ['a', 'b', 'c'], enumNames: ['Alpha', '', 5] },
        field: { kind: 'choice', options: ['Alpha', 'b', 'c'] },
      },
      'offers constants by their titles': {
        schema: { oneOf: [{ const: 'a', title: 'Alpha' }, { const: 'b' }] },
        field: { kind: 'choice', options: ['Alpha', 'b'], expected: 'one of Alpha, b' },
      },
      'offers an enum beside null': {
        schema: { anyOf: [{ enum: ['a', 'b'] }, { type: 'null' }] },
        field: { kind: 'choice', options: ['a', 'b'] },
      },
      'offers several values of an enum': {
        schema: { type: 'array', items: { type: 'string', enum: ['a', 'b'] } },
        field: { kind: 'choices', options: ['a', 'b'], expected: 'any of a, b' },
      },
      'follows a reference': {
        schema: { $ref: '#/$defs/size', description: 'How big' },
        $defs: { size: { type: 'integer', title: 'Size', description: 'A size' } },
        field: { kind: 'number', title: 'Size', description: 'How big' },
      },
      'follows a reference in a lone allOf': {
        schema: { allOf: [{ $ref: '#/$defs/color' }], default: 'red' },
        $defs: { color: { enum: ['red', 'blue'] } },
        field: { kind: 'choice', options: ['red', 'blue'], default: 'red' },
      },
      'follows a reference to many': {
        schema: { type: 'array', items: { $ref: '#/$defs/color' } },
        $defs: { color: { enum: ['red', 'blue'] } },
        field: { kind: 'choices', options: ['red', 'blue'] },
      },
      'follows a reference with escapes': {
        schema: { $ref: '#/$defs/a~1b%20c' },
        $defs: { 'a/b c': { type: 'boolean' } },
        field: { kind: 'boolean' },
      },
      'survives an invalid reference': { schema: { $ref: '#/$defs/100%' }, field: { kind: 'json' } },
      'ignores a remote reference': { schema: { $ref: 'https://h/s.json' }, field: { kind: 'json' } },
      'survives a schema that refers to itself': {
        schema: { $ref: '#/$defs/loop' },
        $defs: { loop: { $ref: '#/$defs/loop' } },
        field: { kind: 'json' },
      },
      'survives a schema that has itself as a branch': {
        schema: { $ref: '#/$defs/tree' },
        $defs: { tree: { anyOf: [{ type: 'string' }, { $ref: '#/$defs/tree' }, { $ref: '#/$defs/tree' }] } },
        field: { kind: 'text' },
      },
      'shows examples': { schema: { type: 'string', examples: ['x'] }, field: { examples: ['x'] } },
      'has no title of spaces': { schema: { type: 'string', title: ' ' }, field: { title: undefined } },
    },
    check,
  );
});

describe('The fields of a schema', () => {
  const names = (schema: Record<string, unknown>) => fieldsOf(schema).map(({ name }) => name);

  rows<{ schema: Record<string, unknown>; names: string[] }>(
    {
      'begin with the required ones, each group in its order': {
        schema: { properties: { a: {}, b: {}, c: {}, d: {} }, required: ['d', 'b'] },
        names: ['b', 'd', 'a', 'c'],
      },
      'omit what is forbidden or not a schema': {
        schema: { properties: { a: false, b: null, c: 5, d: true } },
        names: ['d'],
      },
      'are empty without properties': { schema: { type: 'object' }, names: [] },
      'are empty when properties are null': { schema: { properties: null }, names: [] },
      'are found through a reference': {
        schema: { $ref: '#/definitions/x', definitions: { x: { properties: { a: {} } } } },
        names: ['a'],
      },
    },
    (row) => assert.deepEqual(names(row.schema), row.names),
  );

  rows<{ schema: Record<string, unknown>; formable: boolean }>(
    {
      'make a form': { schema: { properties: { a: {} } }, formable: true },
      'make an empty form': { schema: { type: 'object' }, formable: true },
      'make a form beside a condition': { schema: { properties: { a: {} }, oneOf: [{}] }, formable: true },
      'make no form of branches only': { schema: { oneOf: [{ properties: { a: {} } }] }, formable: false },
    },
    ({ schema, formable }) => assert.equal(isFormable(schema), formable),
  );
});

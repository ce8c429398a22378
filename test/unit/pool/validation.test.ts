import assert from 'node:assert/strict';
import { validate } from '../../../src/pool/forms/validation';
import { issueText } from '../../../src/pool/forms/validationIssues';
import { rows } from '../support/table';

/** A schema, a value, and the issues as a person reads them. */
interface Row {
  readonly schema: Record<string, unknown> | boolean;
  readonly value: unknown;
  readonly issues: readonly string[];
}

const draft7 = 'http://json-schema.org/draft-07/schema#';
const draft2020 = 'https://json-schema.org/draft/2020-12/schema';

function check({ schema, value, issues }: Row): void {
  const found = validate(schema, value);
  assert.equal(found.unusable, undefined);
  assert.deepEqual(found.issues.map(issueText), issues);
}

describe('A value against its schema', () => {
  const object = { type: 'object', properties: { name: { type: 'string' } }, additionalProperties: false };
  const list = {
    type: 'object',
    properties: { a: { type: 'array', items: { type: 'object', properties: { b: {} }, required: ['b'] } } },
  };
  rows<Row>(
    {
      Fits: { schema: object, value: { name: 'x' }, issues: [] },
      'Fits true always': { schema: true, value: 5, issues: [] },
      'Fits false never': { schema: false, value: 5, issues: ['is not allowed'] },
      'Is of another type': { schema: object, value: [], issues: ['must be an object'] },
      'Is of none of the types': {
        schema: { type: ['string', 'null'] },
        value: 5,
        issues: ['must be text or null'],
      },
      'Lacks something': { schema: { required: ['a', 'b'] }, value: { b: 1 }, issues: ["'a' is required"] },
      'Has something near a name': {
        schema: object,
        value: { nme: 1 },
        issues: ["'nme' is unknown. Did you mean 'name'?"],
      },
      'Has something near no name': {
        schema: object,
        value: { colour: 1 },
        issues: ["'colour' is unknown"],
      },
      'Has something wrong deep inside': {
        schema: list,
        value: { a: [{ b: 1 }, {}] },
        issues: ["'a[1].b' is required"],
      },
      'Has something wrong below an odd name': {
        schema: { properties: { 'a/b~c': { type: 'number' } } },
        value: { 'a/b~c': 'x' },
        issues: ["'a/b~c' must be a number"],
      },
      'Is not one of a few': { schema: { enum: ['a', 1] }, value: 'b', issues: ['must be one of "a", 1'] },
      'Is not the one': { schema: { const: 'a' }, value: 'b', issues: ['must be "a"'] },
      'Is too little': { schema: { minimum: 2 }, value: 1, issues: ['must be 2 or more'] },
      'Is just too much': { schema: { exclusiveMaximum: 2 }, value: 2, issues: ['must be less than 2'] },
      'Is no multiple': { schema: { multipleOf: 5 }, value: 7, issues: ['must be a multiple of 5'] },
      'Has too few items': { schema: { minItems: 1 }, value: [], issues: ['must have at least 1 item'] },
      'Has the same item twice': {
        schema: { uniqueItems: true },
        value: [1, 1],
        issues: ['must not have the same item twice'],
      },
      'Is of no known format': { schema: { format: 'email' }, value: 'x', issues: ['must be a valid email'] },
      'Has a format that no one knows': { schema: { format: 'weird' }, value: 'x', issues: [] },
      'Fits none of the shapes': {
        schema: { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
        value: 5,
        issues: ['must be text', 'must be true or false', 'fits none of the allowed shapes'],
      },
      'Fits too many shapes': {
        schema: { oneOf: [{ type: 'number' }, { minimum: 1 }] },
        value: 5,
        issues: ['fits more than one of the allowed shapes'],
      },
      'Is told each thing once': {
        schema: { allOf: [{ minimum: 2 }, { minimum: 2 }] },
        value: 1,
        issues: ['must be 2 or more'],
      },
      'Has a name that means something in JavaScript': {
        schema: { type: 'object', additionalProperties: false },
        value: JSON.parse('{"__proto__": 1}'),
        issues: ["'__proto__' is unknown"],
      },
    },
    check,
  );
});

describe('A schema', () => {
  rows<Row>(
    {
      'Of draft-07 has tuples as lists of items': {
        schema: { $schema: draft7, items: [{ type: 'string' }], additionalItems: false },
        value: [1, 2],
        issues: ['must have at most 1 item', "'[0]' must be text"],
      },
      'Of no draft may be of the older form': {
        schema: { items: [{ type: 'string' }] },
        value: [1],
        issues: ["'[0]' must be text"],
      },
      'Of 2020-12 has tuples as prefixItems': {
        schema: { $schema: draft2020, prefixItems: [{ type: 'string' }], items: false },
        value: ['a', 2],
        issues: ['must have at most 1 item'],
      },
      'May refer to its definitions': {
        schema: {
          $id: 'https://h/s',
          $schema: draft2020,
          $ref: '#/$defs/n',
          $defs: { n: { type: 'number' } },
        },
        value: 'a',
        issues: ['must be a number'],
      },
      'May refer to itself below': {
        schema: { $schema: draft7, properties: { child: { $ref: '#' } }, additionalProperties: false },
        value: { child: { child: { x: 1 } } },
        issues: ["'child.child.x' is unknown"],
      },
      'May have a pattern as JavaScript takes it without the u flag': {
        schema: { pattern: '^[\\w-.]+$' },
        value: 'a b',
        issues: ['must match the pattern ^[\\w-.]+$'],
      },
    },
    check,
  );

  rows<Record<string, unknown>>(
    {
      'That refers to the network is not used': { $ref: 'https://127.0.0.1:9/schema.json' },
      'That refers to nothing is not used': { $ref: '#/$defs/none' },
      'That is nothing but itself is not used': { $ref: '#' },
      'With a type no one knows is not used': { type: 'text' },
      'Of draft-04 with its own limits is not used': {
        $schema: 'http://json-schema.org/draft-04/schema#',
        minimum: 1,
        exclusiveMinimum: true,
      },
    },
    (schema) => {
      const { issues, unusable } = validate(schema, 1);
      assert.deepEqual(issues, []);
      assert.match(unusable ?? '', /\w/);
    },
  );
});

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

describe('A value that is checked against its schema', () => {
  const object = { type: 'object', properties: { name: { type: 'string' } }, additionalProperties: false };
  const list = {
    type: 'object',
    properties: { a: { type: 'array', items: { type: 'object', properties: { b: {} }, required: ['b'] } } },
  };
  rows<Row>(
    {
      'fits its schema': { schema: object, value: { name: 'x' }, issues: [] },
      'always fits true': { schema: true, value: 5, issues: [] },
      'never fits false': { schema: false, value: 5, issues: ['is not allowed'] },
      'is of another type': { schema: object, value: [], issues: ['must be an object'] },
      'is of none of the types': {
        schema: { type: ['string', 'null'] },
        value: 5,
        issues: ['must be text or null'],
      },
      'lacks a property': { schema: { required: ['a', 'b'] }, value: { b: 1 }, issues: ["'a' is required"] },
      'has a property with a similar name': {
        schema: object,
        value: { nme: 1 },
        issues: ["'nme' is unknown. Did you mean 'name'?"],
      },
      'has an unknown property': {
        schema: object,
        value: { colour: 1 },
        issues: ["'colour' is unknown"],
      },
      'has a fault deep inside': {
        schema: list,
        value: { a: [{ b: 1 }, {}] },
        issues: ["'a[1].b' is required"],
      },
      'has a fault below an unusual name': {
        schema: { properties: { 'a/b~c': { type: 'number' } } },
        value: { 'a/b~c': 'x' },
        issues: ["'a/b~c' must be a number"],
      },
      'is not one of the allowed values': {
        schema: { enum: ['a', 1] },
        value: 'b',
        issues: ['must be one of "a", 1'],
      },
      'is not the constant': { schema: { const: 'a' }, value: 'b', issues: ['must be "a"'] },
      'is too small': { schema: { minimum: 2 }, value: 1, issues: ['must be 2 or more'] },
      'is slightly too large': { schema: { exclusiveMaximum: 2 }, value: 2, issues: ['must be less than 2'] },
      'is not a multiple': { schema: { multipleOf: 5 }, value: 7, issues: ['must be a multiple of 5'] },
      'has too few items': { schema: { minItems: 1 }, value: [], issues: ['must have at least 1 item'] },
      'has the same item twice': {
        schema: { uniqueItems: true },
        value: [1, 1],
        issues: ['must not have the same item twice'],
      },
      'does not have the format': {
        schema: { format: 'email' },
        value: 'x',
        issues: ['must be a valid email'],
      },
      'has an unknown format': { schema: { format: 'weird' }, value: 'x', issues: [] },
      'fits none of the branches': {
        schema: { anyOf: [{ type: 'string' }, { type: 'boolean' }] },
        value: 5,
        issues: ['must be text', 'must be true or false', 'fits none of the allowed shapes'],
      },
      'fits too many of the branches': {
        schema: { oneOf: [{ type: 'number' }, { minimum: 1 }] },
        value: 5,
        issues: ['fits more than one of the allowed shapes'],
      },
      'has each fault reported once': {
        schema: { allOf: [{ minimum: 2 }, { minimum: 2 }] },
        value: 1,
        issues: ['must be 2 or more'],
      },
      'has a property with a meaning in JavaScript': {
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
      'has tuples as lists of items in draft-07': {
        schema: { $schema: draft7, items: [{ type: 'string' }], additionalItems: false },
        value: [1, 2],
        issues: ['must have at most 1 item', "'[0]' must be text"],
      },
      'may have the older form without a draft': {
        schema: { items: [{ type: 'string' }] },
        value: [1],
        issues: ["'[0]' must be text"],
      },
      'has tuples as prefixItems in 2020-12': {
        schema: { $schema: draft2020, prefixItems: [{ type: 'string' }], items: false },
        value: ['a', 2],
        issues: ['must have at most 1 item'],
      },
      'may refer to its definitions': {
        schema: {
          $id: 'https://h/s',
          $schema: draft2020,
          $ref: '#/$defs/n',
          $defs: { n: { type: 'number' } },
        },
        value: 'a',
        issues: ['must be a number'],
      },
      'may refer to itself below': {
        schema: { $schema: draft7, properties: { child: { $ref: '#' } }, additionalProperties: false },
        value: { child: { child: { x: 1 } } },
        issues: ["'child.child.x' is unknown"],
      },
      'may have a pattern that is valid only without the u flag': {
        schema: { pattern: '^[\\w-.]+$' },
        value: 'a b',
        issues: ['must match the pattern ^[\\w-.]+$'],
      },
    },
    check,
  );

  rows<Record<string, unknown>>(
    {
      'is not used when it refers to the network': { $ref: 'https://127.0.0.1:9/schema.json' },
      'is not used when it refers to nothing': { $ref: '#/$defs/none' },
      'is not used when it only refers to itself': { $ref: '#' },
      'is not used with an unknown type': { type: 'text' },
      'is not used with the limits of draft-04': {
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

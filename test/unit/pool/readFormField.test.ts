import assert from 'node:assert/strict';
import { fieldsOf, readField } from '../../../src/pool/forms/formFields';
import { rows } from '../support/table';

/** A property's schema, and for each text the value it gives or the problem it has. */
interface Row {
  readonly schema: unknown;
  readonly reads?: readonly (readonly [text: string, value: unknown])[];
  readonly refuses?: readonly (readonly [text: string, problem: RegExp])[];
}

function check({ schema, reads = [], refuses = [] }: Row): void {
  const [field] = fieldsOf({ properties: { it: schema, other: { type: 'integer', minimum: 3 } } });
  for (const [text, value] of reads) assert.deepEqual(readField(field!, text), { value }, text);
  for (const [text, problem] of refuses) {
    const reading = readField(field!, text);
    assert.ok('problem' in reading, `${text} gave ${JSON.stringify(reading)}`);
    assert.match(reading.problem, problem);
  }
}

describe('The text in a field', () => {
  rows<Row>(
    {
      'is kept as text': {
        schema: { type: 'string' },
        reads: [' a ', '5', '"q"', 'true', ''].map((text) => [text, text]),
      },
      'is kept within its limits': {
        schema: { type: 'string', minLength: 1, maxLength: 3, pattern: '^a' },
        reads: [['abc', 'abc']],
        refuses: [
          ['', /^must not be empty$/],
          ['abcd', /at most 3 characters/],
          ['b', /must match the pattern \^a/],
        ],
      },
      'is read as a date': {
        schema: { type: 'string', format: 'date' },
        reads: [['2025-02-28', '2025-02-28']],
        refuses: [['tomorrow', /^must be a valid date$/]],
      },
      'is read as a number': {
        schema: { type: 'number' },
        reads: [
          ['7', 7],
          [' 7 ', 7],
          ['-1.5', -1.5],
          ['+5', 5],
          ['.5', 0.5],
          ['1e3', 1000],
        ],
        refuses: ['abc', '', '0x1f', '1,5', '1 2', 'Infinity', 'NaN', '1e'].map((text) => [
          text,
          /^must be a number$/,
        ]),
      },
      'is read as a number that JSON supports': {
        schema: { type: 'number' },
        reads: [['9007199254740991', Number.MAX_SAFE_INTEGER]],
        refuses: [
          ['12345678901234567890', /more digits than can be sent/],
          ['1e999', /too large/],
        ],
      },
      'is read as a whole number': {
        schema: { type: 'integer', minimum: 1, maximum: 2000 },
        reads: [
          ['5', 5],
          ['1.0', 1],
          ['1e3', 1000],
        ],
        refuses: [
          ['1.5', /^must be a whole number$/],
          ['0', /^must be 1 or more$/],
          ['2001', /^must be 2000 or less$/],
          ['one', /^must be a whole number$/],
        ],
      },
      'is read as yes or no': {
        schema: { type: 'boolean' },
        reads: [
          ['true', true],
          ['YES', true],
          ['1', true],
          ['false', false],
          ['no', false],
          [' 0 ', false],
        ],
        refuses: ['', 'on', 'maybe', 'constructor', '__proto__'].map((text) => [
          text,
          /^must be true or false$/,
        ]),
      },
      'is read as one of the values': {
        schema: { enum: [1, '2', null], enumNames: ['one', 'two'] },
        reads: [
          ['1', 1],
          ['2', '2'],
          ['one', 1],
          ['null', null],
        ],
        refuses: [['three', /^must be one of one, two, null$/]],
      },
      'is read as a value even when a title is the same': {
        schema: { enum: ['a', 'b'], enumNames: ['b', 'a'] },
        reads: [
          ['a', 'a'],
          ['b', 'b'],
        ],
      },
      'is read as several values in JSON': {
        schema: { type: 'array', items: { enum: ['a', 'b'] } },
        reads: [['["a"]', ['a']]],
        refuses: [
          ['a', /^must be any of a, b$/],
          ['["z"]', /'\[0\]' must be one of "a", "b"/],
        ],
      },
      'is read as a list or an object in JSON': {
        schema: { type: 'array', items: { type: 'number' } },
        reads: [['[1, 2]', [1, 2]]],
        refuses: [
          ['1', /^must be a list$/],
          ['[1', /^must be a list, as JSON$/],
          ['["a"]', /'\[0\]' must be a number/],
        ],
      },
      'is read as the type that it looks like, or as text': {
        schema: { type: ['string', 'integer'] },
        reads: [
          ['5', 5],
          ['abc', 'abc'],
          ['true', 'true'],
          ['1e', '1e'],
        ],
      },
      'is read as any JSON that is not broken': {
        schema: {},
        reads: [
          ['5', 5],
          ['abc', 'abc'],
          ['{"a": [1]}', { a: [1] }],
        ],
        refuses: [
          ['{bad', /^must be JSON$/],
          ['[1', /^must be JSON$/],
          ['"a', /^must be JSON$/],
        ],
      },
      'is checked against references in its schema': {
        schema: { $ref: '#/properties/other' },
        reads: [['3', 3]],
        refuses: [['1', /^must be 3 or more$/]],
      },
    },
    check,
  );
});

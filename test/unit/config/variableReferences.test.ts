import assert from 'node:assert/strict';
import {
  type Reference,
  referencesIn,
  replaceReferences,
} from '../../../src/config/variables/variableReferences';
import { expectLinear } from '../../support/ratios';
import { rows } from '../support/table';

describe('A variable in a text', () => {
  rows<{ text: string; is: Omit<Reference, 'whole' | 'nth'> }>(
    {
      'may be from the environment': { text: '${X}', is: { kind: 'env', name: 'X', fallback: undefined } },
      'may be from the environment with env': {
        text: '${env:X_1.y}',
        is: { kind: 'env', name: 'X_1.y', fallback: undefined },
      },
      'may have a default': { text: '${X:-a:-b}', is: { kind: 'env', name: 'X', fallback: 'a:-b' } },
      'may have an empty default': { text: '${env:X:-}', is: { kind: 'env', name: 'X', fallback: '' } },
      'may have a default of several lines': {
        text: '${X:-a\nb}',
        is: { kind: 'env', name: 'X', fallback: 'a\nb' },
      },
      'may be an input': { text: '${input:my-key.1}', is: { kind: 'input', name: 'my-key.1' } },
      'may be a setting': {
        text: '${config:a.b:-c}',
        is: { kind: 'config', name: 'a.b', fallback: 'c' },
      },
      'may be the folder': { text: '${workspaceFolder}', is: { kind: 'folder', name: '' } },
      'may be a folder by its name': {
        text: '${workspaceFolder:my app}',
        is: { kind: 'folder', name: 'my app' },
      },
      'may be the name of the folder': {
        text: '${workspaceFolderBasename}',
        is: { kind: 'folderName', name: '' },
      },
      'may be the home': { text: '${userHome}', is: { kind: 'home', name: '' } },
      'may have an unknown kind': { text: '${secret:x}', is: { kind: 'unknown', name: 'secret:x' } },
      'may have an invalid name': { text: '${1X}', is: { kind: 'unknown', name: '1X' } },
      'may be invalid because of a space': { text: '${ X }', is: { kind: 'unknown', name: ' X ' } },
      'may be invalid because of a default for an input': {
        text: '${input:a:-b}',
        is: { kind: 'unknown', name: 'input:a:-b' },
      },
      'may be empty': { text: '${}', is: { kind: 'unknown', name: '' } },
      'may be named like a part of JavaScript': {
        text: '${__proto__}',
        is: { kind: 'env', name: '__proto__', fallback: undefined },
      },
    },
    ({ text, is }) => {
      for (const around of ['', 'a $ b', '}{'])
        assert.deepEqual(referencesIn(around + text + around), [{ whole: text, nth: 0, ...is }]);
    },
  );

  it('has a number among equal ones', () => {
    assert.deepEqual(
      referencesIn('${A} ${B} ${A} ${A:-}').map(({ whole, nth }) => [whole, nth]),
      [
        ['${A}', 0],
        ['${B}', 0],
        ['${A}', 1],
        ['${A:-}', 0],
      ],
    );
  });

  it('is replaced by its value, whatever that looks like', () => {
    assert.equal(
      replaceReferences('a ${X} b', () => '$& $1 ${Y}'),
      'a $& $1 ${Y} b',
    );
  });

  it('is found quickly in a text with many beginnings of one', () => {
    const texts = ['${', '${X}'].flatMap((text) => [
      (size: number) => text.repeat(size),
      (size: number) => `}${text.repeat(size)}`,
    ]);
    for (const text of texts)
      expectLinear((size) => {
        const many = text(size);
        assert.equal(referencesIn(many).length, many.includes('X') ? size : 0);
      }, 10_000);
  });
});

import assert from 'node:assert/strict';
import {
  type Reference,
  referencesIn,
  replaceReferences,
} from '../../../src/config/variables/variableReferences';
import { expectLinear } from '../../integration/support/ratios';
import { rows } from '../support/table';

describe('A variable in a text', () => {
  rows<{ text: string; is: Omit<Reference, 'whole' | 'nth'> }>(
    {
      'May be of the environment': { text: '${X}', is: { kind: 'env', name: 'X', fallback: undefined } },
      'May be of the environment by its name': {
        text: '${env:X_1.y}',
        is: { kind: 'env', name: 'X_1.y', fallback: undefined },
      },
      'May have a default': { text: '${X:-a:-b}', is: { kind: 'env', name: 'X', fallback: 'a:-b' } },
      'May have an empty default': { text: '${env:X:-}', is: { kind: 'env', name: 'X', fallback: '' } },
      'May have a default of several lines': {
        text: '${X:-a\nb}',
        is: { kind: 'env', name: 'X', fallback: 'a\nb' },
      },
      'May be an input': { text: '${input:my-key.1}', is: { kind: 'input', name: 'my-key.1' } },
      'May be a setting': {
        text: '${config:a.b:-c}',
        is: { kind: 'config', name: 'a.b', fallback: 'c' },
      },
      'May be the folder': { text: '${workspaceFolder}', is: { kind: 'folder', name: '' } },
      'May be a folder by its name': {
        text: '${workspaceFolder:my app}',
        is: { kind: 'folder', name: 'my app' },
      },
      'May be the name of the folder': {
        text: '${workspaceFolderBasename}',
        is: { kind: 'folderName', name: '' },
      },
      'May be the home': { text: '${userHome}', is: { kind: 'home', name: '' } },
      'May be unknown for its kind': { text: '${secret:x}', is: { kind: 'unknown', name: 'secret:x' } },
      'May be unknown for its name': { text: '${1X}', is: { kind: 'unknown', name: '1X' } },
      'May be unknown for a space': { text: '${ X }', is: { kind: 'unknown', name: ' X ' } },
      'May be unknown for a default of an input': {
        text: '${input:a:-b}',
        is: { kind: 'unknown', name: 'input:a:-b' },
      },
      'May be empty': { text: '${}', is: { kind: 'unknown', name: '' } },
      'May be named like a part of JavaScript': {
        text: '${__proto__}',
        is: { kind: 'env', name: '__proto__', fallback: undefined },
      },
    },
    ({ text, is }) => {
      for (const around of ['', 'a $ b', '}{'])
        assert.deepEqual(referencesIn(around + text + around), [{ whole: text, nth: 0, ...is }]);
    },
  );

  it('Is counted among its like', () => {
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

  it('Is replaced by what is given, whatever that looks like', () => {
    assert.equal(
      replaceReferences('a ${X} b', () => '$& $1 ${Y}'),
      'a $& $1 ${Y} b',
    );
  });

  it('Is found soon in a text that seems to have nothing else', () => {
    const texts = ['${', '${X}'].flatMap((text) => [
      (size: number) => text.repeat(size),
      (size: number) => `}${text.repeat(size)}`,
    ]);
    for (const text of texts)
      expectLinear((size) => {
        const many = text(size);
        assert.equal(referencesIn(many).length, many.includes('X') ? size : 0);
      }, 50_000);
  });
});

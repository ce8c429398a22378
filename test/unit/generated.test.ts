import assert from 'node:assert/strict';
import { generatedFiles } from '../host/generated';
import { readText } from '../support/repository';

describe('A generated file', () => {
  for (const [file, text] of Object.entries(generatedFiles()))
    it(`is up to date: ${file}`, () => {
      assert.equal(readText(file), text, `${file} is stale: run npm run generate`);
    });
});

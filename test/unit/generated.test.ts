import assert from 'node:assert/strict';
import { generatedFiles } from '../host/generated';
import { readText } from './support/repository';

describe('What is made from the source', () => {
  for (const [file, text] of Object.entries(generatedFiles()))
    it(`is fresh: ${file}`, () => {
      assert.equal(readText(file), text, `${file} is stale: run npm run generate`);
    });
});

import assert from 'node:assert/strict';
import { generatedFiles } from '../host/generated';
import { readText } from './support/repository';

describe('What is made from the schema of the configuration', () => {
  for (const [file, text] of Object.entries(generatedFiles()))
    it(`Is fresh: ${file}`, () => {
      assert.equal(readText(file), text, `${file} is stale: run npm run generate`);
    });
});

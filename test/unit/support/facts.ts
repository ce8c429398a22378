import type { ServerFacts } from '../../../src/config/language/completionItem';

/** What an editor might know. */
export const facts: ServerFacts = {
  tools: (server) =>
    server === 'a'
      ? [{ name: 'echo', description: 'Says *it* again' }, { name: 'get sum' }, { name: 'no' }]
      : [{ name: 'other' }],
  envNames: ['HOME', 'GITHUB_TOKEN'],
  settings: ['editor.fontSize'],
  folders: ['/w/project', '/w/other'],
  programs: ['npx', 'uvx'],
  server: (name) => (name === 'a' ? ['**ready**, 3 tools'] : undefined),
  remembered: (input) => (input === 'key' ? true : undefined),
};

import assert from 'node:assert/strict';
import { candidates, type KnownServer } from '../../../src/cli/completion/completionCandidates';
import { buildProgram } from '../../../src/cli/program';

const known = [
  {
    server: 'tea',
    tools: [
      {
        name: 'brew',
        description: 'Brews tea',
        inputSchema: {
          type: 'object',
          properties: {
            kind: { enum: ['green', 'black'] },
            hot: { type: 'boolean', description: 'Still hot' },
            cups: { type: 'number' },
            size: { anyOf: [{ const: 'small' }, { const: 'large' }] },
          },
        },
      },
      { name: 'pour', inputSchema: { type: 'object' } },
    ],
    resources: [{ uri: 'tea://menu', name: 'menu' }],
    prompts: [{ name: 'recipe', arguments: [{ name: 'leaf', description: 'Which leaf' }, { name: 'time' }] }],
  },
  { server: 'cafe', tools: [{ name: 'brew', inputSchema: { type: 'object' } }], resources: [], prompts: [] },
] as unknown as readonly KnownServer[];

describe('The offer of completion', () => {
  let asked: string[];
  beforeEach(() => {
    asked = [];
  });
  const program = buildProgram(false, async () => undefined);
  const at = async (line: string) => {
    const found = await candidates(program, line, async (config) => {
      asked.push(config);
      return known;
    });
    return found.map(({ word }) => word);
  };

  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['mcp-pool ca', ['call']],
    ['mcp-pool --json ca', ['call']],
    ['mcp-pool --timeout 3s ca', ['call']],
    ['mcp-pool call ', ['tea', 'cafe']],
    ['mcp-pool call-tool t', ['tea']],
    ['mcp-pool list c', ['cafe']],
    ['mcp-pool call tea ', ['brew', 'pour']],
    ['mcp-pool call --json tea b', ['brew']],
    ['mcp-pool call tea brew ', ['kind=', 'hot=', 'cups=', 'size=']],
    ['mcp-pool call tea brew kind=green h', ['hot=']],
    ['mcp-pool call tea brew kind=', ['kind=green', 'kind=black']],
    ['mcp-pool call tea brew hot=t', ['hot=true']],
    ['mcp-pool call tea brew size=s', ['size=small']],
    ['mcp-pool call tea brew cups=', []],
    ['mcp-pool call nobody ', []],
    ['mcp-pool call tea nothing ', []],
    ['mcp-pool read tea ', ['tea://menu']],
    ['mcp-pool prompt tea ', ['recipe']],
    ['mcp-pool prompt tea recipe leaf=oolong ', ['time=']],
    ['mcp-pool broadcast ', ['brew', 'pour']],
    ['mcp-pool broadcast brew hot=', ['hot=true', 'hot=false']],
    ['mcp-pool events --server ', ['tea', 'cafe']],
    ['mcp-pool completion ', ['bash', 'zsh', 'fish']],
    ['mcp-pool call --sa', ['--save']],
    ['mcp-pool --no', ['--no-gateway']],
    ['mcp-pool call tea brew --args @', []],
    ['mcp-pool --config ', []],
    ['mcp-pool check ', []],
  ];
  for (const [line, words] of cases)
    it(`is ${words.join(', ') || 'empty, so that the shell offers files,'} after "${line}"`, async () => {
      assert.deepEqual(await at(line), words);
    });

  it('comes from the configuration that the line names, which is read only when servers matter', async () => {
    await at('mcp-pool --config other.yaml call ');
    await at('mcp-pool --config=third.yaml call ');
    await at('mcp-pool --config "my file.yaml" call ');
    assert.deepEqual(asked, ['other.yaml', 'third.yaml', 'my file.yaml']);
    asked = [];
    await at('mcp-pool ca');
    await at('mcp-pool call --');
    assert.deepEqual(asked, []);
  });
});

import assert from 'node:assert/strict';
import type { DoctorReport, DoctorStep, ServerDiagnosis } from '../../../src/pool/doctor/diagnosis';
import { renderDoctor, verdictOf } from '../../../src/pool/doctor/doctorReport';
import { rows } from '../support/table';

const machine: DoctorReport['machine'] = {
  versions: { 'MCP Pool': '1.2.3', 'Node.js': '22.0.0' },
  platform: 'Linux 6.1, x64',
  path: ['/bin', '/usr/bin'],
  onlyInShell: [],
  networkVariables: [],
};
const server = (name: string, ...steps: DoctorStep[]): ServerDiagnosis => ({
  id: name,
  name,
  outcome: steps.some(({ outcome }) => outcome === 'failed') ? 'fails' : 'works',
  steps,
  remarks: [],
  nextSteps: [],
});
const good = (name: string) => server(name, { name: 'start', outcome: 'ok', ms: 12 });
const exited = 'it exited with code 3';
const bad = (
  name: string,
  message = `'${name}' could not start: ${exited}.`,
  detail?: string,
  reason: string | undefined = message.includes(exited) ? exited : undefined,
) =>
  server(name, {
    name: 'start',
    outcome: 'failed',
    ms: 1200,
    failure: { kind: 'unreachable', message, nextSteps: ['Check its log.'], detail, reason },
  });
const held = (name: string): ServerDiagnosis => ({
  ...server(name, { name: 'configuration', outcome: 'skipped', found: 'It has not been approved yet.' }),
  outcome: 'skipped',
  nextSteps: ['Allow it.'],
});
const problem: DoctorReport['problems'][number] = {
  file: 'mcp-config.yaml',
  severity: 'error',
  code: 'yaml',
  message: 'It is broken.',
  range: { line: 4, column: 2, endLine: 4, endColumn: 3 },
};
const report = (more: Partial<DoctorReport>): string =>
  renderDoctor({ verdict: '', servers: [], disabled: [], problems: [], machine, ...more });

describe('The verdict of the doctor', () => {
  rows<{ servers: ServerDiagnosis[]; problems?: DoctorReport['problems']; says: string[] }>(
    {
      'reports that all servers work': { servers: [good('a'), good('b')], says: ['All 2 servers work.'] },
      'names the only server': { servers: [good('a')], says: ["'a' works."] },
      'reports why the only server does not work': {
        servers: [bad('a')],
        says: ["'a' does not work: it exited with code 3."],
      },
      'counts servers, and reports why one does not work': {
        servers: [good('a'), bad('weather'), good('c')],
        says: ['2 of 3 servers work.', "'weather' does not: it exited with code 3."],
      },
      'names a server only once': {
        servers: [
          good('a'),
          bad(
            'b',
            "'b' requires a sign-in: http://x answered 401.",
            '',
            'it requires a sign-in: http://x answered 401',
          ),
        ],
        says: ['1 of 2 servers works.', "'b' does not: it requires a sign-in: http://x answered 401."],
      },
      'reports that no server works': {
        servers: [bad('a', 'Broken.'), bad('b', 'Broken.')],
        says: ['None of 2 servers works.', "'a' does not: Broken.", "'b' does not: Broken."],
      },
      'does not count servers that were not tried': {
        servers: [good('a'), held('b')],
        says: ["'a' works.", "Not tried until you approve it: 'b'."],
      },
      'asks for an approval when that is all that is missing': {
        servers: [held('b')],
        says: ["Not tried until you approve it: 'b'."],
      },
      'names the first error of a file without servers': {
        servers: [],
        problems: [problem],
        says: [
          'There are no servers to check.',
          'The configuration has 1 error, the first at mcp-config.yaml:4:2: It is broken.',
        ],
      },
    },
    ({ servers, problems = [], says }) => assert.deepEqual(verdictOf(servers, problems), says),
  );
});

describe('The report of the doctor', () => {
  it('begins with the verdict, followed by what was found and what to do', () => {
    const servers = [good('a'), bad('weather', undefined, 'Command: weather\nLast lines of stderr:\n  boom')];
    assert.equal(
      report({ servers, disabled: ['off'], problems: [problem] }),
      `# 1 of 2 servers works.

- 'weather' does not: it exited with code 3.

## a works

- ✓ start (12 ms)

## weather does not work

- ✗ start (1.2 s): 'weather' could not start: it exited with code 3.
  - → Check its log.

  \`\`\`text
  Command: weather
  Last lines of stderr:
    boom
  \`\`\`


Disabled, not checked: off.

## Problems of the configuration

- mcp-config.yaml:4:2: error: It is broken.

## This machine

- MCP Pool 1.2.3, Node.js 22.0.0, Linux 6.1, x64
- PATH: 2 folders
- The PATH of the login shell adds nothing.
- No variables for proxies or certificates are set.
`,
    );
  });

  it('explains how to approve what is not approved', () => {
    assert.match(
      report({ servers: [held('b')] }),
      /## b was not tried\n\n- – configuration: It has not been approved yet\.\n- → Allow it\./,
    );
  });

  it('has the steps that were not reached on one line', () => {
    const steps: DoctorStep[] = [
      { name: 'tools', outcome: 'skipped' },
      { name: 'prompts', outcome: 'skipped' },
    ];
    assert.match(report({ servers: [server('a', ...steps)] }), /^- – not reached: tools, prompts$/m);
  });

  it('lists what only the login shell finds, and which variables are set for the network', () => {
    const text = report({
      machine: { ...machine, onlyInShell: ['/opt/x'], networkVariables: ['HTTPS_PROXY'] },
    });
    assert.match(text, /^- Only on the PATH of the login shell, and searched too: \/opt\/x$/m);
    assert.match(text, /^- Set for the network: HTTPS_PROXY$/m);
  });

  it('contains no link, picture, HTML or end of a block of a server', () => {
    const message = 'see ![x](http://x/y) \\[a](b) <img src=x>\u001b[2J';
    const text = report({ servers: [bad('a', message, 'one\n```\n# two')] });
    assert.ok(text.includes('see !\\[x](http://x/y) \\\\\\[a](b) \\<img src=x>\\u{1b}\\[2J'), text);
    assert.ok(text.includes('  ````text\n  one\n  ```\n  # two\n  ````'), text);
  });
});

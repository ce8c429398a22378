import assert from 'node:assert/strict';
import type { ServerDefinition } from '../../src/config/model/definition';
import { parseConfig } from '../../src/config/parse/parseConfig';
import type { ServerHost } from '../../src/mcp/server/serverHost';
import { diagnose } from '../../src/pool/doctor/diagnose';
import type { DoctorStep } from '../../src/pool/doctor/diagnosis';
import { renderDoctor } from '../../src/pool/doctor/doctorReport';
import { stdio } from '../support/pool/testPool';
import { expectNoneLeft, marked, newMark } from '../support/processes';
import { rejection } from '../support/rejection';
import { endlessLimits, until } from '../support/until';

describe('The doctor of a pool', () => {
  const mark = newMark();
  let running: Set<number>;
  let most: number;
  let host: ServerHost;
  beforeEach(() => {
    running = new Set();
    most = 0;
    host = {
      clientInfo: { name: 'mcp-pool-test', version: '1.2.3' },
      env: { ...process.env, ...mark },
      limits: endlessLimits,
      graceMs: { stdin: 30, terminate: 500 },
      onProcess: ({ kind, pid }) => {
        if (kind === 'started') running.add(pid);
        else running.delete(pid);
        most = Math.max(most, running.size);
      },
    };
  });
  afterEach(() => expectNoneLeft(mark));

  it('reports each step when it is done, in order', async () => {
    const told: string[] = [];
    const onStep = ({ name }: ServerDefinition, step: DoctorStep) => told.push(`${name} ${step.name}`);
    const report = await diagnose([stdio('a', 'toolbox')], [], host, { onStep });
    const steps = report.servers[0]!.steps.map(({ name }) => `a ${name}`);
    assert.deepEqual(told, steps);
    assert.equal(steps.length, 8);
  });

  it('starts nothing that was not approved, and explains how to approve it', async () => {
    const held = { ...stdio('a', 'toolbox'), held: 'It has not been approved yet.' };
    const report = await diagnose([held, stdio('b', 'toolbox')], [], host);
    const [a, b] = report.servers;
    assert.equal(a!.outcome, 'skipped');
    assert.equal(
      a!.steps.every(({ outcome }) => outcome === 'skipped'),
      true,
    );
    assert.deepEqual(a!.nextSteps, ['Review what it starts, and approve it.']);
    assert.equal(b!.outcome, 'works');
    assert.equal(most, 1);
    assert.match(renderDoctor(report), /^## a was not tried$/m);
  });

  it('starts at most four servers at the same time', async () => {
    // Long enough for four to be started beside one another.
    const limits = { startMs: 2000 };
    const servers = Array.from({ length: 6 }, (_, index) => ({ ...stdio(`s${index}`, 'silent'), limits }));
    const report = await diagnose(servers, [], host);
    assert.deepEqual(
      report.servers.map(({ name, outcome }) => `${name} ${outcome}`),
      servers.map(({ name }) => `${name} fails`),
    );
    assert.equal(most, 4);
    assert.equal(running.size, 0);
  });

  it('ends what it started when it is stopped, before it rejects', async () => {
    const stop = new AbortController();
    const servers = Array.from({ length: 6 }, (_, index) => stdio(`s${index}`, 'silent'));
    const stopped = rejection(diagnose(servers, [], host, { signal: stop.signal }));
    await until('four are running', () => marked(mark).length >= 4);
    stop.abort(Object.assign(new Error('Stopped.'), { kind: 'cancelled' }));
    assert.equal((await stopped).kind, 'cancelled');
    assert.equal(running.size, 0);
    assert.equal(most, 4);
  });

  it('leaves secrets that a fix would move out of the file out of the report', async () => {
    const text = 'mcpServers:\n  a: { command: gone-program, env: { API_TOKEN: sesame-42-Open } }\n';
    const { definitions, problems } = parseConfig(text, {
      file: '/w/mcp-config.yaml',
      folder: process.cwd(),
    });
    assert.match(JSON.stringify(problems), /sesame/);
    const found = problems.map((problem) => ({ ...problem, file: 'mcp-config.yaml' }));
    const report = await diagnose(definitions, found, host, { versions: { 'VS Code': '1.103.0' } });
    assert.equal(report.problems.length, 1);
    assert.doesNotMatch(JSON.stringify(report), /sesame/);
    assert.match(renderDoctor(report), /^- MCP Pool 1\.2\.3, VS Code 1\.103\.0, Node\.js /m);
  });

  it('compares the PATH with that of the login shell', async () => {
    const shellPath = async () => `${process.env.PATH}:/opt/only-there`;
    const { machine } = await diagnose([], [], { ...host, shellPath });
    assert.deepEqual(machine.onlyInShell, ['/opt/only-there']);
    assert.equal((await diagnose([], [], host)).machine.onlyInShell, undefined);
  });
});

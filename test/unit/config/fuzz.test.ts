import assert from 'node:assert/strict';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { isFailure } from '../../../src/base/failure';
import type { Problem, ServerDefinition } from '../../../src/config/model/definition';
import { diffDefinitions, keepLastGood } from '../../../src/config/model/definitionDiff';
import { identityProviderKeys, oauthKeys } from '../../../src/config/model/oauthSchema';
import { inputKeys, serverKeys } from '../../../src/config/model/schema';
import type { ParsedConfig } from '../../../src/config/parse/parseConfig';
import { resolveLaunch } from '../../../src/config/variables/resolveVariables';
import { parse } from '../../support/pool/definitions';
import { processTime } from '../../support/ratios';
import { goodConfigs } from '../support/goodConfigs';
import { mutate, Random } from '../support/mutate';

const seed = 20_260_728;
const files = 10_000;
/** So that a failure tells soon which tenth it is in, and mocha shows that something goes on. */
const parts = 10;
const env = { FILES_TOKEN: 'f', SECRET: 's' };
const demo = { command: 'node', args: [], env: {} };
/** So many times what a good file takes are far too many, and yet no collection of garbage. */
const mostTimes = 1000;
const goodDefinitions = goodConfigs.map((text) => parse(text).definitions);

/** The time that a good file takes, in µs. */
const usual =
  processTime(() => {
    for (let round = 0; round < 20; round++) for (const text of goodConfigs) parse(text);
  }) /
  (20 * goodConfigs.length);

describe('The samples of the fuzz test', () => {
  it('have every key', () => {
    const text = goodConfigs.join('');
    const keys = [...serverKeys, ...oauthKeys, ...identityProviderKeys, ...inputKeys, 'inputs', 'defaults'];
    assert.deepEqual(
      keys.filter((key) => !new RegExp(`\\b${key}"?:`).test(text)),
      [],
    );
  });

  it('have no error', () => {
    for (const text of goodConfigs)
      assert.deepEqual(
        parse(text).problems.filter(({ severity }) => severity === 'error'),
        [],
      );
  });
});

describe('A randomly changed file', () => {
  const reached: string[] = [];
  const restore = trapNetwork((what) => reached.push(what));
  const names = Object.getOwnPropertyNames(Object.prototype);
  const random = new Random(seed);
  after(restore);

  for (let part = 1; part <= parts; part++)
    it(`breaks no rule of the parser (${part} of ${parts})`, () => {
      for (let index = 0; index < files / parts; index++) {
        const good = random.below(goodConfigs.length);
        const text = mutate(goodConfigs[good]!, random, goodConfigs);
        try {
          checkFile(text, goodDefinitions[good]!);
          assert.deepEqual(Object.getOwnPropertyNames(Object.prototype), names);
          assert.deepEqual(reached, []);
        } catch (error) {
          throw new Error(`With seed ${seed}, file ${index} of part ${part}:\n${JSON.stringify(text)}`, {
            cause: error,
          });
        }
      }
    });
});

function checkFile(text: string, before: readonly ServerDefinition[]): void {
  let parsed = parse('');
  const took = processTime(() => {
    parsed = parse(text);
  });
  assert.ok(took < mostTimes * usual, `It took ${took} µs, and a good file ${usual} µs.`);
  const lines = text.replace(/^\ufeff/, '').split('\n');
  for (const problem of parsed.problems) checkProblem(problem, lines);
  const ids = parsed.definitions.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length, 'An id is there twice.');
  for (const definition of parsed.definitions) checkDefinition(definition);
  checkChange(before, parsed);
}

function checkProblem({ message, range, fixes = [] }: Problem, lines: readonly string[]): void {
  assert.match(message, /^['A-Z].*[.?]$/, 'It is no sentence.');
  assert.doesNotMatch(message, /\[object|undefined|Invalid input/);
  for (const place of [range, ...fixes.flatMap(({ edits }) => edits.map((edit) => edit.range))]) {
    const { line, column, endLine, endColumn } = place;
    const at = `${message} ${JSON.stringify(place)}`;
    assert.ok(line >= 1 && column >= 1 && endLine <= lines.length, at);
    assert.ok(column <= lines[line - 1]!.length + 1 && endColumn <= lines[endLine - 1]!.length + 1, at);
    assert.ok(endLine > line || (endLine === line && endColumn >= column), at);
  }
}

function checkDefinition(definition: ServerDefinition): void {
  assert.ok(['stdio', 'http', 'ws', 'demo', 'invalid'].includes(definition.launch.type));
  try {
    const { launch, roots } = resolveLaunch(definition, { env, demo });
    assert.ok(launch.type === 'stdio' ? launch.command && launch.cwd : launch.url);
    assert.ok(roots.every((root) => typeof root === 'string'));
  } catch (error) {
    if (!isFailure(error) || error.kind !== 'configuration') throw error;
    assert.doesNotMatch(error.message, /\[object|undefined/);
  }
}

/** What a running pool would do: nothing at all with a file that cannot be used, and nothing to a server whose entry broke. */
function checkChange(before: readonly ServerDefinition[], { usable, definitions }: ParsedConfig): void {
  if (!usable) {
    assert.deepEqual(definitions, []);
    return;
  }
  const broken = new Set(
    definitions.filter(({ launch, disabled }) => launch.type === 'invalid' && !disabled).map(({ id }) => id),
  );
  const { relaunched } = diffDefinitions(before, keepLastGood(before, definitions));
  assert.deepEqual(
    relaunched.filter(({ id }) => broken.has(id)),
    [],
  );
}

/** Makes every way out of this machine a failure. */
function trapNetwork(onReach: (what: string) => void): () => void {
  const trap = (what: string) => () => {
    onReach(what);
    throw new Error(`${what} was called.`);
  };
  const doors: [owner: object, names: readonly string[]][] = [
    [globalThis, ['fetch']],
    [http, ['request', 'get']],
    [https, ['request', 'get']],
    [net, ['connect', 'createConnection']],
    [net.Socket.prototype, ['connect']],
  ];
  const undo: (() => void)[] = [];
  for (const [owner, all] of doors)
    for (const name of all) {
      const original: unknown = Reflect.get(owner, name);
      Reflect.set(owner, name, trap(name));
      undo.push(() => void Reflect.set(owner, name, original));
    }
  return () => {
    for (const one of undo) one();
  };
}

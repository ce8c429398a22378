// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the variables of the configuration.
import assert from 'node:assert/strict';
import { launchHash, reviewHash } from '../../../src/config/approval/approval';
import { shownLines } from '../../../src/config/approval/reviewFacts';
import { type ServerDefinition, sameLaunch } from '../../../src/config/model/definition';
import { identityProviderKeys, oauthKeys } from '../../../src/config/model/oauthSchema';
import {
  inputKeys,
  type KeyRole,
  keyRoles,
  type ServerEntry,
  serverKeys,
} from '../../../src/config/model/schema';
import { definitionsOf } from '../../support/pool/definitions';
import { rows } from '../support/table';

/** What the change of a key, from one text of YAML to another, must be seen as: `from` and `to` are the rest of the entry. */
interface Change {
  readonly from: string;
  readonly to: string;
  /** What the review says of it afterwards and did not say before. */
  readonly shown?: RegExp;
}

const program = 'command: npx';
const address = 'url: https://h/mcp';

/** One change of each key, so that a new one is missed here by the compiler. */
const changes: Readonly<Record<keyof ServerEntry, Change>> = {
  type: { from: `${address}, type: http`, to: `${address}, type: sse`, shown: /HTTP\+SSE/ },
  command: { from: 'command: npx', to: 'command: uvx', shown: /uvx/ },
  args: { from: `${program}, args: [a]`, to: `${program}, args: [b]`, shown: /npx b/ },
  env: { from: `${program}, env: { A: x }`, to: `${program}, env: { A: y }`, shown: /A=y/ },
  envFile: { from: `${program}, envFile: .a`, to: `${program}, envFile: .b`, shown: /\.b/ },
  inheritEnv: {
    from: program,
    to: `${program}, inheritEnv: all`,
    shown: /all of your environment variables/,
  },
  cwd: { from: `${program}, cwd: a`, to: `${program}, cwd: b`, shown: /In: b/ },
  url: { from: 'url: https://h/mcp', to: 'url: https://i/mcp', shown: /https:\/\/i/ },
  headers: { from: `${address}, headers: { A: x }`, to: `${address}, headers: { A: y }`, shown: /A: y/ },
  oauth: { from: address, to: `${address}, oauth: { clientId: me }`, shown: /clientId: me/ },
  roots: { from: `${program}, roots: [a]`, to: `${program}, roots: [b]`, shown: /Roots: b/ },
  autoApprove: {
    from: program,
    to: `${program}, autoApprove: [read]`,
    shown: /Auto-approved tools: read/,
  },
  disabledTools: { from: program, to: `${program}, disabledTools: [drop]`, shown: /Disabled tools: drop/ },
  disabled: { from: program, to: `${program}, disabled: true` },
  startTimeout: { from: program, to: `${program}, startTimeout: 5s` },
  requestTimeout: { from: program, to: `${program}, requestTimeout: 5s` },
  maxTotalTimeout: { from: program, to: `${program}, maxTotalTimeout: 5m` },
  logLevel: { from: program, to: `${program}, logLevel: debug` },
  protocol: { from: program, to: `${program}, protocol: legacy` },
  autostart: { from: program, to: `${program}, autostart: manual` },
  restart: { from: program, to: `${program}, restart: 2` },
};

/** The same for the keys within `oauth`, which all reach the launch. */
const oauthChanges: Readonly<Record<string, Pick<Change, 'to' | 'shown'>>> = {
  clientId: { to: 'clientId: me', shown: /clientId: me/ },
  clientSecret: { to: 'clientSecret: "${SECRET}"', shown: /clientSecret: \$\{SECRET\}/ },
  scopes: { to: 'scopes: [write]', shown: /scopes\.0: write/ },
  grant: { to: 'grant: client_credentials', shown: /grant: client_credentials/ },
  issuer: { to: 'issuer: https://issuer', shown: /issuer: https:\/\/issuer/ },
  redirectPort: { to: 'redirectPort: 4000', shown: /redirectPort: 4000/ },
  clientMetadataUrl: { to: 'clientMetadataUrl: https://c/d', shown: /https:\/\/c\/d/ },
  privateKey: { to: 'privateKey: "${KEY}"', shown: /privateKey: \$\{KEY\}/ },
  algorithm: { to: 'algorithm: ES512', shown: /algorithm: ES512/ },
  assertion: { to: 'assertion: "${JWT}"', shown: /assertion: \$\{JWT\}/ },
};
const providerChanges: Readonly<Record<string, Pick<Change, 'to' | 'shown'>>> = {
  tokenEndpoint: { to: 'tokenEndpoint: https://other', shown: /https:\/\/other/ },
  clientId: { to: 'clientId: other', shown: /identityProvider\.clientId: other/ },
  clientSecret: { to: 'clientSecret: "${SECRET}"', shown: /\$\{SECRET\}/ },
  idToken: { to: 'idToken: "${OTHER}"', shown: /\$\{OTHER\}/ },
};
const provider = { tokenEndpoint: 'https://p', clientId: 'c', idToken: '"${ID}"' };

/** And for the keys of an input, which is what the launch is given as the answer. */
const inputChanges: Readonly<Record<string, Change>> = {
  type: { from: '{}', to: '{ type: secret }', shown: /your secret for 'team'/ },
  description: { from: '{}', to: '{ description: Your team }', shown: /Asks: team: Your team/ },
  default: { from: '{ default: a }', to: '{ default: b }', shown: /default 'b'/ },
  options: {
    from: '{ type: pick, options: [a, b] }',
    to: '{ type: pick, options: [a, c] }',
    shown: /one of 'a', 'c'/,
  },
};

function one(entry: string, input?: string): ServerDefinition {
  const inputs = input === undefined ? '' : `inputs:\n  team: ${input}\n`;
  return definitionsOf(`${inputs}mcpServers:\n  a: { ${entry} }\n`)[0]!;
}

/** Checks all that the role of a key promises for a change of it. */
function check(from: ServerDefinition, to: ServerDefinition, changes: KeyRole['changes'], shown?: RegExp) {
  const lines = (definition: ServerDefinition) => shownLines({ definition });
  const differs = (of: (entry: { definition: ServerDefinition }) => string) =>
    of({ definition: from }) !== of({ definition: to });
  const fresh = lines(to).filter((line) => !lines(from).includes(line));
  const seen = {
    launchHash: differs(launchHash),
    reviewHash: differs(reviewHash),
    shown: fresh.length > 0,
    relaunched: !sameLaunch(from, to),
  };
  const approved = changes === 'launch' || changes === 'policy';
  assert.deepEqual(seen, {
    launchHash: changes === 'launch',
    reviewHash: approved,
    shown: approved,
    relaunched: changes === 'launch' || changes === 'connection',
  });
  if (approved) assert.match(fresh.join('\n'), shown ?? assert.fail('It is not said what the review shows.'));
  assert.notDeepEqual(from, to);
}

describe('A change of a server key', () => {
  rows<Change & { key: keyof ServerEntry }>(
    Object.fromEntries(serverKeys.map((key) => [`has its effect: ${key}`, { key, ...changes[key] }])),
    ({ key, from, to, shown }) => check(one(from), one(to), keyRoles[key].changes, shown),
  );

  rows<Pick<Change, 'to' | 'shown'>>(
    Object.fromEntries(
      Object.entries(oauthChanges).map(([key, change]) => [`has its effect: oauth.${key}`, change]),
    ),
    ({ to, shown }) => check(one(address), one(`${address}, oauth: { ${to} }`), 'launch', shown),
  );

  rows<Pick<Change, 'to' | 'shown'> & { key: string }>(
    Object.fromEntries(
      Object.entries(providerChanges).map(([key, change]) => [
        `has its effect: oauth.identityProvider.${key}`,
        { key, ...change },
      ]),
    ),
    ({ key, to, shown }) => {
      const others = Object.entries(provider).flatMap(([name, value]) =>
        name === key ? [] : [`${name}: ${value}`],
      );
      const all = Object.entries(provider).map(([name, value]) => `${name}: ${value}`);
      const entry = (keys: readonly string[]) =>
        `${address}, oauth: { identityProvider: { ${keys.join(', ')} } }`;
      check(one(entry(all)), one(entry([...others, to])), 'launch', shown);
    },
  );

  it('is tested for every key', () => {
    assert.deepEqual(
      Object.keys(oauthChanges),
      oauthKeys.filter((key) => key !== 'identityProvider'),
    );
    assert.deepEqual(Object.keys(providerChanges), identityProviderKeys);
    assert.deepEqual(Object.keys(inputChanges), inputKeys);
  });
});

describe('A change of an input', () => {
  rows<Change>(
    Object.fromEntries(
      Object.entries(inputChanges).map(([key, change]) => [`needs a new approval: ${key}`, change]),
    ),
    ({ from, to, shown }) => {
      const [before, after] = [from, to].map((input) => one(`${program}, args: ["\${input:team}"]`, input));
      const fresh = shownLines({ definition: after! }).filter(
        (line) => !shownLines({ definition: before! }).includes(line),
      );
      assert.notEqual(launchHash({ definition: before! }), launchHash({ definition: after! }));
      assert.match(fresh.join('\n'), shown!);
    },
  );
});

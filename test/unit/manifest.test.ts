import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { commands, contextKeys, schemes, settings, views } from '../../src/editor/ids';
import { filesBelow, readText, repositoryRoot } from '../support/repository';

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
  readonly icon?: string;
}

interface MenuEntry {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly engines: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope: string }>> };
    readonly viewsWelcome: readonly {
      readonly view: string;
      readonly when?: string;
      readonly contents: string;
    }[];
  };
}

const manifest = JSON.parse(readText('package.json')) as Manifest;
const { contributes } = manifest;
const menuEntries = Object.values(contributes.menus).flat();
const conditions = [...menuEntries, ...contributes.viewsWelcome].map(({ when = '' }) => when);

describe('package.json and src/editor/ids.ts', () => {
  it('list the same commands', () => {
    sameSet(
      contributes.commands.map(({ command }) => command),
      Object.values(commands),
    );
  });

  it('list the same views', () => {
    const ids = [
      ...Object.values(contributes.views).flat(),
      ...Object.values(contributes.viewsContainers).flat(),
    ];
    sameSet(
      ids.map(({ id }) => id),
      Object.values(views),
    );
    sameSet(Object.keys(contributes.views), [views.container]);
  });

  it('list the same context keys', () => {
    const used = conditions.flatMap((when) => when.match(/mcpPool\.\w+/g) ?? []);
    const keys = new Set(used.filter((name) => name !== views.servers));
    sameSet([...keys], Object.values(contextKeys));
  });

  it('list the same settings', () => {
    sameSet(Object.keys(contributes.configuration.properties), Object.values(settings));
  });

  it('keep settings that weaken safety out of folders', () => {
    assert.equal(contributes.configuration.properties[settings.start]?.scope, 'machine');
  });

  it('use only our views and schemes in conditions', () => {
    const named = (pattern: RegExp) =>
      new Set(conditions.flatMap((when) => [...when.matchAll(pattern)].map((match) => match[1]!)));
    sameSet([...named(/\bview == ([\w.-]+)/g)], [views.servers]);
    sameSet([...named(/\bresourceScheme == ([\w-]+)/g)], [schemes.result, schemes.review]);
  });
});

describe('The commands of package.json', () => {
  it('have the category MCP in the Command Palette, each with its own title', () => {
    for (const { command, category } of contributes.commands) assert.equal(category, 'MCP', command);
    const titles = contributes.commands.map(({ title }) => title);
    assert.equal(new Set(titles).size, titles.length);
  });

  it('differ from the commands of VS Code in the category MCP', () => {
    const theirs = [
      'List Servers',
      'Add Server...',
      'Browse Resources...',
      'Browse MCP Servers',
      'Install Server from Manifest...',
      'Show Installed Servers',
      'Open User Configuration',
      'Open Workspace Folder MCP Configuration',
      'Reset Trust',
      'Reset Cached Tools',
    ].map(plain);
    for (const { title } of contributes.commands) assert.ok(!theirs.includes(plain(title)), title);
  });

  it('exist wherever a menu or a welcome view names one', () => {
    const known = new Set(contributes.commands.map(({ command }) => command));
    for (const { command } of menuEntries) assert.ok(known.has(command), command);
    const links = contributes.viewsWelcome.flatMap(
      ({ contents }) => contents.match(/(?<=command:)mcpPool[\w.]+/g) ?? [],
    );
    for (const command of links) assert.ok(known.has(command), command);
  });

  it('have an icon where a menu shows only that', () => {
    const shown = menuEntries.filter(({ group }) => /^(?:inline|navigation)/.test(group ?? ''));
    assert.ok(shown.length > 0);
    for (const { command } of shown) {
      const icon = contributes.commands.find((one) => one.command === command)?.icon;
      assert.match(icon ?? '', /^\$\([a-z-]+\)$/, command);
    }
  });

  it('have at most one condition in the Command Palette', () => {
    const listed = contributes.menus.commandPalette!.map(({ command }) => command);
    assert.equal(new Set(listed).size, listed.length);
  });
});

describe('The extension package', () => {
  it('uses the API of the oldest supported VS Code', () => {
    assert.equal(manifest.engines.vscode, '^1.103.0');
    assert.match(manifest.devDependencies['@types/vscode'] ?? '', /^1\.103\.\d+$/);
  });

  it('contains only what .vscodeignore allows, and all of that', () => {
    const [first, ...names] = readText('.vscodeignore')
      .split('\n')
      .filter((line) => line && !line.startsWith('#'));
    assert.equal(first, '**');
    // Only the chunks of the bundles have names that change with what is in them.
    for (const name of names) assert.match(name, /^!(?:[\w./-]+|dist\/part-\*\.mjs)$/);
    const tracked = new Set(
      execFileSync('git', ['ls-files'], { cwd: repositoryRoot, encoding: 'utf8' }).split('\n'),
    );
    const files = names.map((name) => name.slice(1)).filter((name) => !name.startsWith('dist/'));
    // What the house still owes is listed by the packager; what is in git must be on disk.
    for (const file of files.filter((name) => tracked.has(name)))
      assert.ok(fs.existsSync(path.join(repositoryRoot, file)), file);
    assert.ok(tracked.has('package.json') && files.includes('package.json'));
  });

  it('starts in folders with a configuration file of either ending, and for a link', () => {
    sameSet(
      [...manifest.activationEvents],
      ['workspaceContains:mcp-config.yaml', 'workspaceContains:mcp-config.yml', 'onUri'],
    );
  });

  it('refers to pictures that exist', () => {
    const pictures = new Set(readText('package.json').match(/media\/[\w./-]+/g));
    for (const picture of pictures) assert.ok(filesBelow('media').includes(picture), picture);
  });
});

function sameSet(actual: readonly string[], expected: readonly string[]): void {
  assert.deepEqual([...actual].sort(), [...expected].sort());
}

function plain(title: string): string {
  return title
    .toLowerCase()
    .replace(/…|\.\.\./g, '')
    .trim();
}

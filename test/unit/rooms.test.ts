import assert from 'node:assert/strict';
import path from 'node:path';
import { floors } from '../host/roomsPicture';
import { filesBelow, readText } from '../support/repository';
import { grouped } from '../support/source/grouped';
import { type Import, importsOfSource } from '../support/source/imports';

const sources = filesBelow('src').filter((file) => file.endsWith('.ts'));
const imports = importsOfSource().filter(({ to }) => to.startsWith('src/'));

/** The folders of the editor that all of its features share. */
const sharedByFeatures = ['services', 'ui', 'servers'];

describe('The source', () => {
  it('is imported only from higher to lower floors, even types and what is loaded later', () => {
    const wrong = imports.filter(({ from, to }) => floorOf(from) !== floorOf(to) && level(from) <= level(to));
    assert.deepEqual(wrong.map(shown), []);
  });

  it('has no circular imports between folders', () => {
    const rooms = new Map<string, Set<string>>();
    for (const { from, to } of imports) {
      const [room, other] = [path.dirname(from), path.dirname(to)];
      if (room !== other) rooms.set(room, (rooms.get(room) ?? new Set()).add(other));
    }
    const circle = circleIn(rooms);
    const edges = imports.filter(({ from, to }) => {
      const at = circle.indexOf(path.dirname(from));
      return at >= 0 && circle[(at + 1) % circle.length] === path.dirname(to);
    });
    assert.deepEqual(edges.map(shown), []);
  });

  it('has at most 15 files in a folder', () => {
    const folders = grouped(sources, (file) => path.dirname(file));
    const crowded = [...folders].filter(([, files]) => files.length > 15).map(([folder]) => folder);
    assert.deepEqual(crowded, []);
  });

  it('has no two files of one name', () => {
    const names = grouped(sources, (file) => path.basename(file));
    assert.deepEqual(
      [...names.values()].filter((files) => files.length > 1),
      [],
    );
  });

  it('has no two exports of one name', () => {
    const declared = sources.flatMap((file) =>
      [
        ...readText(file).matchAll(
          /^export (?:declare )?(?:async )?(?:abstract )?(?:class|function|const|let|interface|type|enum) (\w+)/gm,
        ),
      ].map(([, name = '']) => ({ file, name })),
    );
    // Functions may be overloaded, and a value may have a type of its name, in one file.
    const names = [...grouped(declared, ({ name }) => name)]
      .map(([name, found]) => ({ name, files: [...new Set(found.map(({ file }) => file))] }))
      .filter(({ files }) => files.length > 1);
    assert.deepEqual(names, []);
  });

  it('keeps the features of the editor apart, except types, shared parts and what is loaded for a command', () => {
    const feature = (file: string) => /^src\/editor\/([^/]+)\//.exec(file)?.[1] ?? '';
    const wrong = imports
      .filter(({ from, typeOnly, dynamic }) => from.startsWith('src/editor/') && !typeOnly && !dynamic)
      .filter(({ from, to }) => {
        const of = feature(to);
        return of && of !== feature(from) && !sharedByFeatures.includes(of);
      });
    assert.deepEqual(wrong.map(shown), []);
  });
});

function floorOf(file: string): string {
  return file.split('/')[1]!;
}

function level(file: string): number {
  const at = floors.findIndex((floor) => floor.includes(floorOf(file)));
  assert.ok(at >= 0, `${file} is on no floor`);
  return at;
}

function shown({ from, to, typeOnly }: Import): string {
  return `${from} -> ${to}${typeOnly ? ' (type)' : ''}`;
}

/** The first circle found in a graph; empty when there is none. */
function circleIn(graph: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const done = new Set<string>();
  const visit = (node: string, way: readonly string[]): readonly string[] => {
    const at = way.indexOf(node);
    if (at >= 0) return way.slice(at);
    if (done.has(node)) return [];
    done.add(node);
    for (const next of graph.get(node) ?? []) {
      const found = visit(next, [...way, node]);
      if (found.length > 0) return found;
    }
    return [];
  };
  for (const node of graph.keys()) {
    const found = visit(node, []);
    if (found.length > 0) return found;
  }
  return [];
}

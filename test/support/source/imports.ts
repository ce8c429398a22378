import path from 'node:path';
import { filesBelow, readText } from '../repository';

/** One import statement or call of a source file. */
export interface Import {
  readonly from: string;
  /** A file of ours as `src/…`, or the name of a package. */
  readonly to: string;
  /** Gone once the types are. */
  readonly typeOnly: boolean;
  /** Loaded by `import()`, when it is needed. */
  readonly dynamic: boolean;
}

const statement = /^\s*(import|export)\s+(type\s+)?(?:([\w*{}\s,$]+?)\s+from\s+)?['"]([^'"]+)['"]/gm;
const call = /(typeof\s+)?\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** All imports of all source files. */
export function importsOfSource(): readonly Import[] {
  const files = filesBelow('src').filter((file) => file.endsWith('.ts'));
  return files.flatMap((from) => {
    const text = readText(from);
    const statements = [...text.matchAll(statement)].map(([, , type, names = '', target = '']) => ({
      from,
      to: resolve(from, target, files),
      typeOnly: type !== undefined || /^\{(?:\s*type\s+\w+(?:\s+as\s+\w+)?\s*,?)+\s*\}$/.test(names),
      dynamic: false,
    }));
    const calls = [...text.matchAll(call)].map(([, type, target = '']) => ({
      from,
      to: resolve(from, target, files),
      typeOnly: type !== undefined,
      dynamic: true,
    }));
    return [...statements, ...calls];
  });
}

function resolve(from: string, target: string, files: readonly string[]): string {
  if (!target.startsWith('.')) return target;
  const file = path.posix.join(path.posix.dirname(from), target);
  const found = files.find((one) => one === `${file}.ts`) ?? file;
  return found;
}

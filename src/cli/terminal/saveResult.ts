import type { CallToolResult, ReadResourceResult } from '@modelcontextprotocol/client';
import { failure } from '../../base/failure';
import { safeFileName } from '../../base/files';
import { cut } from '../../base/text';
import type { Output } from './output';
import { safe } from './safeText';

/** Something that can be written to a file. */
export interface Saveable {
  /** What its file is called in a folder, without the ending. */
  readonly name: string;
  readonly mimeType: string | undefined;
  /** Text, or bytes in base64. */
  readonly text?: string;
  readonly base64?: string;
}

/** The images, audio and other bytes in a result. */
export function binariesOf({ content }: CallToolResult): readonly Saveable[] {
  const found: Saveable[] = [];
  for (const block of content) {
    const count = found.length + 1;
    if (block.type === 'image' || block.type === 'audio')
      found.push({ name: `${block.type}-${count}`, mimeType: block.mimeType, base64: block.data });
    else if (block.type === 'resource' && 'blob' in block.resource) {
      const { uri, mimeType, blob } = block.resource;
      found.push({ name: nameIn(uri) ?? `resource-${count}`, mimeType, base64: blob });
    }
  }
  return found;
}

/** All contents of a resource. */
export function contentsOf({ contents }: ReadResourceResult): readonly Saveable[] {
  return contents.map((content, at) => {
    const name = nameIn(content.uri) ?? `resource-${at + 1}`;
    const { mimeType } = content;
    return 'text' in content
      ? { name, mimeType, text: content.text }
      : { name, mimeType, base64: content.blob };
  });
}

/** Writes to the file, or into the folder, and says where. Several files need a folder. */
export async function saveAll(all: readonly Saveable[], target: string, output: Output): Promise<void> {
  if (all.length === 0) {
    output.note('There is nothing to save: the result is text.');
    return;
  }
  const { mkdir, stat, writeFile } = await import('node:fs/promises');
  const { default: path } = await import('node:path');
  const { extensionOf } = await import('../../pool/render/mimeTypes');
  const isFolder = await stat(target).then(
    (found) => found.isDirectory(),
    () => /[/\\]$/.test(target) || all.length > 1,
  );
  if (!isFolder && all.length > 1)
    throw failure('usage', `There are ${all.length} files to save, but '${target}' is one file.`, [
      'Use a folder: --save FOLDER/',
    ]);
  try {
    await mkdir(isFolder ? target : path.dirname(target), { recursive: true });
    for (const { name, mimeType, text, base64 = '' } of all) {
      const extension = extensionOf(mimeType) ?? (text === undefined ? 'bin' : 'txt');
      const data = text ?? Buffer.from(base64, 'base64');
      const file = isFolder ? await writeNew(target, name, extension, data) : target;
      if (!isFolder) await writeFile(file, data);
      output.note(safe`Saved ${file}${mimeType ? ` (${cut(mimeType, 100)})` : ''}.`);
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw failure('usage', `'${target}' cannot be written (${code ?? message}).`, [
      'Name another file or folder with --save.',
    ]);
  }
}

/** Explains in a terminal how to save binary content. */
export function tellHowToSave(output: Output): void {
  if (output.watched) output.note('To save binary content: --save FILE or --save FOLDER/');
}

/** The last part of an address, without characters that are unsafe in a file name. */
function nameIn(uri: string): string | undefined {
  const last = /([^/?#]+)\/?(?:[?#].*)?$/.exec(uri)?.[1] ?? '';
  return safeFileName(last) || undefined;
}

/** Writes to a name that is not in use: the server chose it, and must not choose what is overwritten. Returns the path. */
async function writeNew(
  folder: string,
  name: string,
  extension: string,
  data: string | Buffer,
): Promise<string> {
  const { writeFile } = await import('node:fs/promises');
  const { default: path } = await import('node:path');
  const [base, ending] = /\.\w{1,8}$/.test(name)
    ? [name.slice(0, name.lastIndexOf('.')), name.slice(name.lastIndexOf('.'))]
    : [name, `.${extension}`];
  for (let count = 1; ; count++) {
    const file = path.join(folder, `${base}${count === 1 ? '' : `-${count}`}${ending}`);
    try {
      await writeFile(file, data, { flag: 'wx' });
      return file;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

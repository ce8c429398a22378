const extensions: Record<string, string> = {
  'text/plain': 'txt',
  'text/markdown': 'md',
  'text/html': 'html',
  'text/css': 'css',
  'text/csv': 'csv',
  'text/xml': 'xml',
  'text/yaml': 'yaml',
  'text/javascript': 'js',
  'text/typescript': 'ts',
  'text/x-python': 'py',
  'text/x-rust': 'rs',
  'text/x-go': 'go',
  'text/x-java': 'java',
  'text/x-c': 'c',
  'text/x-sh': 'sh',
  'text/x-sql': 'sql',
  'application/json': 'json',
  'application/xml': 'xml',
  'application/yaml': 'yaml',
  'application/toml': 'toml',
  'application/javascript': 'js',
  'application/typescript': 'ts',
  'application/sql': 'sql',
  'application/x-sh': 'sh',
  'application/x-python': 'py',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/gzip': 'gz',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/svg+xml': 'svg',
  'image/bmp': 'bmp',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/ogg': 'ogg',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
};

/** VS Code's language ids for the file extensions that differ from them. */
const languages: Record<string, string> = {
  txt: 'plaintext',
  md: 'markdown',
  js: 'javascript',
  ts: 'typescript',
  py: 'python',
  rs: 'rust',
  sh: 'shellscript',
};

/** The usual file extension of a MIME type, without a dot. */
export function extensionOf(mimeType: string | undefined): string | undefined {
  const type = mimeType?.split(';')[0]?.trim().toLowerCase();
  if (!type) return undefined;
  // Own keys only: a server may name its type 'constructor'.
  if (Object.hasOwn(extensions, type)) return extensions[type];
  // https://www.rfc-editor.org/rfc/rfc6839: the suffix names the format.
  const suffix = /\+(json|xml|yaml|zip)$/.exec(type)?.[1];
  return suffix ?? undefined;
}

/** The VS Code language id of a text of this MIME type. */
export function languageOf(mimeType: string | undefined): string | undefined {
  const extension = extensionOf(mimeType);
  return extension && (languages[extension] ?? extension);
}

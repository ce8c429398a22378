import { isMap, parseDocument } from 'yaml';
import { failure } from '../base/failure';
import type { ServerEntry } from './schema';

/** The text of a configuration file with one more server; comments and the rest stay as they are. */
export function withServer(text: string, name: string, entry: Partial<ServerEntry>): string {
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    throw failure('configuration', 'The configuration file has errors, so nothing was added.', [
      'Correct it first: the Problems panel shows where.',
    ]);
  }
  const root =
    isMap(document.contents) && document.has('servers') && !document.has('mcpServers')
      ? 'servers'
      : 'mcpServers';
  if (document.hasIn([root, name])) {
    throw failure('usage', `There is a server '${name}' already.`, ['Choose another name.']);
  }
  // A key with nothing below it is null and cannot take children.
  if (!isMap(document.get(root))) document.set(root, document.createNode({}));
  const node = document.createNode(entry);
  if (isMap(node)) {
    for (const pair of node.items) if (isMap(pair.value)) pair.value.flow = true;
    const args = node.get('args', true) as { flow?: boolean } | undefined;
    if (args) args.flow = true;
  }
  document.setIn([root, name], node);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

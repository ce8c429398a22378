// Connects to one server, lists what it has, calls a tool, reads a resource, and always disconnects.
import { isFailure, openPool } from 'mcp-pool';

const pool = await openPool({ servers: { teahouse: { type: 'demo' } } });
try {
  const teahouse = pool.find('teahouse');
  await teahouse.start();

  const { tools, resources } = teahouse.catalog;
  console.log(`Tools: ${tools.items.map(({ name }) => name).join(', ')}`);
  console.log(`Resources: ${resources.items.map(({ uri }) => uri).join(', ')}`);

  // Arguments are checked against the tool's schema before anything is sent.
  const { content } = await pool.callTool('teahouse', 'find-tea', { words: 'sweet' });
  for (const block of content) if (block.type === 'text') console.log(`Called: ${block.text}`);

  const { contents } = await pool.readResource('teahouse', 'tea://house/welcome.md');
  for (const part of contents) if ('text' in part) console.log(`Read: ${part.text.split('\n')[0]}`);

  await pool.callTool('teahouse', 'find-tee');
} catch (error) {
  // A failure is one sentence, with next steps.
  if (!isFailure(error)) throw error;
  console.log(`${error.kind}: ${error.message} ${error.nextSteps.join(' ')}`);
} finally {
  await pool.dispose();
}

// Runs several scripts at the same time and prints what each printed when it has ended. Fails if one of them fails.
//   node out/test/host/together.mjs "out/test/a.mjs --option" out/test/b.mjs
import { spawn } from 'node:child_process';

/** Runs a script with its arguments; answers its exit code and its output. */
function run(words: string): Promise<{ code: number; text: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, words.split(' '), { stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        text += chunk;
      });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, text }));
  });
}

async function main(): Promise<void> {
  await Promise.all(
    process.argv.slice(2).map(async (words) => {
      const { code, text } = await run(words);
      process.stdout.write(`\n=== ${words}\n${text}=== ${words} ended with ${code}\n`);
      if (code !== 0) process.exitCode = 1;
    }),
  );
}

void main();

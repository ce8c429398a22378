import { isFailure } from '../../base/failure';
import { visibleJson } from '../../base/text';
import type { CommandContext } from '../context/commandContext';
import { asNamed, findDefinition, openCliPool, readDefinitions, terminalHost } from '../context/session';
import { safe } from '../terminal/safeText';
import { screen } from '../terminal/screen';

/** How long a person may take in the browser, in ms. */
const signInTimeoutMs = 5 * 60_000;

/** `login <server>`: shows the address to sign in at and waits for the browser to return. */
export async function login(context: CommandContext, name: string): Promise<number> {
  const { options, output, signal } = context;
  const definition = findDefinition(await readDefinitions(options, output), name);
  const host = await terminalHost(options);
  const { signIns } = host;
  const pool = await openCliPool(options, host);
  try {
    await pool.apply([{ ...asNamed(definition), disabled: false }]);
    const server = pool.find(definition.id);
    const wanted = await server.connected(signal).then(
      () => signIns.wantsMore(definition),
      (error) => {
        if (!isFailure(error) || error.kind !== 'signIn') throw error;
        return true;
      },
    );
    if (!wanted) {
      const signedIn = await signIns.isSignedIn(definition);
      report(context, name, signedIn ? `Already signed in to '${name}'.` : `'${name}' requires no sign-in.`);
      return 0;
    }
    const open = (url: URL) => {
      if (output.json) screen.tell(visibleJson({ kind: 'signIn', url: url.href }));
      else
        output.note(
          safe`Open this address in a browser on this machine to sign in to '${name}':\n\n  ${url.href}\n`,
        );
    };
    await signIns.signIn(definition, { open, signal, patience: signInTimeoutMs });
    // The server decides.
    await server.restart();
    report(context, name, `Signed in to '${name}'.`);
    return 0;
  } finally {
    await pool.dispose();
  }
}

/** `logout <server>`: deletes the tokens, and revokes them where the server supports that. */
export async function logout(context: CommandContext, name: string): Promise<number> {
  const { options, output } = context;
  const definition = findDefinition(await readDefinitions(options, output), name);
  const { signIns } = await terminalHost(options);
  const was = await signIns.signOut(definition);
  report(context, name, was ? `Signed out of '${name}'.` : `Not signed in to '${name}'.`);
  return 0;
}

function report({ output }: CommandContext, server: string, message: string): void {
  if (output.json) output.printJson({ server, message });
  else output.print(message);
}

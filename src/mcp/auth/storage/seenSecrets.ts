import type { Credentials } from './credentials';

/** How many values are remembered: logs of a while ago are written by now. */
const most = 100;

/** The secrets that passed through our hands: servers repeat also those that are not good any more. */
export class SeenSecrets {
  private readonly values = new Set<string>();

  add(...secrets: readonly (string | undefined | null)[]): void {
    for (const secret of secrets) {
      if (!secret) continue;
      this.values.delete(secret);
      this.values.add(secret);
    }
    for (const oldest of this.values) {
      if (this.values.size <= most) return;
      this.values.delete(oldest);
    }
  }

  /** Adds all of what is kept of a server. */
  addAll({ tokens, clients }: Credentials): void {
    for (const { set } of Object.values(tokens)) this.add(set.access_token, set.refresh_token, set.id_token);
    for (const client of Object.values(clients)) this.add(client.client_secret);
  }

  get all(): readonly string[] {
    return [...this.values];
  }
}

import type { Credentials } from './credentials';

/** How many values are remembered: old ones no longer appear in new logs. */
const most = 100;

/** The secrets seen so far: servers also repeat those that are no longer valid. */
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

  /** Adds all secrets in the credentials of a server. */
  addAll({ tokens, clients }: Credentials): void {
    for (const { set } of Object.values(tokens)) this.add(set.access_token, set.refresh_token, set.id_token);
    for (const client of Object.values(clients)) this.add(client.client_secret);
  }

  get all(): readonly string[] {
    return [...this.values];
  }
}

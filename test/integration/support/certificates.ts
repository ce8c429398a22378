import { readFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '../../support/repository';

const folder = path.join(repositoryRoot, 'test/fixtures/certificates');

/** The certificate of an authority that nobody knows. */
export const authority = path.join(folder, 'authority.pem');

/** A certificate of that authority for mcp.test, localhost and 127.0.0.1, with its key. */
export const certificate = {
  cert: readFileSync(path.join(folder, 'server.pem')),
  key: readFileSync(path.join(folder, 'server.key')),
};

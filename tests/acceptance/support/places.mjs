// Where things are, and the certificate that all.mjs made before it started us.
import { existsSync } from 'node:fs';
import { mkdtemp, chmod, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
export const output = join(root, 'tests/output');
export const binary = process.env.WELLKEPT_BINARY ?? join(root, 'build/dev/bin/wellkept');

/** Node reads NODE_EXTRA_CA_CERTS only at its start, so the certificate must be older than this process. */
export function certificate() {
    const directory = process.env.ACCEPTANCE_TLS ?? '';
    const pair = { cert: join(directory, 'certificate.pem'), key: join(directory, 'key.pem') };
    if (!directory || !existsSync(pair.cert)) throw new Error('Start the tests with npm test: it makes the certificate they trust.');
    return pair;
}

/** A directory that the embedded database's own user can enter. @param {string} name */
export async function temporary(name) {
    const path = await mkdtemp(join(tmpdir(), `wellkept-${name}-`));
    await chmod(path, 0o711);
    return { path, remove: () => (process.env.KEEP ? undefined : rm(path, { recursive: true, force: true, maxRetries: 3 })) };
}

/** For children: settings in our own environment would be settings of theirs. */
export const plainEnvironment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('WELLKEPT_')));

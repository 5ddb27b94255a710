// Looks for planted values in every byte that the server keeps: plainly, in base64, in hexadecimal, and numbers as bytes.
import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** @typedef {{name: string, text?: string, number?: number}} Canary a number may be scaled to a whole one */

/** @param {Canary} canary @returns {Buffer[]} the shapes it could have */
function shapes(canary) {
    const out = [];
    if (canary.text !== undefined) {
        const bytes = Buffer.from(canary.text);
        out.push(bytes, Buffer.from(bytes.toString('hex')), Buffer.from(bytes.toString('base64').replace(/=+$/, '').slice(0, -1)), Buffer.from(canary.text, 'utf16le'));
    }
    if (canary.number !== undefined) {
        const n = canary.number;
        const double = Buffer.alloc(8);
        double.writeDoubleLE(n);
        out.push(double, Buffer.from(double).reverse(), Buffer.from(String(n)));
        let whole = n;
        while (!Number.isInteger(whole) && whole < 2 ** 50) whole = Math.round(whole * 10 * 1e6) / 1e6;
        out.push(Buffer.from(String(whole)));
        const int = Buffer.alloc(8); // four bytes alone would turn up by chance
        int.writeBigInt64LE(BigInt(whole));
        out.push(int, Buffer.from(int).reverse());
    }
    return out;
}

/** @param {string} folder @returns {string[]} */
function filesUnder(folder) {
    return readdirSync(folder, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? filesUnder(join(folder, e.name)) : e.isFile() ? [join(folder, e.name)] : []));
}

/** @param {Buffer} bytes @param {Canary[]} canaries */
const found = (bytes, canaries) => canaries.filter((c) => shapes(c).some((s) => bytes.includes(s))).map((c) => c.name);

/** psql and pg_dump over the embedded server's socket. */
export class Database {
    /** @param {string} url of any role */
    constructor(url) {
        this.url = url;
    }

    /** @param {string} role @param {string} database */
    as(role, database) {
        return this.url.replace(/\/\/[^@]*@/, `//${role}@`).replace(/\/[^/]*$/, `/${database}`);
    }

    /** @param {string} sql @param {string} [database] @returns {Promise<string[]>} */
    async query(sql, database = 'wellkept') {
        const { stdout } = await run('psql', ['-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', this.as('wellkept_root', database), '-c', sql]);
        return stdout.split('\n').filter(Boolean);
    }

    /** @param {string} database @returns {Promise<Buffer>} */
    async dump(database) {
        const { stdout } = await run('pg_dump', ['--inserts', '-d', this.as('wellkept_backup', database)], { encoding: 'buffer', maxBuffer: 1e9 });
        return stdout;
    }
}

/**
 * After a CHECKPOINT: every file under the folders, and a dump of both databases.
 * @param {Database} database @param {string[]} folders @param {Canary[]} canaries @returns {Promise<{where: Map<string, string[]>, files: number, bytes: number}>}
 */
export async function scan(database, folders, canaries) {
    await database.query('CHECKPOINT');
    const where = new Map();
    let files = 0, bytes = 0;
    const look = (/** @type {string} */ place, /** @type {Buffer} */ content) => {
        files++;
        bytes += content.length;
        for (const name of found(content, canaries)) where.set(name, [...(where.get(name) ?? []), place]);
    };
    for (const file of folders.flatMap(filesUnder)) {
        let content;
        try {
            content = readFileSync(file);
        } catch (error) {
            if (error.code === 'ENOENT') continue; // the database drops files of its own
            throw error;
        }
        look(file, content);
    }
    for (const name of ['wellkept', 'wellkept_keys']) look(`dump of ${name}`, await database.dump(name));
    return { where, files, bytes };
}

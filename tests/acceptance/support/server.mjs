// The real server on a data directory of its own, and the operator's command line beside it.
import { execFile, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { binary, certificate, plainEnvironment, root, temporary } from './places.mjs';
import { until } from './wait.mjs';

const run = promisify(execFile);

/** @returns {Promise<number>} a port that was free a moment ago */
export const freePort = () => new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
        const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
        probe.close(() => resolve(port));
    });
});

/** @param {Record<string, any>} settings sections of plain values, written as JSON, which is YAML */
const yaml = (settings) => Object.entries(settings).map(([section, value]) => `${section}: ${JSON.stringify(value)}\n`).join('');

// A test run that ends early takes its servers along.
/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
process.once('exit', () => running.forEach((child) => child.kill('SIGTERM')));

export class Server {
    /** @param {{vendors?: string, settings?: Record<string, any>, data?: string, web?: boolean}} options vendors: the simulator's URL */
    static async make({ vendors, settings = {}, data, web = false } = {}) {
        const server = new Server();
        /** The simulator's control, for its clock to go with ours. @type {any} */
        server.vendors = undefined;
        server.home = await temporary('acceptance');
        server.port = await freePort();
        server.plainPort = await freePort();
        server.url = `https://localhost:${server.port}`;
        server.data = data ?? join(server.home.path, 'data');
        server.configuration = join(server.home.path, 'wellkept.yaml');
        server.logFile = join(server.home.path, 'server.log');
        const { cert, key } = certificate();
        const at = (/** @type {string} */ name) => ({ account: `${vendors}/${name}`, base: `${vendors}/${name}` });
        /** @type {Record<string, any>} */
        const all = {
            server: { port: server.port, plain_port: server.plainPort, public_url: server.url, certificate_file: cert, key_file: key,
                static_directory: web ? join(root, 'web/dist') : '' },
            data: { directory: server.data },
            keys: { root_key_file: join(server.home.path, 'root.key') },
            policy: { directory: join(root, 'policy') },
            programs: { directory: join(root, 'programs'), endpoint_overrides: vendors ? { withings: at('withings'), oura: at('oura') } : {} },
            promises: { directory: join(root, 'promises'), observe_minutes: 0 },
            outgoing: { ca_file: cert, allow_private_addresses: true },
            jobs: { poll_ms: 200 },
            log: { level: 'debug' },
            test: { mode: true, clock: true },
        };
        for (const [section, value] of Object.entries(settings)) all[section] = { ...all[section], ...value };
        await writeFile(server.configuration, yaml(all));
        return server;
    }

    /** @param {{seconds?: number, dumps?: boolean}} [options] dumps: the system may write memory images of it */
    async start({ seconds = 60, dumps = false } = {}) {
        const log = createWriteStream(this.logFile, { flags: 'a' });
        const child = spawn(dumps ? 'prlimit' : binary, [...(dumps ? ['--core=unlimited', binary] : []), '--config', this.configuration, 'serve'], { cwd: this.home.path, env: plainEnvironment, stdio: ['ignore', 'pipe', 'pipe'] });
        child.stdout.pipe(log, { end: false });
        child.stderr.pipe(log, { end: false });
        this.child = child;
        running.add(child);
        child.once('exit', () => running.delete(child));
        this.ended = new Promise((resolve) => { child.once('exit', (code, signal) => resolve({ code, signal })); });
        this.ended.then(() => { child.over = true; });
        await until('the server answers', async () => {
            if (child.over) throw new Error(`the server ended while starting:\n${(await readFile(this.logFile, 'utf8')).slice(-2000)}`);
            return (await fetch(`${this.url}/health`).catch(() => undefined))?.ok;
        }, { seconds });
        return this;
    }

    /** @param {NodeJS.Signals} [signal] */
    async stop(signal = 'SIGTERM') {
        if (this.child && !this.child.over) this.child.kill(signal);
        return this.ended;
    }

    async remove() {
        await this.stop();
        await this.home.remove();
    }

    /** The operator's command line. @param {string[]} words @param {string} [input] @returns {Promise<string>} */
    async cli(words, input) {
        const done = run(binary, ['--config', this.configuration, ...words], { env: plainEnvironment, maxBuffer: 64 << 20 });
        if (input !== undefined) done.child.stdin?.end(input);
        return (await done).stdout;
    }

    /** @param {number} seconds */
    async advance(seconds) {
        const answer = await fetch(`${this.url}/test/clock`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ seconds }) });
        if (answer.status !== 204) throw new Error(`the clock answered ${answer.status}`);
        this.ahead = (this.ahead ?? 0) + seconds;
        // Signatures and tokens carry times: the makers must live in the same hour.
        await this.vendors?.post('clock', { offset_s: this.ahead });
    }

    /** Milliseconds by the server's clock. */
    now() {
        return Date.now() + (this.ahead ?? 0) * 1000;
    }

    /** SQL as the cluster's superuser: for looking, past all row security. @param {string} sql @param {'wellkept'|'wellkept_keys'} [database] */
    async sql(sql, database = 'wellkept') {
        const socket = encodeURIComponent(join(this.data, 'pg/socket'));
        const { stdout } = await run('psql', [`postgresql://wellkept_root@${socket}:5432/${database}`, '-XqAt', '-v', 'ON_ERROR_STOP=1', '-c', sql], { maxBuffer: 64 << 20 });
        return stdout.trim();
    }

    /** A whole dump, as an operator's backup reads it. @param {'wellkept'|'wellkept_keys'} database */
    async dump(database) {
        const socket = encodeURIComponent(join(this.data, 'pg/socket'));
        const { stdout } = await run('pg_dump', [`postgresql://wellkept_root@${socket}:5432/${database}`], { maxBuffer: 512 << 20, encoding: 'buffer' });
        return stdout;
    }

    log() {
        return readFile(this.logFile, 'utf8');
    }
}

/** Postmasters whose data directory lies under a path. @param {string} directory @returns {Promise<number[]>} */
export async function postmasters(directory) {
    const { stdout } = await run('ps', ['-eo', 'pid=,args=']);
    return stdout.split('\n').filter((line) => /postgres/.test(line) && line.includes(directory)).map((line) => Number.parseInt(line, 10));
}


// Where people write by mail: a real IMAP server (Dovecot) and a real scanner (clamd) whose one signature is that of the EICAR
// test file. Both start when a scenario first needs them; the server is told of them from the beginning.
import { spawn } from 'node:child_process';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createWriteStream, existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { certificate, root, temporary } from './places.mjs';
import { freePort } from './server.mjs';
import { until } from './wait.mjs';

// In two halves, so that no scanner takes this file for one.
export const eicar = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-' + 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';

/** Whether somebody listens there. @param {any} where */
const listens = (where) => new Promise((resolve) => {
    const socket = connect(where, () => { socket.destroy(); resolve(true); });
    socket.on('error', () => resolve(false));
});

export async function letterbox() {
    const home = await temporary('letterbox');
    const port = await freePort();
    const { cert, key } = certificate();
    const at = (/** @type {string} */ name) => join(home.path, name);
    await writeFile(at('password'), 'of the mailbox\n', { mode: 0o600 });
    /** @type {Record<string, import('node:child_process').ChildProcess>} */
    const children = {};
    let letters = 0;
    const run = (/** @type {string} */ name, /** @type {string} */ program, /** @type {string[]} */ words) => {
        const log = createWriteStream(at(`${name}.out`), { flags: 'a' });
        const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
        child.stdout.pipe(log, { end: false });
        child.stderr.pipe(log, { end: false });
        child.once('exit', () => { if (children[name] === child) delete children[name]; });
        children[name] = child;
    };
    const stop = async (/** @type {string} */ name) => {
        const child = children[name];
        if (!child) return;
        const ended = new Promise((resolve) => { child.once('exit', resolve); });
        child.kill('SIGTERM');
        await ended;
    };
    process.once('exit', () => Object.values(children).forEach((child) => child.kill('SIGTERM')));
    const said = (/** @type {string} */ name) => readFile(at(`${name}.out`), 'utf8').catch(() => '');

    const box = {
        settings: {
            mailbox: { url: `imaps://localhost:${port}`, user: 'care', password_file: at('password'), ca_file: cert, referral_address: 'referrals@care.example', interval_seconds: 1, bytes_max: 1_000_000 },
            scan: { socket: at('clamd.sock') },
        },
        async openMail() {
            if (children.imap) return;
            await mkdir(at('imap'), { recursive: true });
            await chmod(at('imap'), 0o711);
            run('imap', join(root, 'tests/imap_server.sh'), [at('imap'), String(port), cert, key, 'of the mailbox']);
            await until('the IMAP server listens', async () => {
                if (!children.imap) throw new Error(`dovecot (package dovecot-imapd) ended: ${await said('imap')}`);
                return listens({ port, host: '127.0.0.1' });
            }, { seconds: 30 });
        },
        async openScanner() {
            if (children.clamd) return;
            await mkdir(at('signatures'), { recursive: true });
            await writeFile(at('signatures/test.ndb'), `Test.Signature:0:*:${Buffer.from(eicar).toString('hex')}\n`);
            await writeFile(at('clamd.conf'), `LocalSocket ${at('clamd.sock')}\nDatabaseDirectory ${at('signatures')}\nForeground yes\nMaxRecursion 5\nAlertExceedsMax yes\nAlertEncrypted yes\n`);
            run('clamd', '/usr/sbin/clamd', ['--config-file', at('clamd.conf')]);
            await until('the scanner listens', async () => {
                if (!children.clamd) throw new Error(`clamd (package clamav-daemon) ended: ${await said('clamd')}`);
                return existsSync(at('clamd.sock')) && listens(at('clamd.sock'));
            }, { seconds: 60 });
        },
        async closeScanner() {
            await stop('clamd');
            await rm(at('clamd.sock'), { force: true });
        },
        /** As another mail server would: whole, by one rename. @param {string} text */
        async deliver(text) {
            await box.openMail();
            const name = `${process.pid}.${++letters}`;
            await writeFile(at(`imap/mail/tmp/${name}`), text.replace(/\r?\n/g, '\r\n'));
            await chmod(at(`imap/mail/tmp/${name}`), 0o666);
            await rename(at(`imap/mail/tmp/${name}`), at(`imap/mail/new/${name}`));
        },
        async close() {
            await Promise.all(Object.keys(children).map(stop));
            await home.remove();
        },
    };
    return box;
}

// A mail server that keeps what it is sent: SMTP (RFC 5321), as much of it as a sender of one mail needs.
import { createServer } from 'node:net';
import { until } from './wait.mjs';

export async function startMailbox() {
    /** @type {{to: string, text: string}[]} */
    const mails = [];
    const server = createServer((socket) => {
        let to = '', reading = false, held = '';
        socket.setEncoding('utf8');
        socket.on('error', () => undefined);
        socket.write('220 mailbox\r\n');
        socket.on('data', (chunk) => {
            held += chunk;
            for (let end = held.indexOf('\r\n'); end >= 0 || reading; end = held.indexOf('\r\n')) {
                if (reading) {
                    const over = held.indexOf('\r\n.\r\n');
                    if (over < 0) return;
                    mails.push({ to, text: plain(held.slice(0, over)) });
                    held = held.slice(over + 5);
                    reading = false;
                    socket.write('250 kept\r\n');
                    continue;
                }
                const line = held.slice(0, end);
                held = held.slice(end + 2);
                if (/^RCPT TO:/i.test(line)) to = line.replace(/^RCPT TO:<|>.*$/gi, '');
                if (/^DATA/i.test(line)) reading = true;
                socket.write(/^DATA/i.test(line) ? '354 go on\r\n' : /^QUIT/i.test(line) ? '221 bye\r\n' : '250 ok\r\n');
                if (/^QUIT/i.test(line)) return void socket.end();
            }
        });
    });
    await new Promise((resolve) => { server.listen(0, '127.0.0.1', () => resolve(undefined)); });
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    return {
        url: `smtp://localhost:${port}`,
        mails,
        /** The latest mail to an address, once there are so many. @param {string} to @param {number} [count] */
        async latest(to, count = 1) {
            const mine = () => mails.filter((m) => m.to === to);
            await until(`mail to ${to}`, async () => mine().length >= count);
            return mine()[mine().length - 1];
        },
        close: () => new Promise((resolve) => { server.close(() => resolve(undefined)); }),
    };
}

/** Headers, and parts whose encoding is undone. @param {string} raw */
function plain(raw) {
    return raw.split(/\r?\n--/).map((part) => {
        const gap = part.search(/\r?\n\r?\n/);
        const head = part.slice(0, gap), body = part.slice(gap);
        if (/^content-transfer-encoding: *base64/im.test(head)) return `${head}\n${Buffer.from(body.replace(/\s/g, ''), 'base64').toString('utf8')}`;
        if (/^content-transfer-encoding: *quoted-printable/im.test(head))
            return `${head}\n${body.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))}`;
        return part;
    }).join('\n');
}

// Mail that people write, forms that are uploaded, and the scanner between them and the desk (C3, C10, C26).
import { After, Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { employed } from '../support/care.mjs';
import { read } from '../support/portal.mjs';
import { eicar } from '../support/letterbox.mjs';
import { until } from '../support/wait.mjs';
import { house } from './world.mjs';

const run = promisify(execFile);
const desk = async (/** @type {any} */ world) => world.desk ??= await employed(world.server, `Dora${randomBytes(3).toString('hex')}`, 'helpline');
/** @param {any} answer @param {number} [status] */
const good = (answer, status = 200) => {
    assert.equal(answer.status, status, answer.text);
    return answer.body;
};

/** A zip with one file in it, compressed: nothing of it can be read without taking the archive apart. @param {string} name @param {string} text */
async function zipped(name, text) {
    const folder = await mkdtemp(join(tmpdir(), 'wellkept-zip-'));
    try {
        await writeFile(join(folder, name), text);
        await run('python3', ['-c', 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED); z.write(sys.argv[2], sys.argv[3])', join(folder, 'out.zip'), join(folder, name), name]);
        return await readFile(join(folder, 'out.zip'));
    } finally {
        await rm(folder, { recursive: true });
    }
}

/** @param {any} world @param {{text?: string, html?: string, file?: {name: string, bytes: Buffer}, to?: string, more?: string, parts?: number}} letter html: instead of the text */
async function write(world, { text = 'I cannot sleep. Please write back.', html = '', file, to = 'help@care.example', more = '', parts = 0 }) {
    world.name ??= `Anna M${randomBytes(5).toString('hex')}`;
    world.mail ??= `anna-${randomBytes(5).toString('hex')}@example.org`;
    world.text = text;
    const edge = randomBytes(8).toString('hex');
    const part = (/** @type {string} */ head, /** @type {string} */ body) => `--${edge}\n${head}\n\n${body}\n`;
    const all = [part(`Content-Type: text/${html ? 'html' : 'plain'}; charset=utf-8`, html || text),
        ...(file ? [part(`Content-Type: application/octet-stream\nContent-Disposition: attachment; filename="${file.name}"\nContent-Transfer-Encoding: base64`, file.bytes.toString('base64').replace(/.{76}/g, '$&\n'))] : []),
        ...Array.from({ length: parts }, () => part('Content-Disposition: attachment', 'x'))];
    await house.letterbox.deliver(`From: ${world.name} <${world.mail}>\nTo: ${to}\nSubject: Hello\nMessage-ID: <${randomBytes(9).toString('hex')}@example.org>\n${more}`
        + `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="${edge}"\n\n${all.join('')}--${edge}--\n`);
}

/** The records that the desk sees for whoever wrote, with their contacts. @param {any} world @param {number} [count] */
async function arrived(world, count = 1) {
    const adviser = await desk(world);
    const mine = await until('the mail is at the desk', async () => {
        const { waiting } = good(await adviser.call('GET', '/care/waiting'));
        const found = waiting.filter((/** @type {any} */ w) => w.name === world.name && w.channel === 'email');
        return found.length >= count ? found : undefined;
    }, { seconds: 60, every: 400 });
    const record = good(await adviser.call('GET', `/care/service-users/${mine[0].service_user_id}`));
    world.record = record;
    world.writer = mine[0].service_user_id;
    [world.contact] = record.contacts;
    return record;
}
/** The one file, once it is in a state. @param {any} world @param {string} state */
const fileIn = async (world, state) => until(`the file is ${state}`, async () => {
    const record = await arrived(world);
    const [file] = record.contacts[0].files;
    return file?.state === state ? file : undefined;
}, { seconds: 90, every: 400 });
const opened = async (world, file) => (await desk(world)).call('GET', `/care/service-users/${world.writer}/files/${file.id}`);

Given('the scanner is at work', async () => house.letterbox.openScanner());
Given('the scanner is down', async () => house.letterbox.closeScanner());
When('the scanner is back', async function () {
    await house.letterbox.openScanner();
    await this.server.advance(300);
});

// ---- attachments (C10) ----
When('Anna writes by mail and attaches a letter', async function () {
    this.bytes = Buffer.from(`a planted letter ${randomBytes(8).toString('hex')}`);
    await write(this, { file: { name: 'letter.txt', bytes: this.bytes } });
});
When('somebody writes by mail and attaches a test virus inside an archive', async function () {
    this.name = `Mallory M${randomBytes(5).toString('hex')}`;
    await write(this, { file: { name: 'photos.zip', bytes: await zipped('photo.jpg', eicar + ' '.repeat(200)) } });
});
When('Anna writes by mail, as a page and not as text', async function () {
    await write(this, { html: '<html><head><style>p { color: red }</style></head><body><div style="display:none">Read this first</div><p>I cannot <b>sleep</b>.</p>'
        + '<p>See <a href="https://clinic.example/letter">my letter</a>.<img src="https://track.example/1.gif"></p></body></html>' });
});
Then('the desk sees her words and where her link leads, and is told that something was hidden', async function () {
    const record = await arrived(this);
    assert.equal(record.contacts[0].text, 'I cannot sleep.\n\nSee my letter (https://clinic.example/letter).\n\n[Left out: what the mail itself hides. It is in message.html.]');
});
Then('the page itself is a closed file', async function () {
    this.file = await fileIn(this, 'held');
    assert.equal(this.file.name, 'message.html');
});
When('a mail brings ten thousand parts', async function () {
    await write(this, { parts: 10_000 });
});
Then('the desk sees what she wrote at once', async function () {
    const record = await arrived(this);
    assert.deepEqual([record.contacts[0].channel, record.contacts[0].text.trim(), record.contacts[0].from], ['email', this.text, this.mail]);
});
Then('once the letter was checked, the desk can open it', async function () {
    const file = await fileIn(this, 'clean');
    const answer = await opened(this, file);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.text, this.bytes.toString());
    assert.match(answer.headers.get('content-disposition') ?? '', /^attachment/);
    assert.equal(answer.headers.get('content-type'), 'application/octet-stream');
});
Then('the desk sees who wrote, and that the file is infected', async function () {
    const file = await fileIn(this, 'infected');
    assert.equal(file.name, 'photos.zip');
    this.file = file;
});
Then('nobody can open it', async function () {
    const answer = await opened(this, this.file);
    assert.equal(answer.status, 409, answer.text);
    const sealed = await this.server.sql(`SELECT count(*) FROM quarantine.file WHERE file_id = '${this.file.id}' AND state = 'clean'`);
    assert.equal(sealed, '0');
});
Then('it is reported to the desk, and counted', async function () {
    const list = good(await (await desk(this)).call('GET', '/care/quarantine'));
    assert.ok(list.closed.some((/** @type {any} */ c) => c.file_id === this.file.id && c.state === this.file.state), JSON.stringify(list));
    assert.ok(list.infected >= 1);
});
Then('the attachment is held back, and nobody can open it', async function () {
    this.file = await fileIn(this, 'held');
    assert.equal(this.file.reason, 'scanner_down');
    assert.equal((await opened(this, this.file)).status, 409);
});
Then('the desk sees who wrote, and the whole message is held back', async function () {
    const record = await arrived(this);
    assert.equal(record.contacts[0].from, this.mail);
    const [file, ...more] = record.contacts[0].files;
    assert.deepEqual([file.state, file.reason, more.length], ['held', 'limit', 0]);
    this.file = file;
});
Then('the desk sees that the mailbox is read', async function () {
    const box = good(await (await desk(this)).call('GET', '/care/mailbox'));
    assert.ok(box.configured && box.read_at, JSON.stringify(box));
    assert.ok(box.stored >= 1);
});

// ---- channels and answers (C3) ----
When('she writes by mail too', async function () {
    this.mail = `anna-${randomBytes(5).toString('hex')}@example.org`;
    await write(this, { text: 'From my own address.' });
    await arrived(this);
});
When('the helpline makes one record of the two', async function () {
    good(await this.desk.call('POST', `/care/service-users/${this.anna}/merges`, { from: this.writer }), 204);
});
Then('there are two contacts with their channels, of one person', async function () {
    const { contacts } = good(await this.desk.call('GET', `/care/service-users/${this.anna}`));
    assert.deepEqual(contacts.map((/** @type {any} */ c) => [c.channel, c.state]).sort(), [['email', 'open'], ['hub', 'open']]);
});
Then('she is told that it arrived, once, and with not a word of what it is about', async function () {
    const letter = await house.mailbox.latest(this.mail);
    await write(this, { text: 'Once more.' });
    await arrived(this, 2);
    assert.equal(house.mailbox.mails.filter((/** @type {any} */ m) => m.to === this.mail).length, 1);
    neutral(letter.text);
});
When('a machine writes', async function () {
    this.name = `Robot M${randomBytes(5).toString('hex')}`;
    this.mail = `robot-${randomBytes(5).toString('hex')}@example.org`;
    await write(this, { more: 'Auto-Submitted: auto-replied\n' });
    await arrived(this);
});
Then('it is not answered', async function () {
    // Whoever writes after it is answered; the machine still is not.
    const machine = this.mail;
    this.name = this.mail = undefined;
    await write(this, {});
    await house.mailbox.latest(this.mail);
    assert.equal(house.mailbox.mails.filter((/** @type {any} */ m) => m.to === machine).length, 0);
});

/** Nothing that tells somebody who looks over a shoulder. @param {string} text */
function neutral(text) {
    const from = /^From: (.*)$/m.exec(text)?.[1].trim() ?? '';
    assert.match(from, /^[^<>\s]+@[^<>\s]+$/, `the sender has a name: ${from}`);
    const shown = text.slice(text.search(/\r?\n\r?\n/)) + (/^Subject: (.*)$/m.exec(text)?.[1] ?? '');
    for (const word of ['health', 'counsel', 'therap', 'clinic', 'helpline', 'employer', 'referral', 'wellkept', 'Mill', 'care service', 'mental', 'session', 'appointment'])
        assert.ok(!shown.toLowerCase().includes(word.toLowerCase()), `the mail says ${word}: ${shown}`);
}

// ---- safe contact (C3) ----
/** Seconds until the clock on the wall in Dublin says so. @param {number} now @param {number} hour */
function until_hour(now, hour) {
    const wall = (/** @type {number} */ at) => Number(new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Dublin', hour: 'numeric', hourCycle: 'h23' }).format(at));
    let seconds = 0;
    while (wall(now + seconds * 1000) !== hour) seconds += 600;
    return seconds;
}
Given('Anna, who may be reached by mail alone, after six in the evening', async function () {
    const adviser = await desk(this);
    this.mail = `anna-${randomBytes(5).toString('hex')}@example.org`;
    const person = { contact: { name: `Anna S${randomBytes(4).toString('hex')}`, email: this.mail, address: [] }, birth_date: '1984-03-09', other_phones: [],
        safe: { channels: ['email'], voicemail: false, from: '18:00' }, language: 'en', territory: 'ie', eligible_by: 'unchecked', source: 'helpline' };
    this.anna = good(await adviser.call('POST', '/care/service-users', { person }), 201).service_user_id;
});
When('the desk wants to send her a link at noon', async function () {
    await this.server.advance(until_hour(this.server.now(), 12));
    this.desk = undefined; // another adviser by now
    this.answer = await (await desk(this)).call('POST', `/care/service-users/${this.anna}/links`, { check: 'birth_date' });
});
Then('it is told that this is not the time, and no mail leaves', async function () {
    assert.equal(this.answer.status, 409, this.answer.text);
    assert.match(this.answer.text, /time of day/);
});
Then('a code by telephone is refused at any time', async function () {
    const answer = await (await desk(this)).call('POST', `/care/service-users/${this.anna}/links`, { check: 'code' });
    assert.equal(answer.status, 409, answer.text);
    assert.match(answer.text, /telephone/);
});
When('it is six in the evening', async function () {
    await this.server.advance(until_hour(this.server.now(), 18));
    this.desk = undefined;
    good(await (await desk(this)).call('POST', `/care/service-users/${this.anna}/links`, { check: 'birth_date' }), 201);
});
Then('the mail leaves, from an address without a name, and says nothing of what it is about', async function () {
    const letter = await house.mailbox.latest(this.mail);
    assert.equal(house.mailbox.mails.filter((/** @type {any} */ m) => m.to === this.mail).length, 1, 'none left at noon');
    neutral(letter.text);
});

// ---- referrals by form (C26) ----
export const words_of_the_form = 'planted-form: often late since the spring';
/** @param {any} world @param {string} bytes */
async function upload(world, bytes) {
    const answer = await read(await fetch(`${world.server.url}/care/organisation/referral-forms?service=psychological_services&name=referral.pdf`,
        { method: 'POST', headers: { cookie: world.ruth.cookie, 'x-wellkept': '1', 'content-type': 'application/pdf' }, body: bytes }));
    world.referral = good(answer, 201).referral_id;
}
/** @param {any} world @param {string} state */
const formIn = (world, state) => until(`the form is ${state}`, async () => {
    const { referrals } = good(await world.desk.call('GET', '/care/referrals/inbox'));
    const mine = referrals.find((/** @type {any} */ r) => r.referral_id === world.referral);
    assert.ok(mine, 'the form is in the inbox');
    return mine.form?.state === state ? mine : undefined;
}, { seconds: 90, every: 400 });
const readForm = (/** @type {any} */ world) => world.desk.call('GET', `/care/referrals/inbox/${world.referral}/form`);

When('she uploads a filled form', async function () {
    await upload(this, words_of_the_form);
});
When('she uploads a form with a test virus', async function () {
    await upload(this, eicar);
});
Then('nobody can open the form', async function () {
    await formIn(this, 'held');
    assert.equal((await readForm(this)).status, 409);
    assert.equal((await this.ruth.call('GET', `/care/referrals/inbox/${this.referral}/form`)).status, 404);
});
Then('the desk sees that the form is infected, and nobody can open it', async function () {
    await formIn(this, 'infected');
    assert.equal((await readForm(this)).status, 409);
});
Then('once the form was checked, the desk reads it and finds the person', async function () {
    await formIn(this, 'clean');
    const form = await readForm(this);
    assert.equal(form.status, 200, form.text);
    assert.equal(form.text, words_of_the_form);
    this.name = `Anna F${randomBytes(4).toString('hex')}`;
    this.mail = `anna-${randomBytes(4).toString('hex')}@example.org`;
    const text = { person: { name: this.name, phone: '07700 900123', email: this.mail, birth_date: '1988-02-29' }, service: 'psychological_services', reason: words_of_the_form, questions: '', informed: true };
    assert.equal((await this.desk.call('POST', `/care/referrals/inbox/${this.referral}/person`, {})).status, 400, 'somebody must have read it');
    this.anna = good(await this.desk.call('POST', `/care/referrals/inbox/${this.referral}/person`, { text }), 201).person_id;
});
When('a referral form comes by mail for somebody else', async function () {
    await write(this, { text: 'Please see the form.', to: 'referrals@care.example', file: { name: 'form.txt', bytes: Buffer.from(words_of_the_form) } });
});
Then('the desk sees it marked as a referral, and begins one from it', async function () {
    await fileIn(this, 'clean');
    assert.equal(this.contact.about, 'referral');
    const fresh = { contact: { name: 'Anna Referred', email: 'x@example.org', address: [] }, other_phones: [], safe: { channels: [], voicemail: false }, language: 'en', territory: 'ie', eligible_by: 'unchecked', source: 'referral' };
    this.anna = good(await this.desk.call('POST', '/care/service-users', { person: fresh }), 201).service_user_id;
    const text = { person: { name: 'Anna Referred', email: 'x@example.org' }, service: 'psychological_services', reason: words_of_the_form, questions: '', informed: true };
    this.referral = good(await this.desk.call('POST', `/care/service-users/${this.anna}/referrals`, { organisation_id: this.mill, source: 'email', text,
        contact: { person_id: this.writer, contact_id: this.contact.id } }), 201).referral_id;
});
Then('the form is with the referral, and no longer with whoever wrote', async function () {
    const [of, with_] = await Promise.all([this.writer, this.anna].map((id) => this.server.sql(`SELECT ref FROM quarantine.file WHERE subject_id = '${id}'`)));
    assert.deepEqual([of, with_], ['', this.referral]);
    const record = good(await this.desk.call('GET', `/care/service-users/${this.writer}`));
    assert.equal(record.contacts[0].state, 'done');
});

After({ tags: '@C10' }, async () => house.letterbox.openScanner());

// What leaves to somebody else: by a signed form (C17), in danger (C18), for misuse (C19), to support partners (C22).
import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { cookiesOf } from '../../simulator/cookies.mjs';
import { read } from '../support/portal.mjs';
import { Colleague } from '../support/staff.mjs';
import { house } from './world.mjs';

const day = 86_400;
const words = 'planted-summary: six sessions, sleeps better';
/** @param {any} answer @param {number} [status] */
const good = (answer, status = 200) => {
    assert.equal(answer.status, status, answer.text);
    return answer.body;
};
const refused = (/** @type {any} */ answer, statuses = [400, 403, 409]) => assert.ok(statuses.includes(answer.status), `${answer.status} ${answer.text}`);

/** @param {any} world @param {string} name @param {string} role */
async function colleague(world, name, role) {
    const one = new Colleague(world.server, name);
    await one.invite([role]);
    good(await one.accept(), 201);
    const on = new Date(world.server.now() - 86_400_000).toISOString().slice(0, 10);
    await world.server.sql(`INSERT INTO access.training SELECT subject_id, gen_random_uuid(), tenant_id, 'health_privacy', '${on}', now() + interval '3000 days', '${one.id}', now() FROM access.account WHERE subject_id = '${one.id}'`);
    if (['clinician', 'clinical_lead'].includes(role)) await world.server.sql(`INSERT INTO access.vetting VALUES ('${one.id}', now() + interval '3000 days')`);
    return one;
}
const asAnna = async (/** @type {any} */ world, /** @type {string} */ method, /** @type {string} */ path, /** @type {any} */ body = undefined) => read(await fetch(world.server.url + path, {
    method, headers: { cookie: world.annaCookie, 'x-wellkept': '1', ...(body !== undefined && { 'content-type': 'application/json' }) }, ...(body !== undefined && { body: JSON.stringify(body) }),
}));
const openly = async (/** @type {any} */ world, /** @type {string} */ path, /** @type {any} */ body) => read(await fetch(world.server.url + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }));
const of = (/** @type {any} */ world, /** @type {string} */ rest) => `/care/service-users/${world.anna}/${rest}`;
const inDays = (/** @type {any} */ world, /** @type {number} */ n) => new Date(world.server.now() + n * day * 1000).toISOString();

/** Time passes: whoever is signed in signs in again, and Anna comes by a new link. @param {any} world @param {number} days */
async function pass(world, days) {
    await world.server.advance(days * day);
    for (const one of [world.clara, world.desk, world.lena, world.dana, world.pia, world.ruth, world.harriet]) if (one) await one.signIn();
    const mails = house.mailbox.mails.filter((/** @type {any} */ m) => m.to === world.mail).length;
    const { code } = good(await world.desk.call('POST', of(world, 'links'), { check: 'code' }), 201);
    const letter = await house.mailbox.latest(world.mail, mails + 1);
    const answer = await asAnna(world, 'POST', '/care/you/session', { token: /#token=([\w-]+)/.exec(letter.text)?.[1], answer: code });
    good(answer, 201);
    world.annaCookie = cookiesOf(answer).find((/** @type {string} */ c) => c.startsWith('__Host-wellkept_you='))?.split(';')[0];
}

Given('Anna has a case, with Clara as her clinician', async function () {
    this.clara = await colleague(this, 'Clara', 'clinician');
    this.case = good(await this.desk.call('POST', `/care/people/${this.anna}/cases`, { presenting: 'planted-presenting: cannot sleep' }), 201).case_id;
    await this.server.sql(`INSERT INTO access.assignment VALUES ('${this.anna}', gen_random_uuid(), '${this.clara.id}', 'assigned', '${this.case}', now() - interval '1 day', NULL)`);
    this.report = this.case; // stands for an id that no address may answer with
});
const accounting = async (/** @type {any} */ world) => good(await asAnna(world, 'GET', '/care/you/disclosures')).disclosures;
Then('Anna sees in her accounting that it went to {string}', async function (whom) {
    const all = await accounting(this);
    assert.equal(all.length, 1);
    assert.ok(all[0].to.startsWith(whom), JSON.stringify(all[0]));
});
Then('Anna sees that nothing went to anybody', async function () {
    assert.deepEqual(await accounting(this), []);
});
When('{int} days pass, and Anna comes in anew', async function (days) {
    await pass(this, Number(days));
});

// ---- C17 ----
Given("Clara has prepared a form for Anna's GP, Dr Byrne", async function () {
    this.gp = { kind: 'gp', name: 'Dr Áine Byrne', role: 'GP at Mill Street Surgery', address: '1 Mill Street\nCork', email: `byrne-${randomBytes(3).toString('hex')}@surgery.example` };
    this.parts = [{ content: 'attendance', text: 'From March to May.' }, { content: 'summary', text: words }];
    this.form = good(await this.clara.call('POST', of(this, 'release-forms'), {
        case_id: this.case, recipient: this.gp, items: [{ content: 'attendance' }, { content: 'summary', text: words }], purpose: 'continuing_care', expires_at: inDays(this, 30),
    }), 201).id;
});
const writes = (/** @type {any} */ world, to = world.gp, parts = world.parts) => world.clara.call('POST', of(world, `release-forms/${world.form}/letters`), { recipient: to, parts });
const answers = (/** @type {any} */ world, /** @type {any} */ body) => asAnna(world, 'POST', `/care/you/release-forms/${world.form}/answer`, body);
const reportForm = (/** @type {any} */ world) => world.clara.call('POST', of(world, 'release-forms'), {
    case_id: world.case, recipient: world.gp, items: world.parts, purpose: 'continuing_care', expires_at: inDays(world, 30),
});
Then("Clara cannot put the report into a form for Anna's GP", async function () {
    this.gp = { kind: 'gp', name: 'Dr Áine Byrne', role: 'GP at Mill Street Surgery', address: '1 Mill Street\nCork', email: `byrne-${randomBytes(3).toString('hex')}@surgery.example` };
    this.parts = [{ content: 'report', report_id: this.report }];
    refused(await reportForm(this), [409]);
});
When("Clara puts the report into a form for Anna's GP, and Anna signs it", async function () {
    this.form = good(await reportForm(this), 201).id;
    const { forms } = good(await asAnna(this, 'GET', '/care/you/release-forms'));
    const [form] = forms.filter((/** @type {any} */ f) => f.form_id === this.form);
    assert.ok(form.text.includes('planted-report: came to four sessions; can return in stages'), 'she reads what leaves, word for word');
    good(await answers(this, { answer: 'sign', hash: form.hash, name: 'Anna Planted' }), 204);
});
When('Anna reads the form and signs it', async function () {
    const { forms } = good(await asAnna(this, 'GET', '/care/you/release-forms'));
    const [form] = forms.filter((/** @type {any} */ f) => f.form_id === this.form);
    for (const there of ['Dr Áine Byrne', 'Mill Street Surgery', words, 'So that your care goes on', inDays(this, 30).slice(0, 10), 'revoke this at any time']) assert.ok(form.text.includes(there), there);
    good(await answers(this, { answer: 'sign', hash: form.hash, name: 'Anna Planted' }), 204);
});
Then('Clara can make no letter yet', async function () {
    refused(await writes(this), [409]);
});
When('Clara has a letter ready', async function () {
    this.letterId = good(await writes(this), 201).id;
});
const letter = (/** @type {any} */ world, /** @type {string} */ rest) => of(world, `release-letters/${world.letterId}/${rest}`);
When('Clara makes the letter for Dr Byrne and posts it', async function () {
    this.letterId = good(await writes(this), 201).id;
    this.pdf = await this.clara.call('GET', of(this, `release-letters/${this.letterId}`));
    good(await this.clara.call('POST', letter(this, 'posting')), 204);
});
const pages = (/** @type {string} */ pdf) => (pdf.match(/\/Type \/Page\b(?!s)/g) ?? []).length;
Then('the letter is a PDF of that day, with the signed form on a page of its own at its end', function () {
    assert.equal(this.pdf.headers.get('content-type'), 'application/pdf');
    assert.ok(this.pdf.text.startsWith('%PDF-') && this.pdf.text.includes(`Letter of ${inDays(this, 0).slice(0, 10)}`));
    assert.ok(pages(this.pdf.text) >= 2);
});
When('Clara makes the letter for Dr Byrne and sends her a link', async function () {
    this.letterId = good(await writes(this), 201).id;
    this.told = good(await this.clara.call('POST', letter(this, 'offer')), 201).code;
    this.toOutside = await house.mailbox.latest(this.gp.email);
    this.linkToken = /#letter=([\w-]+)/.exec(this.toOutside.text)?.[1];
});
Then(/^the mail to (?:Dr Byrne|Clear Ledger) does not say whom it is about$/, function () {
    for (const word of ['Anna', this.name.split(' ')[1], 'planted', 'care', 'counsel']) assert.ok(!this.toOutside.text.toLowerCase().includes(word.toLowerCase()), word);
});
Then('with a wrong code nothing opens', async function () {
    for (const wrong of ['00000000', '']) assert.equal((await openly(this, '/care/handed-over/letter', { token: this.linkToken, code: wrong })).status, 401);
    assert.equal((await openly(this, '/care/handed-over/complaint', { token: this.linkToken, code: this.told })).status, 401, 'nor at another address');
    assert.deepEqual(await accounting(this), []);
});
Then('with the code Dr Byrne gets the letter', async function () {
    const answer = await openly(this, '/care/handed-over/letter', { token: this.linkToken, code: this.told });
    assert.equal(answer.status, 200, answer.text);
    assert.ok(answer.text.startsWith('%PDF-') && pages(answer.text) >= 2);
});
Then('a letter to another surgery is refused', async function () {
    refused(await writes(this, { ...this.gp, role: 'GP at another surgery' }), [409]);
});
Then('a letter with other words than Anna signed is refused', async function () {
    refused(await writes(this, this.gp, [{ content: 'summary', text: `${words}, and drinks` }]), [409]);
});
Then('a letter with a content that is not in the form is refused', async function () {
    refused(await writes(this, this.gp, [{ content: 'risk', text: 'x' }]), [409]);
});
When('31 days pass, so that the form has ended', async function () {
    await pass(this, 31);
});
When('Anna revokes the form', async function () {
    good(await answers(this, { answer: 'revoke' }), 204);
});
When('Anna declines the form', async function () {
    good(await answers(this, { answer: 'decline' }), 204);
});
Then('the release is refused', async function () {
    refused(await this.clara.call('POST', letter(this, 'posting')), [409]);
    refused(await this.clara.call('POST', letter(this, 'offer')), [409]);
    refused(await this.clara.call('GET', of(this, `release-letters/${this.letterId}`)), [409]);
    refused(await writes(this), [409]);
});
When('somebody signs for Anna what she was not shown', async function () {
    this.answer = await answers(this, { answer: 'sign', hash: 'f'.repeat(64), name: 'Anna Planted' });
});
Then('it is not signed', async function () {
    refused(this.answer, [409]);
    assert.equal(good(await asAnna(this, 'GET', '/care/you/release-forms')).forms[0].state, 'prepared');
});

// ---- C18 ----
const proposal = (/** @type {any} */ world) => ({
    case_id: world.case, emergency: false, reason: 'person', grounds: 'planted-grounds: she would not wake up', recipient: 'police', to: 'Desk at Mill Street', consulted: false, not_consulted: 'unreachable',
    consultation: 'Rang three times.', fields: [{ code: 'name', value: world.name, why: 'Whom they look for' }, { code: 'whereabouts', value: 'By the weir', why: 'Where they look' }],
});
async function propose(/** @type {any} */ world, more = {}) {
    world.disclosure = good(await world.clara.call('POST', of(world, 'safeguarding'), { ...proposal(world), ...more }), 201).id;
}
const danger = (/** @type {any} */ world, /** @type {string} */ rest) => of(world, `safeguarding/${world.disclosure}/${rest}`);
async function agree(/** @type {any} */ world, /** @type {any} */ who) {
    const one = await who.call('GET', danger(world, 'proposal'));
    const hash = one.status === 200 ? one.body.hash : good(await world.clara.call('GET', of(world, 'safeguarding'))).disclosures[0].hash;
    return who.call('POST', danger(world, 'second'), { agree: true, hash, words: 'Weighed.' });
}
When('Clara proposes to tell the police where Anna is', async function () {
    await propose(this);
});
When('Clara proposes, in an emergency, to tell an ambulance where Anna is', async function () {
    await propose(this, { emergency: true, not_consulted: 'no_time', recipient: 'ambulance', to: '112' });
});
Then('it does not leave', async function () {
    refused(await this.clara.call('POST', danger(this, 'release'), { way: 'telephone' }), [409]);
    assert.deepEqual(await accounting(this), []);
});
Then('Clara cannot agree to it herself', async function () {
    refused(await agree(this, this.clara), [403]);
});
Then('a case manager cannot agree to it', async function () {
    refused(await agree(this, this.desk), [403]);
});
When('Lena, a clinical lead, agrees to exactly that', async function () {
    this.lena = await colleague(this, 'Lena', 'clinical_lead');
    refused(await this.lena.call('POST', danger(this, 'second'), { agree: true, hash: 'f'.repeat(64), words: 'x' }), [409]);
    good(await agree(this, this.lena), 204);
});
When('a minute later another clinician agrees to exactly that', async function () {
    await this.server.advance(60);
    this.carl = await colleague(this, 'Carl', 'clinician');
    const waiting = good(await this.carl.call('GET', '/care/safeguarding/waiting')).disclosures;
    assert.ok(waiting.some((/** @type {any} */ d) => d.disclosure_id === this.disclosure && d.path === 'emergency'));
    assert.ok(!JSON.stringify(waiting).includes(this.name), 'a list has no name');
    good(await agree(this, this.carl), 204);
});
When(/^Clara tells the (?:police|ambulance)$/, async function () {
    good(await this.clara.call('POST', danger(this, 'release'), { way: 'telephone' }), 204);
});
const reviews = async (/** @type {any} */ world) => {
    world.dana ??= await colleague(world, 'Dana', 'director');
    return good(await world.dana.call('GET', '/care/safeguarding/reviews')).disclosures.find((/** @type {any} */ d) => d.disclosure_id === world.disclosure);
};
Then(/^governance sees that it must be looked at within (\d+) days$/, async function (days) {
    const one = await reviews(this);
    assert.equal(one.state, 'released');
    assert.ok(Math.abs(new Date(one.review_due).getTime() - this.server.now() - Number(days) * day * 1000) < 600_000, one.review_due);
});
Then('neither Clara nor Lena can look at it again', async function () {
    for (const one of [this.clara, this.lena]) refused(await one.call('POST', danger(this, 'review'), { outcome: 'right', words: 'x' }), [403]);
});
When('a director finds that it was right', async function () {
    assert.equal(good(await this.dana.call('GET', danger(this, 'look-back'))).fields.length, 2);
    good(await this.dana.call('POST', danger(this, 'review'), { outcome: 'right', words: 'It was.' }), 204);
});
Then('governance sees that it was looked at', async function () {
    assert.equal((await reviews(this)).state, 'reviewed');
});
const cannot = async (/** @type {any} */ world, /** @type {any} */ more) => refused(await world.clara.call('POST', of(world, 'safeguarding'), { ...proposal(world), ...more }), [400]);
Then('a field without its reason cannot be proposed', async function () {
    await cannot(this, { fields: [{ code: 'name', value: this.name, why: '' }] });
});
Then('a disclosure that says neither what Anna said nor why she was not asked cannot be proposed', async function () {
    await cannot(this, { not_consulted: undefined });
    await cannot(this, { consultation: '' });
});
Then('an employer cannot be told of a danger to Anna herself', async function () {
    await cannot(this, { recipient: 'employer', fields: [{ code: 'name', value: this.name, why: 'x' }] });
});
Then("an employer cannot be told anything of Anna's health", async function () {
    await cannot(this, { recipient: 'employer', reason: 'workplace', fields: [{ code: 'health_now', value: 'x', why: 'x' }] });
});
When('Clara puts telling Anna off for 10 days, and says why', async function () {
    refused(await this.clara.call('POST', danger(this, 'notice'), { put_off_until: inDays(this, 31), words: 'x' }), [409]);
    good(await this.clara.call('POST', danger(this, 'notice'), { put_off_until: inDays(this, 10), words: 'He is with her.' }), 204);
});

// ---- C19 ----
const misuse = (/** @type {any} */ world, rest = '') => of(world, `misuse${rest}`);
const measure = async (/** @type {any} */ world, /** @type {string} */ kind, /** @type {number} */ ago) =>
    good(await world.clara.call('POST', misuse(world, '/measures'), { kind, text: 'planted-measure', taken_at: inDays(world, -ago) }), 201);
When('a notice of excessive calls is sent first', async function () {
    this.answer = await this.clara.call('POST', misuse(this, '/notices'));
});
Then(/^it is refused, for the (conversation|warning) is missing$/, async function (kind) {
    refused(await this.clara.call('POST', misuse(this, '/notices')), [409]);
    assert.equal(good(await this.clara.call('GET', misuse(this))).missing, kind);
});
When('Clara writes down a conversation and a plan', async function () {
    await measure(this, 'conversation', 20);
    await measure(this, 'plan', 15);
});
Given('Clara has written down a conversation, a plan and a warning, as the policy asks', async function () {
    await measure(this, 'conversation', 20);
    await measure(this, 'plan', 15);
    await measure(this, 'warning', 1);
});
When('Clara proposes a notice to Mill', async function () {
    this.notice = good(await this.clara.call('POST', misuse(this, '/notices')), 201).id;
});
const decides = (/** @type {any} */ world, /** @type {any} */ who) => who.call('POST', misuse(world, `/notices/${world.notice}/decision`), { approve: true });
Then('Clara cannot approve it', async function () {
    refused(await decides(this, this.clara), [403]);
});
When('a partnership manager approves it', async function () {
    this.pia = await colleague(this, 'Pia', 'partnerships');
    good(await decides(this, this.pia), 204);
});
const sends = (/** @type {any} */ world) => world.pia.call('POST', misuse(world, `/notices/${world.notice}/sending`), { text: 'Head of HR' });
Then('it cannot be sent before Anna has been told', async function () {
    refused(await sends(this), [409]);
});
When('Clara tells Anna, and 8 days pass', async function () {
    good(await this.clara.call('POST', misuse(this, `/notices/${this.notice}/told`), { text: 'By telephone.' }), 204);
    refused(await sends(this), [409]);
    await pass(this, 8);
});
When('the partnership manager sends it', async function () {
    this.seen = good(await this.pia.call('GET', misuse(this, `/notices/${this.notice}`)));
    good(await sends(this), 204);
});
Then("it says nothing of Anna's care, and no day and no number", function () {
    assert.ok(this.seen.notice.text.includes(this.name) && this.seen.notice.text.includes('Mill'));
    assert.ok(!/\d/.test(this.seen.notice.text.replaceAll(this.name, '')));
    assert.ok(!JSON.stringify(this.seen).includes('planted-'), 'nor does whoever decides read what was said');
});

// ---- C22 ----
Given('Clear Ledger, a debt adviser, is on the list', async function () {
    this.pia = await colleague(this, 'Pia', 'partnerships');
    this.ledgerMail = `complaints-${randomBytes(3).toString('hex')}@ledger.example`;
    this.ledger = good(await this.pia.call('POST', '/care/partners', {
        kind: 'debt', name: 'Clear Ledger', telephone: '0800 000 111', about: 'Debts of all kinds', languages: ['en'], agreement_reference: 'AG-7', complaints_email: this.ledgerMail,
    }), 201).id;
});
When('Clara points Anna to Clear Ledger', async function () {
    good(await this.clara.call('POST', of(this, 'signposting'), { case_id: this.case, partner_id: this.ledger }), 201);
});
Then('Clara has a telephone number to give, and the case says that it was given', async function () {
    const sheet = good(await this.clara.call('GET', '/care/partners')).partners.find((/** @type {any} */ p) => p.partner_id === this.ledger);
    assert.equal(sheet.telephone, '0800 000 111');
    assert.deepEqual(good(await this.clara.call('GET', of(this, 'signposting'))).signposts.map((/** @type {any} */ s) => s.partner), ['Clear Ledger']);
});
Then('Clear Ledger was sent nothing', function () {
    assert.ok(!house.mailbox.mails.some((/** @type {any} */ m) => m.to === this.ledgerMail));
});
const complaint = (/** @type {any} */ world, more = {}) => world.clara.call('POST', of(world, 'partner-complaints'), {
    case_id: world.case, partner_id: world.ledger, fields: [{ code: 'name', value: world.name }, { code: 'complaint', value: 'Nobody rang back.' }], ends_at: inDays(world, 14), ...more,
});
When("Clara opens a complaint about Clear Ledger with Anna's name and what she complains of", async function () {
    const opened = good(await complaint(this), 201);
    this.complaint = opened.complaint_id;
    this.told = opened.code;
    this.toOutside = await house.mailbox.latest(this.ledgerMail);
    this.linkToken = /#complaint=([\w-]+)/.exec(this.toOutside.text)?.[1];
});
const ledgerReads = (/** @type {any} */ world) => openly(world, '/care/handed-over/complaint', { token: world.linkToken, code: world.told });
Then('with the code Clear Ledger reads exactly those two fields', async function () {
    const seen = good(await ledgerReads(this));
    assert.deepEqual(seen.fields.map((/** @type {any} */ f) => f.value), [this.name, 'Nobody rang back.']);
});
When('Clara ends the complaint', async function () {
    good(await this.clara.call('POST', of(this, `partner-complaints/${this.complaint}/end`)), 204);
});
Then('Clear Ledger reads nothing any more', async function () {
    assert.equal((await ledgerReads(this)).status, 401);
});
Then('a complaint that would tell Clear Ledger why Anna came is refused', async function () {
    refused(await complaint(this, { fields: [{ code: 'presenting', value: 'x' }] }), [400]);
});
Then('a complaint without an end is refused', async function () {
    refused(await complaint(this, { ends_at: undefined }), [400]);
    refused(await complaint(this, { ends_at: inDays(this, 60) }), [400]);
});

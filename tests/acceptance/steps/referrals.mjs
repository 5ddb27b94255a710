// Referrals and reports, from a manager's account to the person's own page. Cases and vetting are set down in the database.
import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { Colleague } from '../support/staff.mjs';
import { read } from '../support/portal.mjs';
import { cookiesOf } from '../../simulator/cookies.mjs';
import { house } from './world.mjs';

const reason = 'planted-reason: often late since the spring, and low';
const written = 'planted-report: came to four sessions; can return in stages';

/** @param {any} answer @param {number} [status] */
const good = (answer, status = 200) => {
    assert.equal(answer.status, status, answer.text);
    return answer.body;
};

/** @param {any} world @param {string} name @param {string[]} roles @param {string} [client] */
async function worker(world, name, roles, client) {
    const one = new Colleague(world.server, name);
    await one.invite(roles, client ? { client } : {});
    good(await one.accept(), 201);
    const day = new Date(world.server.now() - 86_400_000).toISOString().slice(0, 10);
    if (!client) await world.server.sql(`INSERT INTO access.training SELECT subject_id, gen_random_uuid(), tenant_id, 'health_privacy', '${day}', now() + interval '3000 days', '${one.id}', now() FROM access.account WHERE subject_id = '${one.id}'`);
    if (roles.some((r) => ['clinician', 'clinical_lead'].includes(r))) await world.server.sql(`INSERT INTO access.vetting VALUES ('${one.id}', now() + interval '3000 days')`);
    return one;
}

/** A mill with a contract for counselling and psychological services, its people, and ours. @param {any} world */
async function mill(world) {
    if (world.mill) return;
    const partners = await worker(world, 'Pia', ['partnerships']);
    world.desk = await worker(world, 'Dora', ['helpline', 'case_manager']);
    world.mill = good(await partners.call('POST', '/care/organisations', { name: 'Mill', kind: 'employer', territory: 'ie', agreement_reference: 'MA-1' }), 201).id;
    good(await partners.call('POST', `/care/organisations/${world.mill}/contracts`, { reference: 'C-1', starts_on: '2026-01-01', services: ['psychological_services', 'eap_counselling'],
        session_model: 'per_episode', sessions: 6, covered_headcount: 500, reporting_threshold: 10 }), 201);
    world.ruth = await worker(world, 'Ruth', ['org_manager'], world.mill);
    world.harriet = await worker(world, 'Harriet', ['org_hr'], world.mill);
}

/** As the person: with the cookie of their own door. @param {any} world @param {string} method @param {string} path @param {any} [body] */
const asAnna = async (world, method, path, body) => read(await fetch(world.server.url + path, {
    method, headers: { cookie: world.annaCookie ?? '', 'x-wellkept': '1', ...(body !== undefined && { 'content-type': 'application/json' }) }, ...(body !== undefined && { body: JSON.stringify(body) }),
}));

/** @param {any} world @param {string} [service] */
async function refer(world, service = 'psychological_services') {
    await mill(world);
    world.name = `Anna Planted${randomBytes(3).toString('hex')}`;
    world.mail = `anna-${randomBytes(4).toString('hex')}@example.org`;
    const text = { person: { name: world.name, phone: '07700 900123', email: world.mail, birth_date: '1988-02-29' }, service, reason, questions: 'Can she return?', informed: true };
    world.referral = good(await world.ruth.call('POST', '/care/organisation/referrals', text), 201).referral_id;
    good(await world.ruth.call('POST', `/care/organisation/referrals/${world.referral}/submission`), 204);
    const waiting = good(await world.desk.call('GET', '/care/referrals/inbox')).referrals;
    assert.ok(waiting.some((/** @type {any} */ w) => w.referral_id === world.referral && w.text.reason === reason));
    world.anna = good(await world.desk.call('POST', `/care/referrals/inbox/${world.referral}/person`, {}), 201).person_id;
}

/** The desk asks her on the telephone what is safe, then sends the link. @param {any} world */
async function sendLink(world) {
    assert.equal((await world.desk.call('POST', `/care/service-users/${world.anna}/links`, { check: 'code' })).status, 409, 'nobody has asked her what is safe');
    const record = good(await world.desk.call('GET', `/care/service-users/${world.anna}`));
    record.person.safe.channels = ['email', 'phone'];
    good(await world.desk.call('PUT', `/care/service-users/${world.anna}`, { version: record.version, person: record.person }), 204);
    world.code = good(await world.desk.call('POST', `/care/service-users/${world.anna}/links`, { check: 'code' }), 201).code;
    world.letter = await house.mailbox.latest(world.mail);
    world.token = /#token=([\w-]+)/.exec(world.letter.text)?.[1];
    assert.ok(world.token, world.letter.text);
}

/** @param {any} world */
async function comeIn(world) {
    await sendLink(world);
    assert.equal(good(await asAnna(world, 'POST', '/care/you/question', { token: world.token })).check, 'code');
    const answer = await asAnna(world, 'POST', '/care/you/session', { token: world.token, answer: world.code });
    good(answer, 201);
    world.annaCookie = cookiesOf(answer).find((/** @type {string} */ c) => c.startsWith('__Host-wellkept_you='))?.split(';')[0];
    assert.equal((await asAnna(world, 'POST', '/care/you/session', { token: world.token, answer: world.code })).status, 401, 'the link works once');
}

const services = /** @type {Record<string, string>} */ ({ 'psychological services': 'psychological_services', 'eap counselling': 'eap_counselling' });
Given(/^Ruth of Mill has referred Anna to ([\w ]+), and Anna has come in by her link$/, async function (service) {
    await refer(this, services[service]);
    await comeIn(this);
});
Given('Ruth of Mill has referred Anna to psychological services, and Anna was sent a link', async function () {
    await refer(this);
    await sendLink(this);
});
Given('Ruth of Mill manages people there', async function () {
    await mill(this);
});
Then('Anna reads word for word what Ruth wrote', async function () {
    const { referrals, asked } = good(await asAnna(this, 'GET', '/care/you/referrals'));
    assert.equal(referrals.length, 1);
    assert.equal(referrals[0].text.reason, reason);
    assert.equal(asked.version, 1);
});
Then('Ruth can no longer read it', async function () {
    const { text } = await this.ruth.call('GET', '/care/organisation/referrals');
    assert.ok(!text.includes('planted') && !text.includes('Planted'), text);
    assert.equal((await this.ruth.call('GET', `/care/service-users/${this.anna}/referrals`)).status, 404);
    assert.equal((await this.ruth.call('POST', `/care/organisation/referrals/${this.referral}/submission`)).status, 404);
});
Then('Ruth sees the state {string} and nothing else', async function (state) {
    const { referrals } = good(await this.ruth.call('GET', '/care/organisation/referrals'));
    assert.deepEqual(referrals.map((/** @type {any} */ r) => Object.keys(r).sort()), [['referral_id', 'since', 'state']]);
    assert.deepEqual([referrals[0].referral_id, referrals[0].state], [this.referral, state]);
});
Given(/^Anna agrees and (lets|does not let) Mill know the state$/, async function (lets) {
    good(await asAnna(this, 'POST', `/care/you/referrals/${this.referral}/answer`, { answer: 'consent', wording: 1, organisation_may_know: lets === 'lets' }), 204);
});
const accept = (/** @type {any} */ world) => world.desk.call('POST', `/care/service-users/${world.anna}/referrals/${world.referral}/acceptance`, { case_id: world.case });
Given('a case manager takes the work on, with Clara as her clinician', async function () {
    this.case = randomUUID();
    good(await accept(this), 204);
    this.clara = await worker(this, 'Clara', ['clinician']);
    await this.server.sql(`INSERT INTO access.assignment VALUES ('${this.anna}', gen_random_uuid(), '${this.clara.id}', 'assigned', '${this.case}', now() - interval '1 day', NULL)`);
});
Then('a case manager cannot take the work on', async function () {
    assert.equal((await accept(this)).status, 409);
});
Then('Clara reads what Ruth asked', async function () {
    assert.equal(good(await this.clara.call('GET', `/care/service-users/${this.anna}/referrals`)).referrals[0].text.questions, 'Can she return?');
});
When('Anna withdraws from the referral', async function () {
    good(await asAnna(this, 'POST', `/care/you/referrals/${this.referral}/withdrawal`), 204);
});
Then('Clara finds nothing of Anna any more', async function () {
    for (const what of ['referrals', 'reports']) assert.equal((await this.clara.call('GET', `/care/service-users/${this.anna}/${what}`)).status, 404);
});

// ---- the door ----
Then('the mail to her says nothing of what it is about', function () {
    const words = this.letter.text.replace(/https:\S+/g, '');
    for (const word of ['Anna', 'Mill', 'Ruth', 'counsel', 'psycholog', 'referr', 'employ', 'health', this.code]) assert.ok(!words.includes(word), `${word}: ${words}`);
});
When('somebody who does not know her code guesses five times', async function () {
    for (let i = 0; i < 5; i++) {
        const guess = String((Number(this.code) + 1 + i) % 1_000_000).padStart(6, '0');
        assert.equal((await asAnna(this, 'POST', '/care/you/session', { token: this.token, answer: guess })).status, 401);
    }
});
Then('the link is dead for the right code too', async function () {
    assert.equal((await asAnna(this, 'POST', '/care/you/session', { token: this.token, answer: this.code })).status, 401);
    assert.equal((await asAnna(this, 'POST', '/care/you/question', { token: this.token })).status, 401);
});
Then('the desk sees that Anna is to be called', async function () {
    const { people } = good(await this.desk.call('GET', '/care/links/shut'));
    assert.ok(people.some((/** @type {any} */ p) => p.person_id === this.anna));
});

// ---- reports ----
const report = (/** @type {any} */ world, /** @type {string} */ what) => `/care/service-users/${world.anna}/reports/${world.report}/${what}`;
const drafted = (/** @type {any} */ world, /** @type {string} */ kind) => world.clara.call('POST', `/care/service-users/${world.anna}/reports`, { referral_id: world.referral, kind, text: written });
const answers = (/** @type {any} */ world, /** @type {any} */ answer) => asAnna(world, 'POST', `/care/you/reports/${world.report}/answer`, answer);
const read_ = async (/** @type {any} */ world) => good(await asAnna(world, 'GET', '/care/you/reports')).reports.find((/** @type {any} */ r) => r.report_id === world.report);
const received = async (/** @type {any} */ world, /** @type {any} */ who) => good(await who.call('GET', '/care/organisation/reports')).reports;

Given('Clara has written a session report about Anna', async function () {
    this.report = good(await drafted(this, 'session_report'), 201).report_id;
    assert.equal(await read_(this), undefined, 'a draft is not shown');
});
Then('Clara can write a {string} for it', async function (kind) {
    good(await drafted(this, kind), 201);
});
Then('Clara can write no {string} for it', async function (kind) {
    const answer = await drafted(this, kind);
    assert.equal(answer.status, 409, answer.text);
});
Then('Ruth cannot refer anybody to fitness to work', async function () {
    const text = { person: { name: 'Ben', phone: '07700 900124' }, service: 'fitness_to_work', reason: 'x', questions: '', informed: true };
    assert.equal((await this.ruth.call('POST', '/care/organisation/referrals', text)).status, 409);
});
Then('Clara cannot release it', async function () {
    assert.equal((await this.clara.call('POST', report(this, 'release'))).status, 409);
    assert.deepEqual(await received(this, this.ruth), []);
});
Then('Clara cannot approve it herself', async function () {
    assert.equal((await this.clara.call('POST', report(this, 'approval'))).status, 403);
});
When('a clinical lead has approved it and Clara has given it to Anna', async function () {
    this.lead ??= await worker(this, 'Lena', ['clinical_lead']);
    good(await this.lead.call('POST', report(this, 'approval')), 204);
    good(await this.clara.call('POST', report(this, 'sending')), 204);
});
When('22 days pass and Anna says nothing', async function () {
    await this.server.advance(22 * 86_400);
    for (const one of [this.clara, this.ruth, this.desk]) await one.signIn();
});
Then('Anna can no longer ask for changes, but nothing goes out', async function () {
    await sendLinkAgain(this);
    assert.equal((await answers(this, { answer: 'ask_change', text: 'I was never late.' })).status, 409);
    assert.equal((await this.clara.call('POST', report(this, 'release'))).status, 409);
});
/** @param {any} world */
async function sendLinkAgain(world) {
    world.code = good(await world.desk.call('POST', `/care/service-users/${world.anna}/links`, { check: 'code' }), 201).code;
    world.letter = await house.mailbox.latest(world.mail, 2);
    world.token = /#token=([\w-]+)/.exec(world.letter.text)?.[1];
    const answer = await asAnna(world, 'POST', '/care/you/session', { token: world.token, answer: world.code });
    good(answer, 201);
    world.annaCookie = cookiesOf(answer).find((/** @type {string} */ c) => c.startsWith('__Host-wellkept_you='))?.split(';')[0];
}
When('Anna agrees to what she read', async function () {
    const one = await read_(this);
    assert.equal(one.text, written);
    assert.equal((await answers(this, { answer: 'agree', hash: 'f'.repeat(64) })).status, 409, 'only to the very text');
    good(await answers(this, { answer: 'agree', hash: one.hash }), 204);
});
When('Clara releases it', async function () {
    good(await this.clara.call('POST', report(this, 'release')), 204);
});
Then('Ruth reads exactly what Anna agreed to', async function () {
    const [one] = await received(this, this.ruth);
    assert.deepEqual([one.text, one.statement, one.referral_id], [written, undefined, this.referral]);
    assert.ok(!JSON.stringify(one).includes(this.anna), 'and no id of hers');
});
Then('Harriet of HR at Mill finds no report', async function () {
    assert.deepEqual(await received(this, this.harriet), []);
});
Then('Ruth finds no report', async function () {
    assert.deepEqual(await received(this, this.ruth), []);
});
Then('Anna sees in her accounting that it went to Mill', async function () {
    const { disclosures } = good(await asAnna(this, 'GET', '/care/you/disclosures'));
    assert.equal(disclosures.length, 1);
    assert.match(disclosures[0].to, /^Mill/);
    assert.match(disclosures[0].basis, /You agreed/);
});
When('Anna takes her consent to the report back', async function () {
    good(await answers(this, { answer: 'withdraw' }), 204);
});
When(/^Anna asks for a change, and Clara (declines|makes it)$/, async function (does) {
    good(await answers(this, { answer: 'ask_change', text: 'I was never late.' }), 204);
    good(await this.clara.call('POST', report(this, does === 'declines' ? 'declined-change' : 'text'), { text: does === 'declines' ? 'It stands as it was said.' : 'Another text.' }), 204);
});
When('Anna attaches her own views', async function () {
    good(await answers(this, { answer: 'attach', hash: (await read_(this)).hash, text: 'I was never late.' }), 204);
});
Then("Ruth reads it with Anna's views", async function () {
    assert.equal((await received(this, this.ruth))[0].statement, 'I was never late.');
});
Then('Clara cannot give it to Anna before it is approved again', async function () {
    assert.equal((await this.clara.call('POST', report(this, 'sending'))).status, 409);
});

// ---- what an organisation finds ----
When('Ruth and Harriet of HR ask every address of the service', async function () {
    const { paths } = good(await read(await fetch(`${this.server.url}/openapi.json`)));
    this.came = [];
    for (const [pattern, operations] of Object.entries(paths))
        for (const method of Object.keys(/** @type {object} */ (operations))) {
            // What ends the session of whoever asks is left out, or all after it would be answered with a 401.
            if (/^\/(staff|test)\//.test(pattern)) continue;
            const path = pattern.replace('{person}', this.anna).replace('{member}', this.anna).replace('{referral}', this.referral).replace('{report}', this.report).replace(/\{\w+\}/g, this.anna);
            for (const who of [this.ruth, this.harriet]) {
                const body = ['post', 'put'].includes(method) ? { person_id: this.anna, name: this.name, text: 'x' } : undefined;
                const answer = await who.call(method.toUpperCase(), path, body);
                this.came.push({ what: `${method} ${pattern}`, status: answer.status, text: answer.text });
            }
        }
});
Then("nothing that came back holds Anna's name, an id of hers, or a word that was written about her", function () {
    assert.ok(this.came.length > 100, `${this.came.length} addresses`);
    for (const { what, text } of this.came)
        for (const word of [this.name, this.anna, this.report, this.case, 'planted-', this.mail]) assert.ok(!text.includes(word), `${what}: ${text.slice(0, 300)}`);
    assert.ok(this.came.some((/** @type {any} */ c) => c.what === 'get /care/organisation/referrals' && c.status === 200), 'the session held to the end');
});
When('Harriet of HR asks for Anna, and for somebody who does not exist', async function () {
    this.pairs = [];
    const nobody = randomUUID();
    for (const path of ['', '/referrals', '/reports'])
        this.pairs.push(await Promise.all([this.anna, nobody].map((id) => this.harriet.call('GET', `/care/service-users/${id}${path}`))));
    for (const path of ['/links', '/referrals', '/reports'])
        this.pairs.push(await Promise.all([this.anna, nobody].map((id) => this.harriet.call('POST', `/care/service-users/${id}${path}`, {}))));
});
Then('the answers are the same but for their number', function () {
    for (const [a, b] of this.pairs) {
        assert.equal(a.status, b.status);
        assert.equal(a.text.replace(/"request_id":"[^"]+"/, ''), b.text.replace(/"request_id":"[^"]+"/, ''));
    }
});

// ---- in her own pages, and forms ----
When('she writes to the desk in her own pages', async function () {
    good(await asAnna(this, 'POST', '/care/you/messages', { text: 'May I come on Monday?' }), 204);
});
Then('Anna comes in by her link, reads the form herself, and Ruth cannot', async function () {
    await comeIn(this);
    const { referrals } = good(await asAnna(this, 'GET', '/care/you/referrals'));
    const [file] = referrals[0].files;
    const form = await asAnna(this, 'GET', `/care/you/referrals/${this.referral}/files/${file.id}`);
    good(form);
    assert.equal(form.text, referrals[0].text.reason);
    assert.equal((await this.ruth.call('GET', `/care/service-users/${this.anna}/referrals/${this.referral}/files/${file.id}`)).status, 404);
});

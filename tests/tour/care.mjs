// The second story: a referral from the manager's form to the agreed and released report, and each refusal on the way.
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cookiesOf } from '../simulator/cookies.mjs';
import { fromBase32, oneTimeCode } from '../simulator/one_time_code.mjs';
import { expectStatus, until } from './stage.mjs';

const reason = 'planted-reason: often late since the spring, and quiet in meetings';
const questions = 'planted-question: can she return in stages?';
const first = 'planted-report: she can return in stages; she was late because of her health';
const second = 'planted-report: she can return in stages, three days a week at first';

/** Somebody with an account of the house or of an organisation, joined by their invitation. */
class Colleague {
    /** @param {import('./stage.mjs').World} world @param {string} name @param {string} role @param {string} [organisation] */
    static async join(world, name, role, organisation) {
        const one = new Colleague();
        Object.assign(one, { world, name, cookie: '', email: `${name.toLowerCase()}@example.org` });
        const invited = await world.wellkeptJson(['staff', 'invite', '--name', name, '--email', one.email, '--role', role, ...(organisation ? ['--client', organisation] : [])]);
        one.id = invited.account_id;
        const token = new URL(invited.url).hash.replace('#token=', '');
        const { json: offered } = expectStatus(await one.call('POST', '/staff/invitation', { token }), 200, `${name}'s invitation`);
        const code = oneTimeCode(fromBase32(offered.totp.secret), Math.floor(world.now() / 30_000));
        const joined = expectStatus(await one.call('POST', '/staff/invitation/acceptance', { token, password: `Tour-${randomBytes(8).toString('base64url')}-7!Aa`, totp_code: code }), 201, `${name} joins`);
        one.cookie = cookiesOf(joined).find((c) => c.startsWith('__Host-wellkept_staff='))?.split(';')[0] ?? '';
        if (!organisation) assert.equal((await world.wellkept(['staff', 'training', one.email, 'health_privacy'])).code, 0, `${name} is trained`);
        return one;
    }

    /** @param {string} method @param {string} path @param {object} [body] */
    async call(method, path, body) {
        return this.world.request(method, path, { headers: { cookie: this.cookie, 'x-wellkept': '1', ...(body && { 'content-type': 'application/json' }) }, ...(body && { body: JSON.stringify(body) }) });
    }

    /** What must work. @param {string} method @param {string} path @param {object} [body] @param {number} [status] */
    async does(method, path, body, status = 200) {
        return expectStatus(await this.call(method, path, body), status, `${this.name}: ${method} ${path}`).json;
    }

    /** What must not; answers with the words of the refusal. @param {string} what @param {number|number[]} status @param {string} method @param {string} path @param {object} [body] */
    async refused(what, status, method, path, body) {
        const answer = expectStatus(await this.call(method, path, body), status, what);
        assert.ok(!/planted|Anna/.test(answer.text), `${what}: the refusal tells nothing: ${answer.text}`);
        return `${what}: ${answer.status} ${answer.json?.detail ?? answer.json?.title ?? ''}`.trim();
    }
}

/** @param {import('./stage.mjs').Tour} tour @param {import('./stage.mjs').World} world @param {any} shared */
export async function care(tour, world, shared) {
    /** @type {any} */ const s = shared;
    const anna = (/** @type {string} */ method, /** @type {string} */ path, /** @type {object} */ body) => world.request(method, path, {
        headers: { cookie: s.annaCookie ?? '', 'x-wellkept': '1', ...(body && { 'content-type': 'application/json' }) }, ...(body && { body: JSON.stringify(body) }),
    });
    const mails = () => readdirSync(join(world.state, 'mail')).filter((f) => f.endsWith('.eml')).map((f) => readFileSync(join(world.state, 'mail', f), 'utf8').replaceAll('=\r\n', '').replaceAll('=\n', '').replaceAll('=3D', '='));
    const answer = (/** @type {object} */ body) => anna('POST', `/care/you/reports/${s.report}/answer`, body);
    const own = async () => (await anna('GET', '/care/you/reports')).json.reports.find((/** @type {any} */ r) => r.report_id === s.report);
    const lines = (/** @type {string[]} */ all) => all.join('\n      ');

    await tour.step('1a', 'An employer with a contract: Ruth manages people there, Rolf is another manager, Harriet works in HR. And those of the house.', async () => {
        s.pia = await Colleague.join(world, 'Pia', 'partnerships');
        s.mill = (await s.pia.does('POST', '/care/organisations', { name: 'Mill Street Ltd', kind: 'employer', territory: 'ie', agreement_reference: 'MA-1' }, 201)).id;
        await s.pia.does('POST', `/care/organisations/${s.mill}/contracts`, { reference: 'MS-1', starts_on: '2020-01-01', services: ['psychological_services'], sessions: 6, covered_headcount: 400 }, 201);
        for (const [name, role, of] of [['Ruth', 'org_manager', s.mill], ['Rolf', 'org_manager', s.mill], ['Harriet', 'org_hr', s.mill], ['Dora', 'director'], ['Hana', 'helpline'], ['Cora', 'case_manager'],
            ['Clara', 'clinician'], ['Dan', 'clinician'], ['Lena', 'clinical_lead']]) s[name.toLowerCase()] = await Colleague.join(world, name, role, of);
        const until = new Date(world.now() + 300 * 86_400_000).toISOString();
        for (const one of [s.clara, s.dan, s.lena]) {
            await one.does('PUT', '/care/clinicians/me', { name: one.name, skills: [], languages: ['en'], places: [], modes: ['video'], spaces: 3, zone: 'Europe/Dublin', hours: [] }, 204);
            for (const kind of ['registration', 'insurance', 'checks', 'supervision', 'review']) await s.dora.does('PUT', `/care/clinicians/${one.id}/credentials/${kind}`, { valid_until: until, issuer: 'BACP', reference: '1' }, 204);
            for (const state of ['verified', 'active']) await s.dora.does('PUT', `/care/clinicians/${one.id}/state`, { state }, 204);
        }
        return 'Clara, Dan and Lena are vetted by Dora, and not by themselves';
    });

    const text = { person: { name: 'Anna Lind', phone: '+353 85 555 0101', email: 'anna@example.org' }, service: 'psychological_services', reason, questions, informed: true, author_name: 'R. Stone' };
    await tour.step('1b', 'Ruth begins a referral and goes on later. With gaps it cannot be handed over; for a service without a contract it cannot be written.', async () => {
        s.referral = (await s.ruth.does('POST', '/care/organisation/referrals', { ...text, reason: '' }, 201)).referral_id;
        const path = `/care/organisation/referrals/${s.referral}`;
        const seen = [
            await s.ruth.refused('handing over without a reason', 400, 'POST', `${path}/submission`),
            await s.ruth.refused('a service that no contract covers', 409, 'PUT', path, { ...text, service: 'fitness_to_work' }),
            await s.rolf.refused('Rolf reads Ruth’s draft', 404, 'GET', path),
            await s.harriet.refused('HR hands it over', 404, 'POST', `${path}/submission`),
        ];
        await s.ruth.does('PUT', path, text, 204);
        await s.ruth.does('POST', `${path}/submission`, undefined, 204);
        return lines(seen);
    });
    await tour.step('1c', 'Handed over, it is out of the organisation’s reach: Ruth sees that it was received, and nobody else there that it exists.', async () => {
        const { referrals } = await s.ruth.does('GET', '/care/organisation/referrals');
        assert.deepEqual(referrals.map((/** @type {any} */ r) => [r.state, Object.keys(r).sort().join()]), [['received', 'referral_id,since,state']]);
        for (const one of [s.rolf, s.harriet]) assert.deepEqual((await one.does('GET', '/care/organisation/referrals')).referrals, []);
        return await s.ruth.refused('Ruth reads her own text again', 404, 'GET', `/care/organisation/referrals/${s.referral}`);
    });

    await tour.step('2a', 'The desk reads it and registers Anna. An organisation asking for her gets the answer it gets for somebody who does not exist.', async () => {
        const { referrals } = await s.hana.does('GET', '/care/referrals/inbox');
        assert.deepEqual(referrals.map((/** @type {any} */ r) => r.text.reason), [reason]);
        s.person = (await s.hana.does('POST', `/care/referrals/inbox/${s.referral}/person`, {}, 201)).person_id;
        const paths = (/** @type {string} */ id) => [`/care/service-users/${id}`, `/care/service-users/${id}/referrals`, `/care/service-users/${id}/reports`, `/care/people/${id}/cases/${id}`, `/care/people/${id}/walls`];
        const nobody = randomUUID();
        for (const one of [s.ruth, s.rolf, s.harriet])
            for (const [at, path] of paths(s.person).entries()) {
                const [hers, none] = [await one.call('GET', path), await one.call('GET', paths(nobody)[at])];
                const bare = (/** @type {any} */ a) => a.text.replace(/"request_id":"[^"]+"/, '');
                assert.deepEqual([hers.status, bare(hers)], [none.status, bare(none)], `${one.name}: ${path}`);
                assert.equal(hers.status, 404);
            }
        assert.deepEqual((await s.ruth.does('GET', '/care/organisation/referrals')).referrals[0].state, 'received', 'not even that she was found');
        return '15 questions by three people of the organisation: 404 each, word for word as for nobody';
    });
    await tour.step('2b', 'Nothing is done before Anna has said yes.', async () => lines([
        await s.cora.refused('taking the work on', 409, 'POST', `/care/service-users/${s.person}/referrals/${s.referral}/acceptance`, {}),
        await s.clara.refused('a clinician who is not assigned reads it', 404, 'GET', `/care/service-users/${s.person}/referrals`),
        await s.hana.refused('a link before anybody asked her what is safe', 409, 'POST', `/care/service-users/${s.person}/links`, { check: 'code' }),
    ]));
    await tour.step('2c', 'Asked on the telephone what is safe, Anna gets a link. The mail says nothing of what it is about; the code is told, and opens once.', async () => {
        const record = await s.hana.does('GET', `/care/service-users/${s.person}`);
        record.person.safe.channels = ['email', 'phone'];
        await s.hana.does('PUT', `/care/service-users/${s.person}`, { version: record.version, person: record.person }, 204);
        const { code } = await s.hana.does('POST', `/care/service-users/${s.person}/links`, { check: 'code' }, 201);
        const letter = await until('the mail', async () => mails().find((m) => m.includes('anna@example.org')));
        assert.ok(!/planted|Mill|Ruth|counsel|psycholog|referr/i.test(letter.split(/\r?\n\r?\n/).slice(1).join('\n')), letter);
        const token = /#token=([\w-]+)/.exec(letter)?.[1] ?? '';
        const open = (/** @type {string} */ said) => anna('POST', '/care/you/session', { token, answer: said });
        expectStatus(await open('000000' === code ? '111111' : '000000'), 401, 'a wrong code');
        const opened = expectStatus(await open(code), 201, 'the code');
        s.annaCookie = cookiesOf(opened).find((c) => c.startsWith('__Host-wellkept_you='))?.split(';')[0];
        expectStatus(await open(code), 401, 'the same link again');
        return 'a wrong code: 401; the link a second time: 401';
    });
    await tour.step('2d', 'Anna reads, word for word, what Ruth wrote. She agrees, and lets the organisation know the state.', async () => {
        const { referrals, asked } = (await anna('GET', '/care/you/referrals')).json;
        assert.equal(referrals[0].text.reason, reason);
        const path = `/care/you/referrals/${s.referral}/answer`;
        expectStatus(await anna('POST', path, { answer: 'consent', wording: asked.version + 1, organisation_may_know: true }), 409, 'another wording than the one she read');
        expectStatus(await anna('POST', path, { answer: 'consent', wording: asked.version, organisation_may_know: true }), 204, 'her yes');
        assert.equal((await s.ruth.does('GET', '/care/organisation/referrals')).referrals[0].state, 'consented');
        return 'a yes to a wording she was not shown: 409';
    });

    await tour.step('3a', 'Cora takes it on in a case and offers it to Clara. Until Clara accepts it is shut to her; to Dan, who was not asked, it stays so.', async () => {
        s.case = (await s.cora.does('POST', `/care/people/${s.person}/cases`, { presenting: 'A referral' }, 201)).case_id;
        const base = `/care/people/${s.person}/cases/${s.case}`;
        await s.cora.does('POST', `/care/service-users/${s.person}/referrals/${s.referral}/acceptance`, { case_id: s.case }, 204);
        await s.cora.does('POST', `${base}/taking`, {}, 201);
        await s.cora.does('PUT', `${base}/assessment`, { service: 'psychological_services', risk: 'low', summary: 'planted-assessment', language: 'en' }, 204);
        await s.cora.does('POST', `${base}/offers`, { account_id: s.clara.id }, 201);
        const seen = [await s.clara.refused('Clara before she accepts', 404, 'GET', base)];
        await s.clara.does('POST', `${base}/answer`, { accept: true }, 204);
        assert.equal((await s.clara.does('GET', `/care/service-users/${s.person}/referrals`)).referrals[0].text.questions, questions);
        seen.push(await s.dan.refused('Dan opens the case', 404, 'GET', base), await s.dan.refused('Dan reads the referral', 404, 'GET', `/care/service-users/${s.person}/referrals`),
            await s.ruth.refused('Ruth opens the case', 404, 'GET', base), await s.hana.refused('the helpline opens the case', [403, 404], 'GET', base));
        return lines(seen);
    });
    const report = (/** @type {string} */ act) => `/care/service-users/${s.person}/reports/${s.report}/${act}`;
    await tour.step('3b', 'Clara writes the report that the policy has for this service, and no other. Somebody else approves it, having read it.', async () => {
        const path = `/care/service-users/${s.person}/reports`;
        const seen = [await s.clara.refused('a kind of report that the policy does not have for it', 409, 'POST', path, { referral_id: s.referral, kind: 'fitness_report', text: first })];
        s.report = (await s.clara.does('POST', path, { referral_id: s.referral, kind: 'session_report', text: first }, 201)).report_id;
        seen.push(await s.clara.refused('Clara approves her own', [403, 404], 'POST', report('approval')), await s.clara.refused('Clara releases a draft', 409, 'POST', report('release')),
            await s.dan.refused('Dan reads it', 404, 'GET', path));
        assert.equal((await anna('GET', '/care/you/reports')).json.reports.length, 0, 'a draft is not shown');
        assert.equal((await s.lena.does('GET', report('review'))).text, first);
        await s.lena.does('POST', report('approval'), undefined, 204);
        seen.push(await s.lena.refused('Lena reads on after approving it', 404, 'GET', report('review')), await s.clara.refused('released before Anna has it', 409, 'POST', report('release')));
        await s.clara.does('POST', report('sending'), undefined, 204);
        seen.push(await s.clara.refused('released before Anna agreed', 409, 'POST', report('release')));
        return lines(seen);
    });

    await tour.step('4a', 'Anna asks for a change. The changed text is approved again, given again, and agreed to as it stands: no other text can be.', async () => {
        expectStatus(await answer({ answer: 'ask_change', text: 'planted-change: leave my health out' }), 204, 'she asks for a change');
        const seen = [await s.clara.refused('released with a change asked for', 409, 'POST', report('release'))];
        await s.clara.does('POST', report('text'), { text: second }, 204);
        seen.push(await s.clara.refused('given to Anna before it is approved again', 409, 'POST', report('sending')));
        await s.lena.does('POST', report('approval'), undefined, 204);
        await s.clara.does('POST', report('sending'), undefined, 204);
        const read = await own();
        assert.equal(read.text, second);
        expectStatus(await answer({ answer: 'agree', hash: 'f'.repeat(64) }), 409, 'a yes to another text');
        assert.deepEqual((await s.ruth.does('GET', '/care/organisation/reports')).reports, []);
        expectStatus(await answer({ answer: 'agree', hash: read.hash }), 204, 'her yes');
        return lines([...seen, 'a yes to a text she was not shown: 409']);
    });
    await tour.step('4b', 'Released, it is read by Ruth, and by nobody else of the organisation. Anna’s accounting shows it.', async () => {
        await s.clara.does('POST', report('release'), undefined, 204);
        const { reports } = await s.ruth.does('GET', '/care/organisation/reports');
        assert.deepEqual(reports.map((/** @type {any} */ r) => [r.text, r.referral_id]), [[second, s.referral]]);
        assert.ok(!JSON.stringify(reports).includes(s.person), 'without an id of hers');
        for (const one of [s.rolf, s.harriet]) assert.deepEqual((await one.does('GET', '/care/organisation/reports')).reports, [], one.name);
        const { disclosures } = (await anna('GET', '/care/you/disclosures')).json;
        assert.equal(disclosures.length, 1);
        return lines(['Rolf and Harriet: no report', `Anna reads: to ${disclosures[0].to}, ${disclosures[0].what}`, await s.clara.refused('released a second time', 409, 'POST', report('release')),
            await s.ruth.refused('Ruth asks for the case after all', 404, 'GET', `/care/people/${s.person}/cases/${s.case}`)]);
    });

    await tour.step('5a', 'Anna withdraws. At once the copy is gone, Clara’s way is shut, and nothing begins anew.', async () => {
        expectStatus(await anna('POST', `/care/you/referrals/${s.referral}/withdrawal`), 204, 'she withdraws');
        assert.deepEqual((await s.ruth.does('GET', '/care/organisation/reports')).reports, []);
        assert.equal((await s.ruth.does('GET', '/care/organisation/referrals')).referrals[0].state, 'withdrawn');
        return lines([
            await s.clara.refused('Clara reads the referral', 404, 'GET', `/care/service-users/${s.person}/referrals`),
            await s.clara.refused('Clara releases it again', 404, 'POST', report('release')),
            await s.clara.refused('Clara opens the case', 404, 'GET', `/care/people/${s.person}/cases/${s.case}`),
            await s.cora.refused('Cora takes the work on again', 409, 'POST', `/care/service-users/${s.person}/referrals/${s.referral}/acceptance`, {}),
            'Anna still sees to whom it went',
        ]);
    });
    await tour.step('5b', 'Ruth takes a second referral back before anybody takes it up: the answer would have been the same afterwards. Nothing that was written stands readable in the databases.', async () => {
        const { referral_id: id } = await s.ruth.does('POST', '/care/organisation/referrals', text, 201);
        await s.ruth.does('POST', `/care/organisation/referrals/${id}/submission`, undefined, 204);
        for (const one of [id, s.referral]) await s.ruth.does('POST', `/care/organisation/referrals/${one}/taking-back`, undefined, 204);
        const seen = [await s.hana.refused('the desk takes it up', 409, 'POST', `/care/referrals/inbox/${id}/person`, {}), await s.rolf.refused('Rolf takes Ruth’s back', 404, 'POST', `/care/organisation/referrals/${id}/taking-back`)];
        await s.hana.does('DELETE', `/care/referrals/inbox/${id}`, undefined, 204);
        for (const name of ['wellkept', 'wellkept_keys']) {
            const dump = await s.database.dump(name);
            for (const word of ['planted-', 'Anna Lind', 'anna@example.org'])
                for (const form of [word, Buffer.from(word).toString('hex')]) assert.ok(!dump.includes(form), `${word} stands in ${name}`);
        }
        return lines(seen);
    });
}

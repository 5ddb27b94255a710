// C15 by the paths that are not an answer's words: how much work a refusal is, what is counted, what is handed out as a file.
import { Given, Then, When } from '@cucumber/cucumber';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { read } from '../support/portal.mjs';

const bare = (/** @type {string} */ text) => text.replace(/"request_id":"[^"]+"|"diagnostics":"request [^"]+"/g, '');

/** @param {any} world @param {(pattern: string) => boolean} wanted @returns {Promise<string[]>} addresses that are read */
async function readable(world, wanted) {
    const { body } = await read(await fetch(`${world.server.url}/openapi.json`));
    return Object.entries(body.paths).filter(([pattern, operations]) => 'get' in /** @type {object} */ (operations) && wanted(pattern)).map(([pattern]) => pattern);
}

// ---- the work done ----
When('each list that a decision may rest on is taken away in turn, and Harriet asks for Anna and for somebody who does not exist', async function () {
    const tables = (await this.server.sql(`SELECT table_schema || '.' || table_name FROM information_schema.role_table_grants WHERE grantee = 'wellkept_app'
        AND privilege_type = 'SELECT' AND table_schema IN ('access', 'intake', 'cases', 'referrals', 'reports', 'door', 'people', 'clinicians', 'organisations') ORDER BY 1`)).split('\n').filter(Boolean);
    assert.ok(tables.length > 20, tables.join());
    const nobody = randomUUID();
    const paths = (/** @type {string} */ id) => [`/care/service-users/${id}`, `/care/service-users/${id}/referrals`, `/care/service-users/${id}/reports`, `/care/people/${id}/cases/${this.case ?? id}`, `/care/people/${id}/walls`,
        `/fhir/R4/Patient/${id}`, `/fhir/R4/EpisodeOfCare?patient=Patient/${id}`];
    this.pairs = [];
    for (const table of ['', ...tables]) {
        if (table) await this.server.sql(`REVOKE SELECT ON ${table} FROM wellkept_app`);
        try {
            for (const [at, path] of paths(this.anna).entries())
                this.pairs.push({ table, path: paths('').at(at), hers: await this.harriet.call('GET', path), nobodys: await this.harriet.call('GET', paths(nobody)[at]) });
        } finally {
            if (table) await this.server.sql(`GRANT SELECT ON ${table} TO wellkept_app`);
        }
    }
});
Then('both answers are the same each time: what is looked at for Anna is looked at for nobody', function () {
    for (const { table, path, hers, nobodys } of this.pairs) {
        assert.equal(hers.status, nobodys.status, `${path} without ${table || 'anything taken away'}`);
        assert.equal(bare(hers.text), bare(nobodys.text), `${path} without ${table}`);
        if (!table) assert.equal(hers.status, 404, path);
    }
    assert.ok(this.pairs.some((/** @type {any} */ p) => p.hers.status >= 500), 'some list was missed at all');
});

// ---- what can be counted ----
const open = async (/** @type {any} */ world) => {
    const patterns = (await readable(world, (p) => !/\{|^\/(staff\/(sessions|me|factors|notices)|health|ready|metrics|tlog|test|v1\/trust|openapi)/.test(p))).sort();
    const seen = [];
    for (const who of [world.ruth, world.harriet])
        for (const path of patterns) {
            const answer = await who.call('GET', path);
            seen.push([who.name, path, answer.status, bare(answer.text)]);
        }
    return seen;
};
Given('Ruth and Harriet of HR have looked at everything that is open to them', async function () {
    this.before = await open(this);
});
When('Anna of Mill calls by herself, and is helped in a case', async function () {
    const desk = this.desk;
    const made = async (/** @type {string} */ path, /** @type {any} */ body, status = 201) => {
        const answer = await desk.call('POST', path, body);
        assert.equal(answer.status, status, answer.text);
        return answer.body;
    };
    const { service_user_id: anna } = await made('/care/service-users', { person: { contact: { name: 'Anna Counted', phone: '0870000111', address: [] }, other_phones: [], safe: { channels: ['phone'], voicemail: false },
        language: 'en', territory: 'ie', organisation: this.mill, eligible_by: 'unchecked', source: 'helpline' } });
    const { case_id } = await made(`/care/people/${anna}/cases`, { presenting: 'planted: she was bullied at work' });
    await made(`/care/people/${anna}/cases/${case_id}/taking`, {});
    await made(`/care/service-users/${anna}/contacts`, { channel: 'telephone', text: 'planted: again' });
});
Then('they see, word for word, what they saw before', async function () {
    const after = await open(this);
    assert.ok(after.length > 40, `${after.length} addresses`);
    assert.ok(after.some(([, path, status]) => path === '/care/organisation/contracts' && status === 200));
    assert.deepEqual(after, this.before);
});

// ---- searching, and files ----
When('Ruth and Harriet of HR search for Anna, and ask for every list, log and file there is', async function () {
    this.came = [];
    const ask = async (/** @type {any} */ who, /** @type {string} */ method, /** @type {string} */ path, /** @type {any} */ body) => {
        const answer = await who.call(method, path, body);
        this.came.push({ what: `${method.toLowerCase()} ${path}`, status: answer.status, text: answer.text, search: method === 'POST' });
    };
    const patterns = await readable(this, (p) => /^\/(staff|care|fhir|v1|me|tlog|receipts)/.test(p) && !/\/events\/stream/.test(p));
    for (const who of [this.ruth, this.harriet]) {
        for (const by of [{ name: this.name, likely: true }, { phone: '07700 900123' }, { birth_date: '1988-02-29' }, { name: 'Nobody Whoever', likely: true }]) await ask(who, 'POST', '/care/searches', by);
        for (const pattern of patterns) await ask(who, 'GET', pattern.replace('{referral}', this.referral).replace('{report}', this.report).replace('{case}', this.case).replace(/\{\w+\}/g, this.anna));
        for (const query of [`/staff/audit?role=service_user`, `/staff/audit/refused?role=clinician`, `/care/referrals?state=accepted`, `/care/caseload?date=${new Date(this.server.now()).toISOString().slice(0, 10)}&zone=Europe/Dublin`]) await ask(who, 'GET', query);
    }
});
Then('no search tells them whether it found anybody', function () {
    const searches = this.came.filter((/** @type {any} */ c) => c.search);
    assert.equal(searches.length, 8);
    for (const one of searches) {
        assert.ok([403, 404].includes(one.status), `${one.what}: ${one.status}`);
        assert.equal(bare(one.text), bare(searches[0].text), one.what);
    }
});

// Care for the tests: staff who are trained and vetted, and somebody who seeks help.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Colleague } from './staff.mjs';

const care = '00000000-0000-4000-8000-000000000002';
export const credentials = ['registration', 'insurance', 'checks', 'supervision', 'review'];
export const told = 'She cannot sleep since the night of the accident.';
export const later = (/** @type {any} */ server, /** @type {number} */ days) => new Date(server.now() + days * 86_400_000).toISOString();

/** @param {any} one @param {string} method @param {string} path @param {any} body @param {number} status */
export async function must(one, method, path, body, status) {
    const answer = await one.call(method, path, body);
    assert.equal(answer.status, status, `${method} ${path}: ${answer.status} ${answer.text}`);
    return answer.body;
}

/** Somebody of the house, trained. @param {any} server @param {string} name @param {string} role */
export async function employed(server, name, role) {
    const one = new Colleague(server, name);
    await one.invite([role]);
    const joined = await one.accept();
    assert.equal(joined.status, 201, joined.text);
    await server.sql(`INSERT INTO access.training SELECT subject_id, gen_random_uuid(), tenant_id, 'health_privacy', '2026-01-01', '${later(server, 300)}', subject_id, now() FROM access.account WHERE subject_id = '${one.id}'`);
    return one;
}

/** @param {any} director @param {any} one @param {number} [days] */
export async function vet(director, one, days = 300) {
    await must(one, 'PUT', '/care/clinicians/me', { name: one.name, skills: ['trauma'], languages: ['en'], places: [], modes: ['video', 'phone'], spaces: 5, zone: 'Europe/Dublin', hours: [] }, 204);
    for (const kind of credentials) await must(director, 'PUT', `/care/clinicians/${one.id}/credentials/${kind}`, { valid_until: later(one.server, days), issuer: 'BACP', reference: '1' }, 204);
    for (const state of ['verified', 'active']) await must(director, 'PUT', `/care/clinicians/${one.id}/state`, { state }, 204);
}

/** Somebody who seeks help, with a case that was assessed. @param {any} manager */
export async function seeker(manager) {
    const id = randomUUID();
    await manager.server.sql(`INSERT INTO access.subject (subject_id, tenant_id, pseudonym, state, created_at, kind) VALUES ('${id}', '${care}', gen_random_uuid(), 'active', now(), 'service_user')`);
    const { case_id } = await must(manager, 'POST', `/care/people/${id}/cases`, { presenting: told }, 201);
    const base = `/care/people/${id}/cases/${case_id}`;
    await must(manager, 'PUT', `${base}/assessment`, { service: 'eap_counselling', risk: 'low', summary: told, language: 'en' }, 204);
    return { id, case: case_id, base };
}

/** An employer with a contract for all that is referred to, its manager and its HR, and our desk. @param {any} server */
export async function mill(server) {
    const partners = await employed(server, 'Pia', 'partnerships');
    const { id } = await must(partners, 'POST', '/care/organisations', { name: 'Mill Street Ltd', kind: 'employer', territory: 'ie', agreement_reference: 'MA-1' }, 201);
    await must(partners, 'POST', `/care/organisations/${id}/contracts`, { reference: 'MS-2026', starts_on: '2026-01-01', services: ['psychological_services', 'eap_counselling'],
        sessions: 6, covered_headcount: 420, reporting_threshold: 10 }, 201);
    const of = async (/** @type {string} */ name, /** @type {string} */ role) => {
        const one = new Colleague(server, name);
        await one.invite([role], { client: id });
        const joined = await one.accept();
        assert.equal(joined.status, 201, joined.text);
        return one;
    };
    return { id, partners, ruth: await of('Ruth', 'org_manager'), harriet: await of('Harriet', 'org_hr') };
}

/** A link for a service user, and how they come in by it. @param {any} desk @param {any} mailbox @param {string} person @param {string} mail @param {number} [count] */
export async function linkFor(desk, mailbox, person, mail, count = 1) {
    const record = await must(desk, 'GET', `/care/service-users/${person}`, undefined, 200);
    record.person.safe.channels = ['email', 'phone'];
    await must(desk, 'PUT', `/care/service-users/${person}`, { version: record.version, person: record.person }, 204);
    const { code } = await must(desk, 'POST', `/care/service-users/${person}/links`, { check: 'code' }, 201);
    const letter = await mailbox.latest(mail, count);
    const token = /#token=([\w-]+)/.exec(letter.text)?.[1];
    assert.ok(token, letter.text);
    return { code, token };
}

// Care for the tests: staff who are trained and vetted, and somebody who seeks help.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { Colleague } from './staff.mjs';

const care = '00000000-0000-4000-8000-000000000002';
const kinds = ['registration', 'insurance', 'checks', 'supervision', 'review'];
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
    for (const kind of kinds) await must(director, 'PUT', `/care/clinicians/${one.id}/credentials/${kind}`, { valid_until: later(one.server, days), issuer: 'BACP', reference: '1' }, 204);
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

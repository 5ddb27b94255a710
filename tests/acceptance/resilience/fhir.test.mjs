// Care as FHIR R4 from a running server: everything that there is of a person, read by whoever may, each resource judged by R4's own
// structure definitions and value sets (the package fhir), and by the spelling that R4 asks of ids and times, which that leaves out.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Fhir } from 'fhir';
import { cookiesOf } from '../../simulator/cookies.mjs';
import { employed, linkFor, mill, must, vet } from '../support/care.mjs';
import { startMailbox } from '../support/mailbox.mjs';
import { Portal, read } from '../support/portal.mjs';
import { startReceiver } from '../support/receiver.mjs';
import { Server } from '../support/server.mjs';
import { sound, Telephone } from '../support/telephone.mjs';

const judge = new Fhir();
const mail = 'anna-of-mill@example.org', name = 'Анна Ní Bhriain 陳', secret = 'private-words-of-clara';
/** @type {any} */ let server, mailbox, receiver, firm, helpline, manager, director, clara, carl, glen, officer, stranger, telephone, ids, resources;
let person = '', cookie = '';

const id = /^[A-Za-z0-9\-.]{1,64}$/, instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/, date = /^\d{4}(-\d\d(-\d\d)?)?$/, time = /^\d\d:\d\d:\d\d$/;
const spelled = { id: [id], lastUpdated: [instant], start: [instant, date], end: [instant, date], date: [instant, date], birthDate: [date], authored: [instant], authoredOn: [instant], creation: [instant],
    recordedDate: [instant], effectiveDateTime: [instant, date], sent: [instant], recorded: [instant], occurredDateTime: [instant], time: [instant], dateTime: [instant], createdDateTime: [instant], lastModified: [instant], availableStartTime: [time], availableEndTime: [time],
    reference: [/^(Patient|Practitioner|Organization|EpisodeOfCare|Condition|CareTeam|Encounter|QuestionnaireResponse|ServiceRequest|Consent|DocumentReference|Communication)\/[A-Za-z0-9\-.]{1,64}$/] };

/** @param {any} value @param {string} where */
function spelledRight(value, where) {
    if (value === null || value === '' || (typeof value === 'object' && !Object.keys(value).length)) assert.fail(`${where} is there and says nothing`);
    if (Array.isArray(value)) value.forEach((one, i) => spelledRight(one, `${where}[${i}]`));
    else if (typeof value === 'object')
        for (const [member, one] of Object.entries(value)) {
            const rules = /** @type {Record<string, RegExp[]>} */ (spelled)[member];
            if (rules && typeof one === 'string') {
                assert.ok(rules.some((r) => r.test(one)), `${where}.${member}: ${one}`);
                if (rules.includes(instant) && instant.test(one)) assert.ok(!Number.isNaN(Date.parse(one)), `${where}.${member}: ${one} is no moment`);
            }
            spelledRight(one, `${where}.${member}`);
        }
}
/** @param {any} resource */
function valid(resource) {
    const wrong = judge.validate(resource, { errorOnUnexpected: true }).messages.filter((/** @type {any} */ m) => m.severity === 'error');
    assert.deepEqual(wrong, [], JSON.stringify(resource).slice(0, 600));
    spelledRight(resource, resource.resourceType);
}
/** @param {any} one @param {string} path @param {number} [status] @param {Record<string, string>} [headers] */
async function get(one, path, status = 200, headers = {}) {
    const answer = await one.call('GET', `/fhir/R4/${path}`, undefined, headers);
    assert.equal(answer.status, status, `${path}: ${answer.status} ${answer.text.slice(0, 400)}`);
    assert.match(answer.headers.get('content-type') ?? '', /^application\/fhir\+json/);
    valid(answer.body);
    assert.equal(answer.body.resourceType === 'OperationOutcome', status >= 400, path);
    return answer.body;
}
const asAnna = async (/** @type {string} */ method, /** @type {string} */ path, /** @type {any} */ body = undefined) => {
    const answer = await read(await fetch(server.url + path, { method, headers: { cookie, 'x-wellkept': '1', ...(body && { 'content-type': 'application/json' }) }, ...(body && { body: JSON.stringify(body) }) }));
    assert.ok(answer.status < 300, `${path} ${answer.status} ${answer.text}`);
    return answer;
};

/** She is a portal's Member besides, and shows her heart rate in the case. @param {string} case_id */
async function showsHerDevices(case_id) {
    receiver = await startReceiver();
    const portal = await Portal.register(server, /** @type {any} */ (undefined), receiver, 'Harbour', { programs: [] });
    const member = await (await portal.provision('anna')).enter();
    const notice = await member.call('GET', '/me/notice');
    await member.call('POST', '/me/notice/seen', { notice_id: notice.body.notice_id });
    const begun = await member.call('POST', '/me/connections', { program: 'direct', grants: [{ category: 'heart', purpose: 'self' }, { category: 'heart', purpose: 'share_with_client' }] });
    assert.equal(begun.status, 201, begun.text);
    const stored = await portal.call('POST', `/v1/members/${member.id}/samples`, { samples: [0, 1, 2].map((ago) => ({ metric: 'heart_rate', start: new Date(server.now() - 60_000 - ago * 86_400_000).toISOString(), value: 61 + ago })) });
    assert.equal(stored.status, 200, stored.text);
    const { body } = await member.call('POST', '/me/code', {});
    const link = (await asAnna('POST', '/care/you/devices', { code: body.code })).body.link_id;
    await asAnna('POST', `/care/you/devices/${link}/shares`, { case_id, metrics: ['heart_rate'], until: new Date(server.now() + 30 * 86_400_000).toISOString().slice(0, 10) });
}

before(async () => {
    mailbox = await startMailbox();
    server = await Server.make({ settings: { mail: { url: mailbox.url } } });
    await server.start();
    firm = await mill(server);
    helpline = await employed(server, 'Hana', 'helpline');
    manager = await employed(server, 'Cora', 'case_manager');
    director = await employed(server, 'Dana', 'director');
    clara = await employed(server, 'Clara', 'clinician');
    stranger = await employed(server, 'Sven', 'clinician');
    [carl, glen, officer] = [await employed(server, 'Carl', 'clinician'), await employed(server, 'Glen', 'clinical_lead'), await employed(server, 'Petra', 'privacy_officer')];
    for (const one of [clara, stranger, carl, glen]) await vet(director, one);

    // Referred, found by the desk, and in by her own link: she agrees.
    const { referral_id: referral } = await must(firm.ruth, 'POST', '/care/organisation/referrals', { person: { name, phone: '07700 900123', email: mail, birth_date: '1988-02-29' },
        service: 'psychological_services', reason: 'Often late', questions: 'Can she return?', informed: true }, 201);
    await must(firm.ruth, 'POST', `/care/organisation/referrals/${referral}/submission`, undefined, 204);
    person = (await must(helpline, 'POST', `/care/referrals/inbox/${referral}/person`, {}, 201)).person_id;
    const record = await must(helpline, 'GET', `/care/service-users/${person}`, undefined, 200);
    await must(helpline, 'PUT', `/care/service-users/${person}`, { version: record.version, person: { ...record.person, known_as: 'Anna', postcode: 'D02', language: 'ga',
        next_of_kin: { name: 'Йордан', relationship: 'brother', phone: '07700 900124' }, organisation: firm.id } }, 204);
    const { code, token } = await linkFor(helpline, mailbox, person, mail);
    cookie = cookiesOf(await asAnna('POST', '/care/you/session', { token, answer: code })).find((/** @type {string} */ c) => c.startsWith('__Host-wellkept_you='))?.split(';')[0] ?? '';
    await asAnna('POST', `/care/you/referrals/${referral}/answer`, { answer: 'consent', wording: 1, organisation_may_know: false });

    const { case_id } = await must(manager, 'POST', `/care/people/${person}/cases`, { presenting: 'Kann nicht schlafen 不眠' }, 201);
    const file = `/care/people/${person}/cases/${case_id}`;
    await must(manager, 'PUT', `${file}/assessment`, { service: 'psychological_services', risk: 'moderate', summary: 'Since spring', language: 'en' }, 204);
    await must(manager, 'POST', `/care/service-users/${person}/referrals/${referral}/acceptance`, { case_id }, 204);
    await must(manager, 'POST', `${file}/taking`, {}, 201);
    await must(manager, 'POST', `${file}/offers`, { account_id: clara.id }, 201);
    await must(clara, 'POST', `${file}/answer`, { accept: true }, 204);
    const { session_id } = await must(clara, 'POST', `${file}/sessions`, { local: '2026-07-01T09:00', zone: 'Europe/Dublin', mode: 'video', minutes: 50 }, 201);
    await must(clara, 'PUT', `${file}/sessions/${session_id}`, { local: '2026-07-01T09:00', zone: 'Europe/Dublin', mode: 'video', minutes: 50, attendance: 'attended', version: 1 }, 204);
    for (const local of ['2026-10-24T09:00', '2026-10-25T09:00', '2026-12-01T09:00']) await must(clara, 'POST', `${file}/sessions`, { local, zone: 'Europe/Dublin', mode: 'in_person', minutes: 50 }, 201);
    await must(clara, 'POST', `${file}/notes`, { kind: 'shared', body: 'Came, spoke of work.', session_id }, 201);
    await must(clara, 'POST', `${file}/notes`, { kind: 'plan', body: 'Six sessions.' }, 201);
    await must(clara, 'POST', `${file}/notes`, { kind: 'private', body: secret }, 201);
    for (const [instrument, answers] of /** @type {[string, any[]][]} */ ([['gad7', [0, 1, 2, 3, 0, 1, 2]], ['phq9', [1, 1, 1, 1, 1, 1, 1, 1, 0]]])) await must(clara, 'POST', `${file}/responses`, { instrument, answers }, 201);
    await must(clara, 'POST', `/care/service-users/${person}/reports`, { referral_id: referral, kind: 'session_report', text: 'Came to four sessions.' }, 201);
    const words = 'Six sessions, sleeps better.';
    const { id: form } = await must(clara, 'POST', `/care/service-users/${person}/release-forms`, { case_id, recipient: { kind: 'gp', name: 'Dr Áine Byrne', role: 'GP at Mill Street Surgery', address: '1 Mill Street\nCork' },
        items: [{ content: 'attendance' }, { content: 'summary', text: words }], purpose: 'continuing_care', expires_at: new Date(server.now() + 30 * 86_400_000).toISOString() }, 201);
    const { forms } = (await asAnna('GET', '/care/you/release-forms')).body;
    await asAnna('POST', `/care/you/release-forms/${form}/answer`, { answer: 'sign', hash: forms[0].hash, name: 'Anna' });
    await must(clara, 'POST', `/care/service-users/${person}/safeguarding`, { case_id, emergency: false, reason: 'person', grounds: 'planted-grounds', recipient: 'gp', to: 'planted-recipient', consulted: true,
        consultation: 'She agrees', fields: [{ code: 'name', value: 'Anna', why: 'So that they know who' }] }, 201);
    // And one that was told: an emergency, which a second clinician agrees to.
    const { id: danger } = await must(clara, 'POST', `/care/service-users/${person}/safeguarding`, { case_id, emergency: true, reason: 'person', grounds: 'planted-grounds', recipient: 'ambulance', to: '112', consulted: false,
        not_consulted: 'no_time', consultation: 'planted-tried', fields: [{ code: 'name', value: 'Anna', why: 'So that they know who' }] }, 201);
    const { hash } = await must(carl, 'GET', `/care/service-users/${person}/safeguarding/${danger}/proposal`, undefined, 200);
    await must(carl, 'POST', `/care/service-users/${person}/safeguarding/${danger}/second`, { agree: true, hash, words: 'Weighed.' }, 204);
    await must(clara, 'POST', `/care/service-users/${person}/safeguarding/${danger}/release`, { way: 'telephone' }, 204);
    for (const [kind, ago] of /** @type {[string, number][]} */ ([['conversation', 30], ['plan', 20], ['warning', 2]]))
        await must(clara, 'POST', `/care/service-users/${person}/misuse/measures`, { kind, text: 'planted-measure', taken_at: new Date(server.now() - ago * 86_400_000).toISOString() }, 201);
    await must(clara, 'POST', `/care/service-users/${person}/misuse/notices`, undefined, 201);
    await showsHerDevices(case_id);
    await must(glen, 'POST', `/staff/service-users/${person}/break-glass`, { reason: 'danger_to_life', text: 'They said they would not wake up.', minutes: 30 }, 201);
    telephone = await Telephone.connect(server);
    const call = await telephone.ring();
    await telephone.record(call, sound(20_000));
    await telephone.tell('call.ended', call);
    const { calls } = await must(helpline, 'GET', '/care/calls', undefined, 200);
    await must(helpline, 'POST', `/care/service-users/${calls[0].person_id}/calls/${calls[0].call_id}/person`, { person_id: person }, 204);

    const { rest } = await get({ call: async (/** @type {string} */ method, /** @type {string} */ path) => read(await fetch(server.url + path, { method })) }, 'metadata');
    resources = rest[0].resource;
});
after(async () => {
    await server?.remove();
    await mailbox?.close();
    await receiver?.close();
});

/** How a search names the person. @param {any} type @param {string} whom */
const query = (type, whom) => `${type.type}?${type.searchParam.some((/** @type {any} */ p) => p.name === 'patient') ? `patient=Patient/${whom}` : `_id=${whom}`}`;

test('whoever is assigned reads all there is of the case, each resource by R4, and no private word', async () => {
    ids = new Map();
    for (const type of resources) {
        if (['RelatedPerson', 'Coverage', 'Organization', 'Practitioner', 'PractitionerRole', 'AuditEvent'].includes(type.type)) continue;
        const bundle = await get(clara, query(type, person));
        assert.equal(bundle.total, bundle.entry?.length ?? 0, type.type);
        assert.ok(bundle.total > 0, `nothing of ${type.type}`);
        ids.set(type.type, bundle.entry.map((/** @type {any} */ e) => e.resource.id));
        for (const { resource, fullUrl } of bundle.entry) {
            valid(resource);
            assert.equal(fullUrl, `${server.url}/fhir/R4/${type.type}/${resource.id}`);
            assert.deepEqual(await get(clara, `${type.type}/${resource.id}`), resource);
        }
        const text = JSON.stringify(bundle), told = Buffer.from(secret).toString('base64').slice(0, 20);
        // What was told because of a danger, and done about misuse, is in the resource that is that, and in no other.
        for (const never of [secret, told, ...(type.type === 'Communication' ? [] : ['planted-']), '07700']) assert.ok(!text.includes(never), `${type.type}: ${never}`);
    }
    const of = (/** @type {string} */ t) => ids.get(t).length;
    assert.deepEqual(['Encounter', 'DocumentReference', 'Observation', 'Flag', 'Consent', 'Media', 'Communication', 'Provenance', 'Task'].map(of), [5, 4, 5, 4, 2, 1, 7, 1, 2]);
    const [telling] = (await get(clara, `Communication?patient=${person}&status=completed`)).entry.filter((/** @type {any} */ e) => e.resource.priority === 'urgent');
    assert.deepEqual([telling.resource.recipient[0].display, telling.resource.payload[0].contentString], ['ambulance: 112', 'name: Anna']);
    const [decision] = (await get(clara, `Provenance?patient=${person}`)).entry;
    assert.deepEqual([decision.resource.target[0].reference, ...decision.resource.agent.map((/** @type {any} */ a) => a.who.reference)], [`Communication/${telling.resource.id}`, `Practitioner/${clara.id}`, `Practitioner/${carl.id}`]);
    const days = (await get(clara, `Observation?patient=${person}`)).entry.filter((/** @type {any} */ e) => e.resource.code.coding[0].code === 'heart_rate');
    assert.deepEqual(days.map((/** @type {any} */ e) => e.resource.valueQuantity.value), [61, 62, 63]);
    const session = (await get(clara, `Encounter?patient=${person}&date=2026-07-01`)).entry[0].resource;
    assert.deepEqual([session.status, session.class.code, session.period.start], ['finished', 'VR', '2026-07-01T09:00:00+01:00']);
    const episode = (await get(clara, `EpisodeOfCare?patient=${person}`)).entry[0].resource;
    assert.equal((await get(clara, episode.diagnosis[0].condition.reference)).code.text, 'Kann nicht schlafen 不眠');
    assert.equal((await get(clara, episode.team[0].reference)).participant.length, 2);
});

test('the desk reads who somebody is and how to reach them, and nothing clinical', async () => {
    const patient = await get(helpline, `Patient/${person}`);
    assert.deepEqual([patient.name[0].text, patient.birthDate, patient.communication[0].language.coding[0].code], [name, '1988-02-29', 'ga']);
    assert.deepEqual(patient.telecom.map((/** @type {any} */ t) => t.system), ['phone', 'email']);
    assert.equal(patient.address, undefined, 'no letter was said to be safe');
    assert.equal((await get(helpline, `RelatedPerson?patient=${person}`)).entry[0].resource.name[0].text, 'Йордан');
    const [cover] = (await get(helpline, `Coverage?patient=${person}`)).entry;
    assert.equal((await get(helpline, cover.resource.payor[0].reference)).name, 'Mill Street Ltd');
    for (const type of resources) {
        if (!ids.has(type.type) || type.type === 'Patient') continue;
        await get(helpline, query(type, person), 404);
        for (const one of ids.get(type.type)) await get(helpline, `${type.type}/${one}`, 404);
    }
    assert.equal((await get(director, `Practitioner/${clara.id}`)).name[0].text, 'Clara');
    assert.equal((await get(director, `PractitionerRole/${clara.id}`)).practitioner.reference, `Practitioner/${clara.id}`);
    assert.ok((await get(director, 'Practitioner')).entry.some((/** @type {any} */ e) => e.resource.id === clara.id));
});

test('the log of accesses is read as AuditEvents by who may search it, and by nobody else', async () => {
    const seen = new Set();
    let next = 'AuditEvent?_count=20&subtype=cases.read';
    for (let i = 0; next && i < 5; i++) {
        const page = await get(officer, next);
        assert.equal(page.total, undefined);
        for (const { resource } of page.entry) {
            assert.ok(!seen.has(resource.id));
            seen.add(resource.id);
            assert.equal(resource.subtype[0].code, 'cases.read');
        }
        next = page.link.find((/** @type {any} */ l) => l.relation === 'next')?.url.split('/fhir/R4/')[1];
    }
    assert.ok(seen.size > 20);
    for (const id of [...seen].slice(0, 5)) await get(officer, `AuditEvent/${id}`);
    for (const more of ['outcome=4', 'agent-role=client', 'agent-role=member', 'agent-role=system.care_devices', 'purpose=care', `date=ge${new Date(server.now() - 3_600_000).toISOString()}`]) {
        const { entry } = await get(officer, `AuditEvent?_count=5&${more}`);
        assert.ok(entry.length > 0, more);
        for (const { resource } of entry) assert.ok(!JSON.stringify(resource).includes(person), 'by pseudonym alone');
    }
    assert.equal((await get(officer, 'AuditEvent?date=lt2000-01-01')).entry, undefined);
    for (const who of [officer, glen]) {
        const [{ resource }] = (await get(who, 'AuditEvent?subtype=110127')).entry;
        assert.deepEqual([resource.entity[0].what.reference, resource.entity[0].detail[0].valueString], [`Patient/${person}`, 'They said they would not wake up.']);
        await get(who, `AuditEvent/${resource.id}`);
    }
    for (const who of [clara, glen, helpline, manager]) await get(who, 'AuditEvent', 403);
    for (const who of [clara, helpline, manager]) await get(who, 'AuditEvent?subtype=110127', 403);
    await get(officer, 'AuditEvent?outcome=8', 400);
});

test('pages lead on, parameters narrow, and what is not understood is said', async () => {
    const seen = [];
    let next = `Encounter?patient=Patient/${person}&_count=2`;
    for (let i = 0; next && i < 5; i++) {
        const page = await get(clara, next);
        assert.equal(page.total, 5);
        seen.push(...page.entry.map((/** @type {any} */ e) => e.resource.id));
        next = page.link.find((/** @type {any} */ l) => l.relation === 'next')?.url.split('/fhir/R4/')[1];
    }
    assert.deepEqual(seen, ids.get('Encounter'));
    const count = async (/** @type {string} */ more) => (await get(clara, `Encounter?patient=${person}&${more}`)).total;
    assert.equal(await count('date=ge2026-10-25T00:00:00%2B01:00&date=lt2026-10-26&status=planned'), 1);
    assert.equal(await count('status=finished,planned'), 5);
    assert.equal(await count(`_id=${ids.get('Encounter')[0]}`), 1);
    assert.equal((await get(clara, `Encounter?patient=${person}&_summary=count`)).entry, undefined);
    assert.ok(!(await get(clara, `Encounter?patient=${person}&colour=red`)).link[0].url.includes('colour'));
    await get(clara, `Encounter?patient=${person}&colour=red`, 400, { prefer: 'handling=strict' });
    for (const [path, status] of /** @type {[string, number][]} */ ([['Encounter', 400], [`Encounter?patient=${person}&date=soon`, 400], [`Encounter?patient=${person}&status:not=planned`, 400],
        [`Encounter?patient=${person}&_format=xml`, 415], ['Encounter/none', 404], ['Sorcery', 404], ['Sorcery/1', 404]])) await get(clara, path, status);
});

test('a partner hears the same of Anna as of nobody, and a colleague without her case finds nothing', async () => {
    const nobody = '00000000-0000-4000-8000-00000000000a';
    const bare = (/** @type {any} */ outcome) => JSON.stringify(outcome).replace(/request [0-9a-f-]{36}/, '');
    for (const type of resources) {
        for (const who of [firm.ruth, firm.harriet]) {
            const none = await who.call('GET', `/fhir/R4/${type.type}/${nobody}`), all = await who.call('GET', `/fhir/R4/${query(type, nobody)}`);
            assert.ok([403, 404].includes(none.status), `${type.type} ${none.status}`);
            for (const one of [person, clara.id, firm.id, ...ids.get(type.type) ?? []]) assert.equal(bare(await get(who, `${type.type}/${one}`, none.status)), bare(none.body), `${type.type}/${one}`);
            assert.equal(bare(await get(who, query(type, person), all.status)), bare(all.body), type.type);
        }
        if (!ids.has(type.type)) continue;
        await get(stranger, query(type, person), 404);
        for (const one of ids.get(type.type)) await get(stranger, `${type.type}/${one}`, 404);
    }
});

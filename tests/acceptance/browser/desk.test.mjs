// The desk of those who answer for the house, in Chromium, on the real server: one session each, every new page at both sizes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { built, openBrowser, skip, watchedPage } from '../support/browser.mjs';
import { Portal } from '../support/portal.mjs';
import { startReceiver } from '../support/receiver.mjs';
import { Server } from '../support/server.mjs';
import { Colleague } from '../support/staff.mjs';

const wide = { name: 'wide', width: 1280, height: 900 };
/** @type {any} */ let server, receiver, portal, browser, members;
before(async () => {
    if (!built) return;
    receiver = await startReceiver();
    server = await Server.make({ web: true });
    await server.start();
    portal = await Portal.register(server, undefined, receiver, 'Harbour Clinic', { programs: [] });
    members = [];
    for (let n = 0; n < 60; n++) members.push((await portal.provision(`key-${n}`)).id);
    // What months of use would leave: clocks that run, permissions that were given, one record whose time is up.
    await server.sql(`INSERT INTO retention.clock (subject_id, record_class, record_id, tenant_id, trigger_at)
        SELECT s.subject_id, c.class, gen_random_uuid(), s.tenant_id, now() - c.past + (row_number() OVER ()) * interval '37 hours'
        FROM access.subject s, (VALUES ('upload', interval '360 days'), ('upload', interval '300 days')) c(class, past) WHERE s.kind = 'member'`);
    await server.sql(`INSERT INTO retention.review (subject_id, record_class, record_id, tenant_id, opened_at)
        SELECT subject_id, 'upload', gen_random_uuid(), tenant_id, now() FROM access.subject WHERE subject_id = '${members[3]}'`);
    await server.sql(`INSERT INTO access.consent_event (subject_id, event_id, connection_id, at, category, purpose, recipient, decision, wording_version, language, channel, captured_by)
        SELECT s.subject_id, gen_random_uuid(), gen_random_uuid(), now(), c.category, c.purpose, 'client', 'granted', '1', 'en', 'test', 'self'
        FROM (SELECT subject_id, row_number() OVER () AS n FROM access.subject WHERE kind = 'member') s
        JOIN (VALUES ('heart', 'self', 50), ('heart', 'share_with_client', 32), ('sleep', 'share_with_client', 21), ('sleep', 'self', 44), ('activity', 'self', 38), ('activity', 'share_with_client', 3)) c(category, purpose, most) ON s.n <= c.most`);
    await server.sql(`INSERT INTO notices.policy_version SELECT 'an-older-one', replace(files, 'cell_min: 8 ', 'cell_min: 20 '), first_at - interval '40 days' FROM notices.policy_version LIMIT 1`);
    browser = await openBrowser();
});
after(async () => {
    await browser?.close();
    await server?.remove();
    await receiver?.close();
});

/** Joined over HTTP, trained, and signed in in a page of their own. @param {string} name @param {string[]} roles */
async function atTheDesk(name, roles) {
    const colleague = await new Colleague(server, name).invite(roles);
    assert.equal((await colleague.accept()).status, 201);
    await server.cli(['staff', 'training', colleague.email, 'health_privacy']);
    const watched = await watchedPage(browser, wide, server.url);
    const at = colleague.cookie.indexOf('=');
    await watched.context.addCookies([{ name: colleague.cookie.slice(0, at), value: colleague.cookie.slice(at + 1), url: server.url, httpOnly: true, secure: true }]);
    const { page } = watched;
    /** Both sizes in one go. @param {string} what */
    const look = async (what) => {
        await watched.look(`desk-${what}`);
        await page.setViewportSize({ width: 390, height: 844 });
        await watched.look(`desk-${what}-narrow`);
        await page.setViewportSize({ width: wide.width, height: wide.height });
    };
    /** @param {string} place */
    const go = (place) => page.getByRole('navigation', { name: 'Staff' }).getByRole('link', { name: place, exact: true }).click();
    const confirm = async () => {
        const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });
        await dialog.getByLabel(/Code of your authenticator app/).fill(await colleague.code());
        await dialog.getByRole('button', { name: 'Confirm' }).click();
        await dialog.waitFor({ state: 'hidden' });
    };
    await page.goto(`${server.url}/desk`);
    await page.getByRole('heading', { name: 'You at Wellkept' }).waitFor();
    return { ...watched, colleague, look, go, confirm };
}

test('whoever answers for privacy and keys: retention, log, keys, access, consent, policy, agreements, a new password', { timeout: 420_000, skip }, async () => {
    const { page, findings, context, colleague, look, go, confirm } = await atTheDesk('Petra', ['privacy_officer', 'security_administrator']);

    await go('Retention');
    await page.getByText('Report on an uploaded file').first().waitFor();
    await look('retention');
    await page.getByRole('button', { name: 'Keep for another period' }).click();
    await page.getByText('No record waits for a decision.').waitFor();
    await page.getByLabel(/Member id/).fill(members[0]);
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByLabel(/To be reviewed on/).fill('2031-05-01');
    await page.getByLabel(/Reason/).fill('Claim of a former Member');
    await page.getByRole('button', { name: 'Place the hold' }).click();
    await page.getByRole('button', { name: 'Release' }).waitFor();
    await server.advance(11 * 60); // the second factor is no longer fresh
    await page.getByRole('button', { name: 'Restrict the use' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Restrict the use' }).click();
    await confirm();
    await page.getByRole('button', { name: 'End the restriction' }).waitFor();
    await look('retention-of');
    await page.getByRole('link', { name: 'Retention' }).first().click();
    await page.getByText('Claim of a former Member').waitFor();
    await look('retention-holds');
    await page.getByRole('link', { name: members[0] }).first().click();
    await page.getByRole('button', { name: 'Release', exact: true }).click();
    await page.getByLabel(/Why it ends/).fill('The claim was settled');
    await page.getByRole('button', { name: 'Release the hold' }).click();
    await page.getByText(/The claim was settled/).waitFor();
    await page.getByRole('button', { name: 'End the restriction' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'End the restriction' }).click();
    await page.getByRole('button', { name: 'Restrict the use' }).waitFor();

    await go('Access log');
    await page.getByText('Signed entries').waitFor();
    await page.getByLabel('What', { exact: true }).selectOption({ label: 'hold data back from being destroyed' });
    await page.getByText('Petra, Privacy officer').first().waitFor();
    await look('log');
    const whole = await page.locator('main').innerText();
    assert.doesNotMatch(whole, /Claim of a former/, 'the log shows what was read or written');
    await page.getByRole('button', { name: 'This request' }).first().click();
    await page.getByLabel('Request id').waitFor();
    assert.match(page.url(), /request=[0-9a-f-]{36}/);

    await go('Keys');
    await page.getByText('Root keys').waitFor();
    await page.getByRole('button', { name: 'Renew the key of Harbour Clinic' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Renew' }).click();
    await page.locator('main [role=status]', { hasText: 'The rotation has begun' }).waitFor();
    await look('keys');

    await go('Who may do what');
    await page.getByRole('columnheader', { name: 'Privacy officer' }).waitFor();
    await look('access');
    await go('Consent');
    await page.getByText('Of about 60 people').waitFor();
    await look('consents');
    await go('Policy');
    await page.getByText('People must be told').waitFor(); // of what changed since the older one
    await page.getByText('When it was taken').click();
    await look('policy');

    await go('Clients');
    await page.getByLabel(/^Client/).selectOption({ label: 'Harbour Clinic' });
    await page.getByLabel(/Reference/).fill('DPA-2026-7');
    await page.getByLabel(/Signed on/).fill('2026-01-05');
    await page.getByRole('button', { name: 'Put it on file' }).click();
    await page.getByText('Harbour Clinic: DPA-2026-7').waitFor();
    await look('agreements');

    await go('Your security');
    await page.getByLabel(/^Present password/).fill(colleague.password);
    await page.getByLabel(/^New password/).fill('Amber-violin-48-Harvest');
    await page.getByRole('button', { name: 'Change it' }).click();
    await page.locator('main').getByText('The password is changed').first().waitFor();
    await look('password');
    colleague.password = 'Amber-violin-48-Harvest';
    assert.equal((await colleague.begin()).status, 200, 'the new password lets in');
    assert.deepEqual(findings, []);
    await context.close();
});

test('a director opens support access and looks, breaks the glass, and somebody else reviews it', { timeout: 300_000, skip }, async () => {
    const dana = await atTheDesk('Dana', ['director']);
    const { page, look, go } = dana;
    await go('Clients');
    await page.getByRole('button', { name: 'Open support access to Harbour Clinic' }).click();
    await page.getByLabel(/Reason/).selectOption({ label: 'Finding a fault' });
    await page.getByLabel(/For how long/).selectOption({ index: 2 });
    await page.getByLabel(/In your words/).fill('Ticket 17: steps are missing since Monday.');
    await page.getByRole('button', { name: 'Open support access', exact: true }).click();
    await page.getByText(/Open until/).waitFor();
    await page.getByRole('link', { name: 'Harbour Clinic' }).click();
    await page.getByRole('link', { name: 'key-0', exact: true }).waitFor();
    await look('client');
    await page.getByText('Invite a user of this Client').click();
    await page.getByLabel(/^Name/).fill('Paula Portal');
    await page.getByLabel(/E-mail address/).fill('paula@example.org');
    await page.getByRole('switch', { name: 'Administrator' }).click({ force: true });
    await page.getByRole('button', { name: 'Make the invitation' }).click();
    await page.getByText(/\/desk\/join#token=/).waitFor();
    await page.getByRole('link', { name: 'key-0', exact: true }).click();
    await page.getByText('Nothing is connected.').waitFor();
    await look('client-member');
    const told = await portal.call('GET', '/v1/access-log');
    assert.equal(told.status, 200);

    await go('Opened access');
    await page.getByLabel(/Member id/).fill(members[1]);
    await page.getByLabel(/Reason/).selectOption({ index: 1 });
    await page.getByLabel(/For how long/).selectOption({ index: 1 });
    await page.getByLabel(/In your words/).fill('The emergency service asks who it is.');
    await page.getByRole('button', { name: 'Open this person’s data' }).or(page.getByRole('button', { name: "Open this person's data" })).click();
    await page.getByText('Emergency access to one person').first().waitFor();
    await page.getByText('Somebody else must review it.').waitFor();
    await look('glass');

    const petra = await atTheDesk('Rita', ['privacy_officer']);
    await petra.page.getByText(/opened a person's data in an emergency/).waitFor();
    await petra.go('Opened access');
    await petra.page.getByLabel(/Was it justified/).selectOption({ label: 'Justified' });
    await petra.page.getByLabel(/^Why/).fill('The caller was found in time.');
    await petra.look('review');
    await petra.page.getByRole('button', { name: 'Record the review' }).click();
    await petra.page.getByText('Review: The caller was found in time.').waitFor();
    assert.deepEqual([...dana.findings, ...petra.findings], []);
    await petra.context.close();
    await dana.context.close();
});

// A referral as its people see it, in Chromium, on the real server: the manager's pages, the desk's, the clinician's, the person's.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { built, openBrowser, printed, sizes, skip, watchedPage } from '../support/browser.mjs';
import { employed, mill, must, seeker, vet } from '../support/care.mjs';
import { startMailbox } from '../support/mailbox.mjs';
import { Server } from '../support/server.mjs';

const reason = 'Often late since the spring, and quiet in meetings. I have spoken with her twice about the early shift.';

/** @type {any} */ let server, browser, mailbox, firm, cora, clara, lena;
before(async () => {
    if (!built) return;
    mailbox = await startMailbox();
    server = await Server.make({ web: true, settings: { mail: { url: mailbox.url } } });
    await server.start();
    firm = await mill(server);
    const dora = await employed(server, 'Dora', 'director');
    cora = await employed(server, 'Cora', 'case_manager');
    clara = await employed(server, 'Clara', 'clinician');
    lena = await employed(server, 'Lena', 'clinical_lead');
    for (const one of [clara, lena]) await vet(dora, one);
    browser = await openBrowser();
});
after(async () => {
    await browser?.close();
    await server?.remove();
    await mailbox?.close();
});

/** @param {any} context @param {any} one */
const as = async (context, one) => {
    const [name, value] = one.cookie.split('=');
    await context.clearCookies();
    await context.addCookies([{ name, value, url: server.url, secure: true, httpOnly: true, sameSite: 'Strict' }]);
};

for (const size of sizes) {
    const person = size.width < 500 ? 'Anna Lind' : 'Bea Moran';
    test(`the manager's pages, at ${size.name}`, { timeout: 240_000, skip }, async () => {
        const { context, page, findings, look } = await watchedPage(browser, size, server.url);
        await page.goto(`${server.url}/organisation`);
        await page.getByRole('heading', { name: 'Sign in for organisations' }).waitFor();
        await look('organisation-sign-in');
        await as(context, firm.ruth);
        await page.goto(`${server.url}/desk`); // whoever comes to the wrong door is shown theirs
        await page.getByRole('heading', { name: 'Referrals', exact: true }).waitFor();
        await look('organisation-first');
        await page.getByRole('link', { name: 'Write a referral' }).click();
        await page.getByRole('heading', { name: 'What do you ask us for?' }).waitFor();
        await page.getByRole('button', { name: 'Go on' }).click();
        await page.getByText('Choose what you ask us for.').waitFor();
        await page.getByRole('radio', { name: 'Psychological services' }).check();
        await look('organisation-write-service');
        await page.getByRole('button', { name: 'Go on' }).click();
        // By keyboard alone from here: the step's heading has the focus.
        await page.getByRole('heading', { name: 'Whom is it about?' }).waitFor();
        assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Whom is it about?');
        for (const text of [person, '+353 85 555 0101', 'them@example.org']) {
            await page.keyboard.press('Tab');
            await page.keyboard.type(text);
        }
        await page.getByText(/^Kept at/).waitFor();
        await look('organisation-write-person');
        await page.keyboard.press('Enter');
        await page.getByLabel('Why do you refer the person?').fill(reason);
        await page.getByText('What helps, and what is better left out').click();
        await look('organisation-write-words');
        await page.getByText(/^Kept at/).waitFor();

        // What was begun is there again on another day.
        await page.goto(`${server.url}/organisation`);
        await page.getByText(person).waitFor();
        await look('organisation-draft');
        await page.getByRole('link', { name: 'Go on writing' }).click();
        for (const heading of ['What do you ask us for?', 'Whom is it about?', 'What have you noticed?', 'Does the person know?']) {
            await page.getByRole('heading', { name: heading }).waitFor();
            if (heading === 'What have you noticed?') {
                assert.equal(await page.getByLabel('Why do you refer the person?').inputValue(), reason);
                await page.getByLabel('What would you like to know?').fill('Can she return in stages?');
            }
            if (heading === 'Does the person know?') {
                await page.getByRole('radio', { name: 'Yes, I have told them' }).check();
                await look('organisation-write-told');
            }
            await page.getByRole('button', { name: 'Go on' }).click();
        }
        await page.getByRole('heading', { name: 'Read it once more' }).waitFor();
        await page.getByText(reason).waitFor();
        await look('organisation-write-check');
        await page.getByRole('button', { name: 'Hand it over' }).click();
        await page.getByRole('heading', { name: 'Your referral is with us' }).waitFor();
        await look('organisation-handed');
        await page.emulateMedia({ media: 'print' });
        await page.emulateMedia({ media: null });
        await page.getByRole('link', { name: 'To my referrals' }).click();
        await page.getByText('Received').first().waitFor();
        assert.ok(!(await page.content()).includes(person), 'its person is not named any more');
        await look('organisation-list');
        await page.getByRole('button', { name: 'Take it back' }).first().click();
        await page.getByRole('dialog').getByText('No work begins').waitFor();
        await look('organisation-take-back');
        await page.keyboard.press('Escape');
        await page.goto(`${server.url}/organisation/reports`);
        await page.getByText('There is no report for you').waitFor();
        await look('organisation-no-report');
        await page.goto(`${server.url}/organisation/contracts`);
        await page.getByText('MS-2026').waitFor();
        await look('organisation-contracts');

        await as(context, firm.harriet);
        await page.goto(`${server.url}/organisation/usage`);
        await page.getByLabel('Policy or membership number').fill('AB1234');
        await page.getByLabel('Your own reference').fill('claim 12');
        await page.getByRole('button', { name: 'Ask', exact: true }).click();
        await page.getByText('No answer').first().waitFor();
        await look('organisation-usage');
        await page.goto(`${server.url}/organisation/contracts`);
        await page.locator('input[type=file]').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from('number\nAB1234\n?!\n') });
        await page.getByRole('button', { name: 'Send the list' }).click();
        await page.getByText('1 taken, 1 refused').waitFor();
        await look('organisation-upload');
        await context.close();
        assert.deepEqual(findings, []);
    });
}

/** A person who came by a referral, from the desk to the released report, each at their own page. */
for (const size of sizes) {
    const person = size.width < 500 ? 'Cara Lind' : 'Dina Moran';
    test(`the desk, the clinician and the person, at ${size.name}`, { timeout: 400_000, skip }, async () => {
        const mail = `${person.split(' ')[0].toLowerCase()}@example.org`;
        const body = { person: { name: person, phone: '+353 85 555 0199', email: mail, birth_date: '1988-02-29' }, service: 'psychological_services', reason, questions: 'Can she return in stages?', informed: true, author_name: 'R. Stone' };
        const { referral_id: referral } = await must(firm.ruth, 'POST', '/care/organisation/referrals', body, 201);
        await must(firm.ruth, 'POST', `/care/organisation/referrals/${referral}/submission`, undefined, 204);
        const { context, page, findings, look } = await watchedPage(browser, size, server.url);

        // The desk.
        await as(context, cora);
        await page.goto(`${server.url}/desk/care/referrals`);
        await page.getByRole('heading', { name: person }).waitFor();
        await look('care-referrals');
        const before = new Set((await must(cora, 'GET', '/care/referrals?state=awaiting_service_user', undefined, 200)).referrals.map((/** @type {any} */ r) => r.person_id));
        await page.locator('div').filter({ has: page.getByRole('heading', { name: person }) }).getByRole('button', { name: 'Register as new' }).last().click();
        await page.getByRole('heading', { name: person }).waitFor({ state: 'detached' });
        const asked = (await must(cora, 'GET', '/care/referrals?state=awaiting_service_user', undefined, 200)).referrals.find((/** @type {any} */ r) => !before.has(r.person_id));
        assert.equal(asked.referral_id, referral);
        const anna = asked.person_id;
        const record = await must(cora, 'GET', `/care/service-users/${anna}`, undefined, 200);
        record.person.safe.channels = ['email', 'phone'];
        await must(cora, 'PUT', `/care/service-users/${anna}`, { version: record.version, person: record.person }, 204);
        await page.getByLabel('Show').selectOption('awaiting_service_user');
        await page.getByRole('button', { name: 'Send the link, tell a code' }).first().click();
        const code = (await page.locator('strong').first().textContent())?.trim() ?? '';
        await look('care-referrals-link');
        const letter = await mailbox.latest(mail);
        const token = /#token=([\w-]+)/.exec(letter.text)?.[1];

        // The person.
        await context.clearCookies();
        await page.goto(`${server.url}/you#token=${token}`);
        await page.getByLabel('The six figures').waitFor();
        await look('you-door');
        await page.getByLabel('The six figures').fill(code);
        await page.keyboard.press('Enter');
        await page.getByText(reason).waitFor();
        await page.getByText('Mill Street Ltd wrote it').waitFor();
        await look('you-referral');
        const hers = await context.cookies();
        const asHer = async () => {
            await context.clearCookies();
            await context.addCookies(hers);
            await page.goto(`${server.url}/you`);
        };
        await page.getByRole('checkbox', { name: 'My organisation may know' }).check();
        await page.getByRole('button', { name: 'I agree', exact: true }).click();
        await page.getByText('You agreed').first().waitFor();

        // Taken on, in a case, by somebody who accepts it.
        await as(context, cora);
        await page.goto(`${server.url}/desk/care/referrals`);
        await page.getByRole('button', { name: 'Take it on in a new case' }).first().click();
        await page.getByText('None at this moment.').waitFor();
        const one = (await must(cora, 'GET', '/care/board', undefined, 200)).cases.find((/** @type {any} */ c) => c.person_id === anna);
        const base = `/care/people/${anna}/cases/${one.case_id}`;
        await must(cora, 'POST', `${base}/taking`, {}, 201);
        await must(cora, 'PUT', `${base}/assessment`, { service: 'psychological_services', risk: 'low', summary: 'Sleeps badly.', language: 'en' }, 204);
        await must(cora, 'POST', `${base}/offers`, { account_id: clara.id }, 201);
        await must(clara, 'POST', `${base}/answer`, { accept: true }, 204);
        const file = `${server.url}/desk${base}`;

        // The report.
        await as(context, clara);
        await page.goto(file);
        await page.getByRole('button', { name: 'Write a report' }).click();
        await page.getByLabel('Which report').selectOption({ label: 'Session report' });
        await page.getByLabel('Text of the report').fill('She can return in stages, three days a week at first.');
        await page.getByRole('heading', { name: person }).waitFor();
        await look('care-report-write');
        await page.getByRole('button', { name: 'Keep the draft' }).click();
        await page.getByText('Draft', { exact: true }).waitFor();
        await as(context, lena);
        await page.goto(`${server.url}/desk/care/approvals`);
        await page.getByRole('button', { name: 'Read it' }).first().click();
        await page.getByText('She can return in stages').waitFor();
        await look('care-approvals');
        await page.getByRole('button', { name: 'Approve it' }).click();
        await page.getByText('No report waits').waitFor();
        await as(context, clara);
        await page.goto(file);
        await page.getByRole('button', { name: 'Give it to the person' }).click();
        await page.getByText('With the person').waitFor();

        // She asks for a change; it is made; she agrees.
        await asHer();
        await page.getByText('Read it and decide').waitFor();
        await look('you-report');
        await page.getByLabel('What should change').fill('Please write two days.');
        await page.getByRole('button', { name: 'Ask for a change' }).click();
        await page.getByText('You asked for a change', { exact: true }).waitFor();
        await as(context, clara);
        await page.goto(file);
        await page.getByText('Please write two days.').waitFor();
        await look('care-report-change');
        const report = (await must(clara, 'GET', `/care/service-users/${anna}/reports`, undefined, 200)).reports[0].report_id;
        await must(clara, 'POST', `/care/service-users/${anna}/reports/${report}/text`, { text: 'She can return in stages, two days a week at first.' }, 204);
        await must(lena, 'POST', `/care/service-users/${anna}/reports/${report}/approval`, undefined, 204);
        await must(clara, 'POST', `/care/service-users/${anna}/reports/${report}/sending`, undefined, 204);
        await asHer();
        await page.getByText('two days a week').waitFor();
        await page.getByRole('button', { name: 'I agree to this text' }).click();
        await page.getByText('You agreed', { exact: true }).waitFor();
        await as(context, clara);
        await page.goto(file);
        await page.getByRole('button', { name: 'Release it' }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Release it' }).click();
        await page.getByText('Released', { exact: true }).waitFor();
        await look('care-report-released');
        await as(context, firm.ruth);
        await page.goto(`${server.url}/organisation/reports`);
        await page.getByText('two days a week').waitFor();
        await look('organisation-report');
        await printed(page, ['She can return in stages, two days a week at first.']);
        await asHer();
        await page.getByText(/session report, to Mill Street Ltd/).waitFor();
        await look('you-released');
        await page.getByRole('button', { name: 'I have changed my mind: stop' }).click();
        await page.getByRole('dialog').getByText('We stop at once').waitFor();
        await look('you-withdraw');
        await page.getByRole('dialog').getByRole('button', { name: 'I have changed my mind: stop' }).click();
        await page.getByText('You stopped it').waitFor();
        await as(context, firm.ruth);
        await page.goto(`${server.url}/organisation`);
        await page.getByText('Withdrawn').first().waitFor();
        await look('organisation-withdrawn');
        await context.close();
        assert.deepEqual(findings, []);
    });

    test(`walls, an emergency, the sessions left and the helpline, at ${size.name}`, { timeout: 240_000, skip }, async () => {
        const { id, base } = await seeker(cora);
        await must(cora, 'POST', `${base}/taking`, {}, 201);
        const { context, page, findings, look } = await watchedPage(browser, size, server.url);
        await as(context, cora);
        await page.goto(`${server.url}/desk${base}`);
        await page.getByText('0 used, 6 left of 6 sessions.').waitFor();
        await page.getByRole('button', { name: 'Change how many' }).click();
        await page.getByLabel('Sessions of this case').fill('8');
        await look('care-sessions');
        await page.getByRole('button', { name: 'Save', exact: true }).click();
        await page.getByText('0 used, 8 left of 8 sessions.').waitFor();
        await page.getByRole('link', { name: 'Walls' }).click();
        await page.getByText('No wall stands before this person').waitFor();
        await page.getByLabel('Whom does it keep out?').selectOption({ label: 'Clara' });
        await page.getByLabel('Why?').fill('She knows the family.');
        await look('care-walls-new');
        await page.getByRole('button', { name: 'Put up the wall' }).click();
        await page.getByRole('button', { name: 'Take it down' }).waitFor();
        await look('care-walls');

        // Whoever is kept out finds nothing, not even by breaking the glass.
        await as(context, clara);
        await page.goto(`${server.url}/desk${base}`);
        await page.getByRole('button', { name: 'Open it in an emergency' }).click();
        const fill = async () => {
            await page.getByLabel('Reason').selectOption({ index: 1 });
            await page.getByLabel('For how long').selectOption({ index: 1 });
            await page.getByLabel('In your words').fill('They said they would not wake up tomorrow.');
        };
        await fill();
        await look('care-glass');
        await page.getByRole('button', { name: 'Open the file' }).click();
        await page.getByRole('alert').nth(1).waitFor();
        await as(context, lena);
        await page.goto(`${server.url}/desk${base}`);
        await page.getByRole('button', { name: 'Open it in an emergency' }).click();
        await fill();
        await page.getByRole('button', { name: 'Open the file' }).click();
        await page.getByText('You see this case because you broke the glass').waitFor();
        await look('care-glass-open');
        await page.goto(`${server.url}/desk/doors`);
        await page.getByText('They said they would not wake up tomorrow.').first().waitFor();
        await look('care-doors');

        await as(context, cora);
        await page.goto(`${server.url}/desk/helpline`);
        await page.getByLabel('Name').first().fill('Lind');
        await page.getByRole('heading', { name: 'Already here?' }).waitFor();
        await look('care-helpline');
        await page.getByRole('button', { name: 'New record' }).click();
        await look('care-helpline-new');
        await page.goto(`${server.url}/desk/helpline?person=${id}`);
        await page.waitForTimeout(500);
        await look('care-record-missing');
        await context.close();
        assert.deepEqual(findings, []);
    });
}

// A referral as its people see it, in Chromium, on the real server: the manager's pages, the desk's, the clinician's, the person's.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { built, openBrowser, sizes, skip, watchedPage } from '../support/browser.mjs';
import { mill } from '../support/care.mjs';
import { startMailbox } from '../support/mailbox.mjs';
import { Server } from '../support/server.mjs';

const reason = 'Often late since the spring, and quiet in meetings. I have spoken with her twice about the early shift.';

/** @type {any} */ let server, browser, mailbox, firm;
before(async () => {
    if (!built) return;
    mailbox = await startMailbox();
    server = await Server.make({ web: true, settings: { mail: { url: mailbox.url } } });
    await server.start();
    firm = await mill(server);
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

// What leaves to somebody else, as its people use it, in Chromium, on the real server: the case file's sections, the person's
// page, second decisions, the register of partners, and the page behind a link.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { built, openBrowser, sizes, skip, watchedPage } from '../support/browser.mjs';
import { employed, must, vet } from '../support/care.mjs';
import { startMailbox } from '../support/mailbox.mjs';
import { Server } from '../support/server.mjs';

/** @type {any} */ let server, browser, mailbox, desk, cora, omar, lena, pia;
before(async () => {
    if (!built) return;
    mailbox = await startMailbox();
    server = await Server.make({ web: true, settings: { mail: { url: mailbox.url } } });
    await server.start();
    const dora = await employed(server, 'Dora', 'director');
    desk = await employed(server, 'Hana', 'helpline');
    cora = await employed(server, 'Cora', 'case_manager');
    omar = await employed(server, 'Omar', 'clinician');
    lena = await employed(server, 'Lena', 'clinical_lead');
    pia = await employed(server, 'Pia', 'partnerships');
    await vet(dora, omar);
    await vet(dora, lena);
    browser = await openBrowser();
});
after(async () => {
    await browser?.close();
    await server?.remove();
    await mailbox?.close();
});

/** @param {any} context @param {string} cookie */
const as = async (context, cookie) => {
    const [name, value] = cookie.split('=');
    await context.clearCookies();
    await context.addCookies([{ name, value, url: server.url, secure: true, httpOnly: true, sameSite: 'Strict' }]);
};

/** Somebody with a record and a case in Omar's hands. @param {string} mail */
async function anna(mail) {
    const person = { contact: { name: 'Anna Lind', email: mail, phone: '07700 900123', address: [] }, birth_date: '1988-02-29', other_phones: [], safe: { channels: ['email', 'phone'], voicemail: false },
        language: 'en', territory: 'ie', eligible_by: 'unchecked', source: 'helpline' };
    const id = (await must(desk, 'POST', '/care/service-users', { person }, 201)).service_user_id;
    const { case_id } = await must(cora, 'POST', `/care/people/${id}/cases`, { presenting: 'Cannot sleep.' }, 201);
    const base = `/care/people/${id}/cases/${case_id}`;
    await must(cora, 'PUT', `${base}/assessment`, { service: 'eap_counselling', risk: 'low', summary: 'Sleepless.', language: 'en' }, 204);
    await must(cora, 'POST', `${base}/taking`, {}, 201);
    await must(cora, 'POST', `${base}/offers`, { account_id: omar.id }, 201);
    await must(omar, 'POST', `${base}/answer`, { accept: true }, 204);
    return { id, base };
}
/** By a new link and her date of birth. @param {any} context @param {any} page @param {string} id @param {string} mail */
async function comesIn(context, page, id, mail) {
    const before = mailbox.mails.filter((/** @type {any} */ m) => m.to === mail).length;
    await must(desk, 'POST', `/care/service-users/${id}/links`, { check: 'birth_date' }, 201);
    const letter = await mailbox.latest(mail, before + 1);
    await context.clearCookies();
    await page.goto('about:blank');
    await page.goto(`${server.url}/you#token=${/#token=([\w-]+)/.exec(letter.text)?.[1]}`);
    await page.getByLabel('Date of birth').fill('1988-02-29');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('Forms for you to sign').waitFor();
}

for (const size of sizes)
    test(`a form, a danger, a measure and a partner, at ${size.name}`, { timeout: 300_000, skip }, async () => {
        const mail = `anna-${size.name}@example.org`, surgery = `byrne-${size.name}@surgery.example`, ledger = `Ledger ${size.name}`;
        const { id, base } = await anna(mail);
        const { context, page, findings, look } = await watchedPage(browser, size, server.url);
        await as(context, pia.cookie);
        await page.goto(`${server.url}/desk/care/partners`);
        await page.getByLabel('Name').last().fill(ledger);
        await page.getByLabel('Telephone').last().fill('0800 000 111');
        await page.getByLabel('What they help with').last().fill('Debts of all kinds');
        await page.getByLabel('Agreement on file').last().fill('AG-7');
        await page.getByLabel('E-mail address for complaints').last().fill(`c-${size.name}@ledger.example`);
        await page.getByRole('button', { name: 'Save', exact: true }).last().click();
        await page.getByText(ledger).first().waitFor();
        await look('leaving-register');

        await as(context, omar.cookie);
        await page.goto(`${server.url}/desk${base}`);
        await page.getByText('No form was prepared.').waitFor();
        await page.getByRole('button', { name: 'Prepare a form' }).click();
        await page.getByLabel('Their name').fill('Dr Áine Byrne');
        await page.getByLabel('Who they are, and where').fill('GP at Mill Street Surgery');
        await page.getByLabel('Their address').fill('1 Mill Street');
        await page.getByLabel(/Their e-mail address/).fill(surgery);
        await page.getByRole('checkbox', { name: 'A summary of your care' }).check();
        await page.getByLabel('A summary of your care: the very words').fill('Six sessions. 睡眠');
        await look('leaving-form');
        await page.getByRole('button', { name: 'Give it to them to read' }).click();
        await page.getByText('Waits for them').first().waitFor();

        await comesIn(context, page, id, mail);
        await page.getByText('Read it, and decide').waitFor();
        await page.getByLabel('Your name').fill('Anna Lind');
        await look('leaving-sign');
        await page.getByRole('button', { name: 'I sign this form' }).click();
        await page.getByText('You signed this').waitFor();

        await as(context, omar.cookie);
        await page.goto(`${server.url}/desk${base}`);
        await page.getByRole('button', { name: 'Write the letter' }).click();
        await page.getByRole('button', { name: 'Make the letter' }).click();
        await page.getByText('Ready, not sent').waitFor();
        await page.getByRole('button', { name: 'Send a link' }).click();
        const code = (await page.getByText('Tell them this code by telephone').locator('strong').textContent()) ?? '';
        assert.match(code, /^\d{8}$/);
        // A danger, proposed; a measure; a partner.
        await page.getByRole('button', { name: 'Propose to tell somebody of a danger' }).click();
        await page.getByLabel('What happened').fill('She said that she would not wake up.');
        await page.getByLabel('Who can help').selectOption({ label: 'Police' });
        await page.getByLabel('Who exactly').fill('Desk at Mill Street');
        await page.getByLabel('What they said').fill('She agrees.');
        await page.getByRole('checkbox', { name: 'Name', exact: true }).check();
        await page.getByLabel('Name: what is told').fill('Anna Lind');
        await page.getByLabel('Name: why it is necessary').fill('Whom they look for');
        await look('leaving-danger');
        await page.getByRole('button', { name: 'Ask a second clinician' }).click();
        await page.getByText('Nothing is told by one alone').waitFor();
        await page.getByRole('button', { name: 'Write down what was done' }).click();
        await page.getByLabel('In words').fill('Talked for an hour.');
        await page.getByRole('button', { name: 'Save', exact: true }).last().click();
        await page.getByText('Talked for an hour.').first().waitFor();
        await page.getByLabel('Support partner').selectOption({ label: `${ledger} (Legal advice)` });
        await page.getByRole('button', { name: 'I gave them this sheet' }).click();
        await page.getByRole('button', { name: `Undo ${ledger}` }).waitFor();
        await look('leaving-file');

        await as(context, lena.cookie);
        await page.goto(`${server.url}/desk/care/decisions`);
        await page.getByRole('button', { name: 'Read it' }).last().click();
        await page.getByLabel('What you weighed').fill('It is the least.');
        await look('leaving-second');
        await page.getByRole('button', { name: 'I agree to exactly this' }).click();
        await page.getByRole('button', { name: 'I agree to exactly this' }).waitFor({ state: 'detached' });

        await as(context, omar.cookie);
        await page.goto(`${server.url}/desk${base}`);
        await page.getByRole('button', { name: 'I have told them exactly this' }).click();
        await page.getByText('Was told').first().waitFor();

        await context.clearCookies();
        const outside = await mailbox.latest(surgery);
        await page.goto('about:blank');
        await page.goto(`${server.url}/handed-over#letter=${/#letter=([\w-]+)/.exec(outside.text)?.[1]}`);
        await page.getByLabel('The eight figures').fill('00000000');
        await page.getByRole('button', { name: 'Go on' }).click();
        await page.getByText(/not the code/).waitFor();
        await look('leaving-code');
        const file = page.waitForEvent('download');
        await page.getByLabel('The eight figures').fill(code);
        await page.getByRole('button', { name: 'Go on' }).click();
        assert.equal((await file).suggestedFilename(), 'letter.pdf');
        await page.getByText('The letter is on your device').waitFor();

        await comesIn(context, page, id, mail);
        await page.getByText(/Dr Áine Byrne, GP at Mill Street/).first().waitFor();
        await page.getByRole('button', { name: 'Revoke it' }).click();
        await page.getByText('You revoked it').waitFor();
        await look('leaving-you');
        await context.close();
        // The one wrong code, which was meant.
        assert.deepEqual(findings.filter((/** @type {string} */ f) => !f.includes('401')), []);
    });

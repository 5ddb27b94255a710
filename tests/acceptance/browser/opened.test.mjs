// Forms that stand behind a button, each opened and looked at, in Chromium, on the real server: whom a wall keeps out and why it
// comes down, whose call it was, a referral begun from a mail, files that were kept closed, statements that came back, reminders.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { built, openBrowser, sizes, skip, watchedPage } from '../support/browser.mjs';
import { employed, mill, must, seeker, vet } from '../support/care.mjs';
import { eicar, letterbox } from '../support/letterbox.mjs';
import { startMailbox } from '../support/mailbox.mjs';
import { Server } from '../support/server.mjs';
import { Telephone } from '../support/telephone.mjs';
import { until } from '../support/wait.mjs';

/** @type {any} */ let server, browser, mailbox, box, desk, cora, lena, dora, telephone;
before(async () => {
    if (!built) return;
    mailbox = await startMailbox();
    box = await letterbox();
    server = await Server.make({ web: true, settings: { mail: { url: mailbox.url }, ...box.settings } });
    await server.start();
    await box.openScanner();
    dora = await employed(server, 'Dora', 'director');
    desk = await employed(server, 'Hana', 'helpline');
    cora = await employed(server, 'Cora', 'case_manager');
    lena = await employed(server, 'Lena', 'clinical_lead');
    await vet(dora, lena);
    await mill(server);
    telephone = await Telephone.connect(server);
    browser = await openBrowser();
});
after(async () => {
    await browser?.close();
    await server?.remove();
    await box?.close();
    await mailbox?.close();
});

/** @param {any} context @param {any} one */
const as = async (context, one) => {
    const [name, value] = one.cookie.split('=');
    await context.clearCookies();
    await context.addCookies([{ name, value, url: server.url, secure: true, httpOnly: true, sameSite: 'Strict' }]);
};
/** Somebody on the desk's records. @param {string} name @param {string} mail */
const registered = async (name, mail) => (await must(desk, 'POST', '/care/service-users', { person: { contact: { name, email: mail, phone: '07700 900123', address: [] }, birth_date: '1988-02-29', other_phones: [],
    safe: { channels: ['email', 'phone'], voicemail: false }, language: 'en', territory: 'ie', eligible_by: 'unchecked', source: 'helpline' } }, 201)).service_user_id;

for (const size of sizes) {
    test(`a wall, whose call it was, and reminders, at ${size.name}`, { timeout: 240_000, skip }, async () => {
        const { context, page, findings, look } = await watchedPage(browser, size, server.url);
        const { id } = await seeker(cora);
        for (const role of ['clinician', 'affiliate']) await employed(server, 'Clara', role);
        await as(context, cora);
        await page.goto(`${server.url}/desk/care/people/${id}/walls`);
        const picker = page.getByLabel('Whom does it keep out?');
        await page.waitForFunction(() => (document.querySelector('select')?.options.length ?? 0) > 4);
        const named = await picker.locator('option', { hasText: /^Clara \(/ }).allInnerTexts();
        assert.ok(named.some((one) => /affiliate/i.test(one)), `two of one name are told apart: ${named}`);
        await picker.selectOption({ label: named[0] });
        await page.getByLabel('Why?').fill('She knows the family, and lives in the same street as they do.');
        await look('opened-wall');
        await page.getByRole('button', { name: 'Put up the wall' }).click();
        await page.getByRole('button', { name: 'Take it down' }).click();
        await page.getByLabel('Why is it taken down?').fill('She has moved away.');
        await look('opened-wall-down');

        const name = `Anna Lind ${size.width}`, mail = `anna-${size.name}@example.org`;
        const anna = await registered(name, mail);
        await telephone.ring();
        await page.goto(`${server.url}/desk/calls`);
        await page.getByRole('button', { name: 'Say whose call it was' }).first().click();
        await page.getByLabel('Name').first().fill(name);
        await page.getByRole('button', { name: 'Search' }).click();
        await page.getByRole('button', { name: 'It was theirs' }).first().waitFor();
        await look('opened-call-search');
        await page.getByLabel('Name').first().fill('Nobody Atall');
        await page.getByRole('button', { name: 'Search' }).click();
        await page.getByText('Nobody fits so far.').waitFor();
        await look('opened-call-search-none');

        await must(desk, 'POST', `/care/service-users/${anna}/links`, { check: 'birth_date' }, 201);
        const letter = await mailbox.latest(mail);
        await context.clearCookies();
        await page.goto('about:blank');
        await page.goto(`${server.url}/you#token=${/#token=([\w-]+)/.exec(letter.text)?.[1]}`);
        await page.getByLabel('Date of birth').fill('1988-02-29');
        await page.getByRole('button', { name: 'Go on' }).click();
        const reminded = page.getByRole('checkbox', { name: /remind/i });
        await reminded.uncheck();
        await until('the choice is kept', async () => (await must(desk, 'GET', `/care/service-users/${anna}/reminders`, undefined, 200)).wanted === false, { seconds: 10 });
        await look('opened-reminders');
        await context.close();
        assert.deepEqual(findings, []);
    });

    test(`a referral begun from a mail, and files that were kept closed, at ${size.name}`, { timeout: 240_000, skip }, async () => {
        const from = `Ruth Mail ${size.width}`, about = `Berta Holm ${size.width}`;
        await registered(about, `berta-${size.name}@example.org`);
        const part = `--edge\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename="a rather long name of a scanned form, signed by both sides (2).pdf"\n\n${eicar}\n`;
        await box.deliver(`From: ${from} <ruth-${size.name}@mill.example>\nTo: help@care.example\nSubject: Somebody of mine\nMessage-ID: <${size.name}@mill.example>\nMIME-Version: 1.0\n`
            + `Content-Type: multipart/mixed; boundary="edge"\n\n--edge\nContent-Type: text/plain\n\nPlease talk to ${about}: she is often late since the spring.\n${part}--edge--\n`);
        const waiting = await until('the mail is at the desk', async () => (await must(desk, 'GET', '/care/waiting', undefined, 200)).waiting.find((/** @type {any} */ w) => w.name === from), { seconds: 60, every: 400 });
        await until('the file was looked at', async () => (await must(desk, 'GET', '/care/quarantine', undefined, 200)).closed.some((/** @type {any} */ f) => f.service_user_id === waiting.service_user_id && f.state === 'infected'),
            { seconds: 60, every: 400 });
        const { context, page, findings, look } = await watchedPage(browser, size, server.url);
        await as(context, desk);
        await page.goto(`${server.url}/desk/helpline`);
        await page.getByRole('button', { name: /a rather long name/ }).first().waitFor();
        await look('opened-quarantine');
        await page.goto(`${server.url}/desk/helpline?person=${waiting.service_user_id}`);
        await page.getByText('Somebody of mine').first().waitFor();
        await page.getByRole('button', { name: 'Begin a referral from this' }).click();
        await page.getByLabel('Name').last().fill(about);
        await page.getByRole('button', { name: 'Search' }).click();
        await page.getByText(about, { exact: false }).last().waitFor();
        await look('opened-mail-whom');
        await page.getByRole('button', { name: 'It is about them' }).first().click();
        await page.getByLabel(/organisation/i).first().selectOption({ label: 'Mill Street Ltd' });
        await look('opened-mail-words');
        await context.close();
        assert.deepEqual(findings, []);
    });

    test(`a statement that came back, at ${size.name}`, { timeout: 240_000, skip }, async () => {
        const omar = await employed(server, `Omar${size.width}`, 'affiliate');
        await vet(dora, omar);
        const { base } = await seeker(cora);
        await must(cora, 'POST', `${base}/offers`, { account_id: omar.id }, 201);
        await must(omar, 'POST', `${base}/answer`, { accept: true }, 204);
        await must(lena, 'PUT', `/care/affiliates/${omar.id}/rates`, { service: 'eap_counselling', currency: 'EUR', minor: 6050, valid_from: '2020-01-01' }, 204);
        const now = new Date();
        const month = new Date(Date.UTC(now.getFullYear(), now.getMonth() - 1, 1)).toISOString().slice(0, 7);
        await must(omar, 'POST', `${base}/sessions`, { local: `${month}-03T09:00`, zone: 'Europe/Dublin', mode: 'video', minutes: 50, attendance: 'attended' }, 201);
        await must(omar, 'POST', `/care/statements/me/${month}/submission`, { total_minor: 6050, count: 1 }, 204);
        const { context, page, findings, look } = await watchedPage(browser, size, server.url);
        await as(context, lena);
        await page.goto(`${server.url}/desk/care/pay/${omar.id}/${month}`);
        await page.getByRole('button', { name: 'Give back' }).click();
        await page.getByLabel('Why does it go back?').fill('The session of the third was cancelled in time, as the case manager wrote to you on Monday; please look at it again.');
        await look('opened-statement-give-back');
        await page.getByRole('button', { name: 'Give back' }).click();
        await page.getByText(/It came back: The session of the third/).waitFor();
        await page.goto(`${server.url}/desk/care/pay`);
        await page.getByText(`Omar${size.width}`).first().waitFor();
        await look('opened-statements-returned');
        await as(context, omar);
        await page.goto(`${server.url}/desk/care/statements`);
        await page.getByText(/The session of the third/).first().waitFor();
        await look('opened-own-returned');
        await context.close();
        assert.deepEqual(findings, []);
    });
}

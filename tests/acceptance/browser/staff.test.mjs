// Staff's pages as staff use them, in Chromium, on the real server: the invitation, both second factors, the question before what
// is dangerous, an account's life, and support access as the Client sees it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { built, openBrowser, sizes, skip, watchedPage } from '../support/browser.mjs';
import { Portal } from '../support/portal.mjs';
import { startReceiver } from '../support/receiver.mjs';
import { Server } from '../support/server.mjs';
import { totp } from '../support/totp.mjs';

const password = 'Copper-lantern drifts 7 oceans';
/** @type {any} */ let server, receiver, portal, browser;
before(async () => {
    if (!built) return;
    receiver = await startReceiver();
    server = await Server.make({ web: true });
    await server.start();
    portal = await Portal.register(server, undefined, receiver, 'Harbour Clinic', { programs: [] });
    browser = await openBrowser();
});
after(async () => {
    await browser?.close();
    await server?.remove();
    await receiver?.close();
});

/** The address that `wellkept staff invite` printed. @param {string} email @param {string[]} roles */
async function invited(email, roles) {
    const printed = await server.cli(['staff', 'invite', '--name', 'Dana Director', '--email', email, ...roles.flatMap((role) => ['--role', role])]);
    return /** @type {string} */ (/https:\S+/.exec(printed)?.[0]);
}

/** A code serves once: the next is of the next half minute. @param {string} secret */
async function nextCode(secret) {
    await server.advance(30);
    return totp(secret, server.now());
}

/** @param {any} page @param {string} url */
async function join(page, url) {
    await page.goto(url);
    await page.getByRole('button', { name: 'Finish' }).waitFor();
    const secret = String(await page.locator('pre').first().innerText()).replaceAll(' ', '');
    await page.locator('input[autocomplete=new-password]').fill(password);
    return secret;
}

for (const size of sizes)
    test(`a director joins, signs in, invites, opens and ends support access, at ${size.name}`, { timeout: 240_000, skip }, async () => {
        const email = `dana-${size.name}@example.org`;
        const { context, page, findings, look } = await watchedPage(browser, size, server.url);
        await page.goto(`${server.url}/desk`);
        await page.getByRole('button', { name: 'Go on' }).waitFor();
        await look('staff-sign-in');

        const secret = await join(page, await invited(email, ['director']));
        await look('staff-join');
        await page.getByLabel(/Code of your authenticator app/).fill(await nextCode(secret));
        await page.getByRole('button', { name: 'Finish' }).click();
        await page.getByRole('heading', { name: 'Keep your recovery codes' }).waitFor();
        const [recovery] = await page.locator('main ul li').allInnerTexts();
        await look('staff-recovery-codes');
        await page.getByRole('button', { name: 'I have kept them: go on' }).click();
        await page.getByRole('heading', { name: 'You at Wellkept' }).waitFor();
        await look('staff-home');
        await page.getByRole('button', { name: 'Sign out' }).click();
        await page.getByText('You have signed out.').waitFor();

        const first = async () => {
            await page.getByLabel(/E-mail address/).fill(email);
            await page.locator('input[autocomplete=current-password]').fill(password);
            await page.getByRole('button', { name: 'Go on' }).click();
        };
        await first();
        await page.getByLabel(/Code of your authenticator app/).fill('000000');
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByRole('alert').waitFor();
        await look('staff-second-factor');
        await page.getByLabel(/Code of your authenticator app/).fill(await nextCode(secret));
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByRole('heading', { name: 'You at Wellkept' }).waitFor();

        await page.getByRole('link', { name: 'Accounts' }).click();
        await server.advance(11 * 60); // past the ten minutes for which a second factor counts as fresh
        await page.getByRole('button', { name: 'Invite somebody' }).click();
        await page.getByLabel(/^Name/).fill(`Piet Privacy ${size.name}`);
        await page.getByLabel(/E-mail address/).fill(`piet-${size.name}@example.org`);
        assert.equal(await page.locator('[role=switch]:checked').count(), 0, 'nobody has a role beforehand');
        await page.getByRole('switch', { name: 'Privacy officer' }).click({ force: true });
        await look('staff-invite');
        await page.getByRole('button', { name: 'Make the invitation' }).click();
        const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });
        await dialog.getByLabel(/Code of your authenticator app/).waitFor();
        await look('staff-step-up');
        await dialog.getByLabel(/Code of your authenticator app/).fill(await nextCode(secret));
        await dialog.getByRole('button', { name: 'Confirm' }).click();
        await page.getByText(/\/desk\/join#token=/).waitFor();
        await look('staff-accounts');
        await page.getByRole('link', { name: `Piet Privacy ${size.name}` }).first().click();
        await page.getByRole('button', { name: 'End the account' }).waitFor();
        await look('staff-account');
        await page.getByRole('button', { name: 'End the account' }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'End the account' }).click();
        await page.getByText('Ended', { exact: true }).first().waitFor();

        await page.getByRole('link', { name: 'Clients' }).click();
        await page.getByRole('button', { name: 'Open support access to Harbour Clinic' }).click();
        await page.getByLabel(/Reason/).selectOption({ label: 'The Client asked for help' });
        await page.getByLabel(/For how long/).selectOption({ index: 2 });
        await page.getByLabel(/In your words/).fill('Ticket 17: steps are missing since Monday.');
        await look('staff-support');
        await page.getByRole('button', { name: 'Open support access', exact: true }).click();
        // Without the training that is required the door stays shut; with it, it opens.
        await page.getByRole('alert').waitFor();
        await server.cli(['staff', 'training', email, 'health_privacy']);
        await page.getByRole('button', { name: 'Open support access', exact: true }).click();
        await page.getByText(/Open until/).waitFor();
        const told = await portal.call('GET', '/v1/support-access');
        assert.equal(told.body.support_access[0].text, 'Ticket 17: steps are missing since Monday.');
        await page.getByRole('link', { name: 'Opened access' }).click();
        await page.getByRole('button', { name: 'End it now' }).first().waitFor();
        await look('staff-doors');
        await page.getByRole('button', { name: 'End it now' }).first().click();
        await page.getByText('Nothing is open.').waitFor();

        await page.getByRole('link', { name: 'Policy' }).click();
        await page.getByText('Policy in force').waitFor();
        await look('staff-policy');

        await page.getByRole('link', { name: 'Your security' }).click();
        await page.getByText('This one').waitFor();
        await look('staff-security');
        await page.getByRole('button', { name: 'End the session of' }).first().click();
        await page.getByText('You have signed out.').waitFor();

        // A recovery code instead of the app.
        await first();
        await page.getByText('Recovery code', { exact: true }).first().click();
        await page.locator('input[autocomplete=one-time-code]').fill(String(recovery));
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByText('9 codes are left.').waitFor();
        const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
        assert.doesNotMatch(kept, /[A-Za-z0-9_-]{20,}/, 'a secret is kept where scripts can read it');

        // The Client's own view of it.
        await page.goto(`${server.url}/console`);
        await page.getByLabel('Client id').fill(portal.id);
        await page.locator('input[type=password]').fill(portal.secret);
        await page.getByRole('button', { name: 'Sign in' }).click();
        await page.getByRole('link', { name: 'Support access' }).click();
        await page.getByText('Ticket 17: steps are missing since Monday.', { exact: false }).first().waitFor();
        await look('console-support');
        assert.deepEqual(findings, []);
        await context.close();
    });

test('a passkey is the second factor: made when joining, shown when signing in', { timeout: 120_000, skip }, async () => {
    const { context, page, findings } = await watchedPage(browser, /** @type {any} */ (sizes[1]), server.url);
    const devtools = await context.newCDPSession(page);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
    await join(page, await invited('pia@example.org', ['security_administrator']));
    await page.getByText('Passkey', { exact: true }).first().click();
    await page.getByRole('button', { name: 'Finish' }).click();
    await page.getByRole('button', { name: 'I have kept them: go on' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel(/E-mail address/).fill('pia@example.org');
    await page.locator('input[autocomplete=current-password]').fill(password);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'Use your passkey' }).click();
    await page.getByRole('heading', { name: 'You at Wellkept' }).waitFor();
    assert.deepEqual(findings, []);
    await context.close();
});

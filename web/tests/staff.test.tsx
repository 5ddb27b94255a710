import { MantineProvider } from '@mantine/core';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { routerFuture } from '../src/shared/parts/Root';
import { forgetJoinToken, takeJoinToken } from '../src/staff/join-token';
import { deviceOf } from '../src/staff/device';
import { meetsRules } from '../src/staff/parts/NewPassword';
import { bytesOf, textOf } from '../src/staff/passkeys';
import { forget } from '../src/staff/session';
import { StaffApp } from '../src/staff/StaffApp';
import { refusal, serve } from './server';

beforeEach(forget);
afterEach(() => {
    forgetJoinToken();
    window.history.replaceState(null, '', '/');
});

function open(address = '/desk') {
    const router = createMemoryRouter([{ path: '/desk/*', element: <StaffApp /> }], { initialEntries: [address], future: routerFuture });
    render(
        <MantineProvider env="test">
            <RouterProvider router={router} future={{ v7_startTransition: true }} />
        </MantineProvider>,
    );
    return { router, user: userEvent.setup() };
}

const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const me = (permissions: string[] = [], more: object = {}) => ({
    account_id: 'a1', name: 'Dana Director', email: 'dana@example.org', side: 'house', roles: [{ code: 'director', title: 'Director' }],
    permissions: Object.fromEntries(permissions.map((one) => [one, ['administer']])), purposes: [], categories: [],
    second_factor_at: soon(-30), step_up_until: soon(-20), idle_until: soon(30), ends_at: soon(600), trained: true, trainings: [], ...more,
});
const vocabulary = {
    roles: [
        { code: 'director', title: 'Director', side: 'house', limited: false },
        { code: 'contractor', title: 'Contractor', side: 'house', limited: true },
        { code: 'client_admin', title: 'Administrator', side: 'client', limited: false },
    ],
    courses: [{ code: 'health_privacy', title: 'Handling health information', months: 12, required: true }],
    access: [
        { kind: 'support', minutes_max: 240, reasons: [{ code: 'support', title: 'The Client asked for help' }] },
        { kind: 'break_glass', minutes_max: 120, reasons: [{ code: 'danger_to_life', title: 'Somebody’s life is in danger' }] },
    ],
    purposes: [{ code: 'support', title: 'Support' }],
    categories: [{ code: 'heart', title: 'Heart' }],
};
const common = { 'GET /staff/vocabulary': { body: vocabulary }, 'GET /staff/factors': { body: { totp: true, passkeys: [], recovery_codes_left: 10 } } };

test('password, then a code: only then is anything of the account asked for; the end of a session leads back', async () => {
    let signedIn = false;
    const seen = serve({
        ...common,
        'GET /staff/me': () => (signedIn ? { body: me() } : refusal(401, 'unauthenticated')),
        'POST /staff/sign-in': { body: { methods: ['totp', 'recovery_code'], expires_at: soon(5) } },
        'POST /staff/sign-in/second-factor': () => {
            signedIn = true;
            return { status: 201, body: {} };
        },
        'GET /staff/sessions': () => (signedIn ? { body: { sessions: [] } } : refusal(401, 'unauthenticated')),
    });
    const { user } = open();
    await user.type(await screen.findByLabelText(/E-mail address/), 'dana@example.org');
    await user.type(screen.getByLabelText(/Password/, { selector: 'input' }), 'right horse 7 Battery!');
    await user.click(screen.getByRole('button', { name: 'Go on' }));
    await user.type(await screen.findByLabelText(/Code of your authenticator app/), '123 456');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'You at Wellkept' })).toBeTruthy();
    expect(seen.find((one) => one.path.endsWith('second-factor'))?.body).toEqual({ totp_code: '123456' });
    expect(seen.every((one) => one.method === 'GET' || one.headers.get('X-Wellkept') === '1')).toBe(true);
    expect(screen.queryByRole('link', { name: 'Accounts' })).toBeNull();
    expect(localStorage.length + sessionStorage.length).toBe(0);

    signedIn = false;
    await user.click(screen.getByRole('link', { name: 'Your security' }));
    expect(await screen.findByText('Your session has ended. Sign in again.')).toBeTruthy();
    expect(screen.queryByText('Dana Director')).toBeNull();
});

test('a wrong password is told in place and forgotten', async () => {
    serve({ 'GET /staff/me': refusal(401, 'unauthenticated'), 'POST /staff/sign-in': refusal(401, 'unauthenticated') });
    const { user } = open();
    await user.type(await screen.findByLabelText(/E-mail address/), 'dana@example.org');
    const password = screen.getByLabelText<HTMLInputElement>(/Password/, { selector: 'input' });
    await user.type(password, 'wrong');
    await user.click(screen.getByRole('button', { name: 'Go on' }));
    expect(await screen.findByText('The e-mail address or the password is not right.')).toBeTruthy();
    expect(password.value).toBe('');
});

const invitation = {
    name: 'Nia New', email: 'nia@example.org', roles: [], expires_at: soon(60),
    totp: { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/Wellkept:nia?secret=JBSWY3DPEHPK3PXP' },
    passkey: { challenge: 'AA', rp_id: 'localhost', rp_name: 'Wellkept', user_id: 'AA', user_name: 'n', user_display_name: 'n', algorithms: [-7], exclude_ids: [], timeout_ms: 1 },
};

test('an invitation: rules while typing, a code drawn here, recovery codes once, and the secret is in no address', async () => {
    window.history.replaceState(null, '', '/desk/join#token=secret-of-the-link');
    takeJoinToken();
    expect(window.location.hash).toBe('');
    const seen = serve({
        'POST /staff/invitation': { body: invitation },
        'POST /staff/invitation/acceptance': { status: 201, body: { session: {}, recovery_codes: ['aaaa-bbbb', 'cccc-dddd'] } },
        ...common,
        'GET /staff/me': { body: me() },
    });
    const { user } = open('/desk/join');
    const finish = await screen.findByRole<HTMLButtonElement>('button', { name: 'Finish' });
    expect(screen.getByRole('img', { name: 'Code to scan with your authenticator app' }).tagName).toBe('svg');
    expect(screen.getByText('JBSW Y3DP EHPK 3PXP')).toBeTruthy();
    const password = screen.getByLabelText(/Password/, { selector: 'input' });
    await user.type(password, 'Short1!');
    expect(screen.getByText(/At least 12 characters/).closest('li')?.textContent).toContain('not met yet');
    expect(screen.getByText(/A digit/).closest('li')?.textContent).toContain('(met)');
    expect(finish.disabled).toBe(true);
    await user.type(password, ' no longer');
    expect(finish.disabled).toBe(false);
    await user.type(screen.getByLabelText(/Code of your authenticator app/), '123456');
    await user.click(finish);
    expect(await screen.findByText('aaaa-bbbb')).toBeTruthy();
    expect(seen.find((one) => one.path.endsWith('acceptance'))?.body).toEqual({
        token: 'secret-of-the-link', password: 'Short1! no longer', totp_code: '123456',
    });
    await user.click(screen.getByRole('button', { name: 'I have kept them: go on' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'You at Wellkept' })).toBeTruthy();
    expect(screen.queryByText('aaaa-bbbb')).toBeNull();
});

test('an invitation without a link, and one that no longer works, say what to do', async () => {
    serve({ 'POST /staff/invitation': refusal(401, 'unauthenticated') });
    open('/desk/join');
    expect(await screen.findByText('Open the link of your invitation')).toBeTruthy();
    window.history.replaceState(null, '', '/desk/join#token=used');
    takeJoinToken();
    open('/desk/join');
    expect(await screen.findByText('This link no longer works')).toBeTruthy();
});

test('what is dangerous asks for the second factor and is then done once more; closing the question does nothing', async () => {
    let confirmed = false;
    const seen = serve({
        ...common,
        'GET /staff/me': { body: me(['staff.list', 'staff.invite']) },
        'GET /staff/accounts': { body: { accounts: [] } },
        'POST /staff/accounts': () => (confirmed ? { status: 201, body: { account_id: 'a2', url: 'https://hub/desk/join#token=x', expires_at: soon(60) } } : refusal(403, 'step_up')),
        'POST /staff/step-up/challenge': { body: { methods: ['totp'] } },
        'POST /staff/step-up': ({ body }) => {
            if ((body as { totp_code: string }).totp_code !== '654321') return refusal(403, 'forbidden', { detail: 'This code is not right.' });
            confirmed = true;
            return { body: { second_factor_at: soon(0), step_up_until: soon(10) } };
        },
    });
    const { user } = open('/desk/accounts');
    await user.click(await screen.findByRole('button', { name: 'Invite somebody' }));
    await user.type(await screen.findByLabelText(/^Name/), 'Nia New');
    await user.type(screen.getByLabelText(/E-mail address/), 'nia@example.org');
    const roles = screen.getAllByRole('switch');
    expect(roles.map((one) => (one as HTMLInputElement).checked)).toEqual([false, false]);
    await user.click(screen.getByRole('switch', { name: 'Director' }));
    const send = screen.getByRole('button', { name: 'Make the invitation' });
    await user.click(send);
    await user.click(within(await screen.findByRole('dialog', { name: 'Confirm that it is you' })).getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(seen.filter((one) => one.path === '/staff/accounts' && one.method === 'POST')).toHaveLength(1);
    expect(screen.queryByRole('alert')).toBeNull();

    await user.click(send);
    const dialog = within(await screen.findByRole('dialog', { name: 'Confirm that it is you' }));
    await user.type(await dialog.findByLabelText(/Code of your authenticator app/), '111111');
    await user.click(dialog.getByRole('button', { name: 'Confirm' }));
    expect(await dialog.findByText('This code is not right.')).toBeTruthy();
    await user.type(dialog.getByLabelText(/Code of your authenticator app/), '654321');
    await user.click(dialog.getByRole('button', { name: 'Confirm' }));
    expect(await screen.findByText('https://hub/desk/join#token=x')).toBeTruthy();
    expect(seen.filter((one) => one.path === '/staff/accounts' && one.method === 'POST').at(-1)?.body).toEqual({
        name: 'Nia New', email: 'nia@example.org', roles: ['director'], purposes: [], categories: [],
    });
});

const door = (id: string, more: object = {}) => ({
    access_id: id, kind: 'support', client_id: 'c1', role: 'director', reason: 'support', reason_title: 'The Client asked for help', text: `Words of ${id}`,
    used_by: 'Dana Director', opened_by: 'Dana Director', mine: true, opened_at: soon(-60), expires_at: soon(60), ...more,
});

test('opened doors: what is open can be ended, what is owed is reviewed by somebody else', async () => {
    const glass = { kind: 'break_glass', expires_at: soon(-1), review_by: soon(-1) };
    const seen = serve({
        ...common,
        'GET /staff/me': { body: me(['support_access.read', 'support_access.end', 'exceptional.review', 'clients.list']) },
        'GET /staff/clients': { body: { clients: [{ client_id: 'c1', name: 'Northwind', status: 'active', agreement_on_file: true }] } },
        'GET /staff/exceptional-access': { body: { access: [door('d1'), door('d2', glass), door('d3', { ...glass, mine: false })] } },
        'POST /staff/exceptional-access/d1/end': { status: 204 },
        'POST /staff/exceptional-access/d3/review': { status: 204 },
    });
    const { user } = open('/desk/doors');
    const row = async (id: string) => within((await screen.findByText(`“Words of ${id}”`)).closest('li')!);
    expect((await row('d2')).getByText('Somebody else must review it.')).toBeTruthy();
    expect((await row('d2')).getByText('Review is overdue')).toBeTruthy();
    await user.click((await row('d1')).getByRole('button', { name: 'End it now' }));
    await waitFor(() => expect(seen.some((one) => one.path.endsWith('/d1/end'))).toBe(true));
    const third = await row('d3');
    await user.selectOptions(third.getByLabelText(/Was it justified/), 'justified');
    await user.type(third.getByLabelText(/^Why/), 'A life was at stake.');
    await user.click(third.getByRole('button', { name: 'Record the review' }));
    await waitFor(() =>
        expect(seen.find((one) => one.path.endsWith('/d3/review'))?.body).toEqual({ outcome: 'justified', text: 'A life was at stake.' }),
    );
    expect(screen.queryByText('Opens one person’s data for a stated emergency.')).toBeNull();
});

test('the password rules are the five of the promise', () => {
    expect(meetsRules('Correct-horse7')).toBe(true);
    for (const weak of ['Correct-7', 'correct-horse7', 'CORRECT-HORSE7', 'Correct-horses', 'Correcthorse77']) expect(meetsRules(weak)).toBe(false);
});

test('a browser is called what people call it', () => {
    expect(deviceOf('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36')).toEqual({ browser: 'Chrome', system: 'Linux' });
    expect(deviceOf('curl/8.0')).toBeUndefined();
});

test('bytes and base64url are each other’s way back', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, at) => at).buffer;
    expect(textOf(bytes)).not.toMatch(/[+/=]/);
    expect(new Uint8Array(bytesOf(textOf(bytes)))).toEqual(new Uint8Array(bytes));
});

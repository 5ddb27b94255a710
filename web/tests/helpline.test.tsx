import { MantineProvider } from '@mantine/core';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';
import { beforeEach, expect, test } from 'vitest';
import { routerFuture } from '../src/shared/parts/Root';
import { forget } from '../src/staff/session';
import { StaffApp } from '../src/staff/StaffApp';
import { refusal, serve } from './server';

beforeEach(forget);

function open() {
    const router = createMemoryRouter([{ path: '/desk/*', element: <StaffApp /> }], { initialEntries: ['/desk/helpline'], future: routerFuture });
    render(
        <MantineProvider env="test">
            <RouterProvider router={router} future={{ v7_startTransition: true }} />
        </MantineProvider>,
    );
    return userEvent.setup();
}

const at = '2026-11-02T10:00:00Z';
const me = {
    account_id: 'a1', name: 'Hana', email: 'hana@example.org', side: 'house', roles: [], permissions: { 'intake.search': ['care'] }, purposes: [], categories: [],
    second_factor_at: at, step_up_until: at, idle_until: '2099-01-01T00:00:00Z', ends_at: '2099-01-01T00:00:00Z', trained: true, trainings: [],
};
const person = {
    contact: { name: 'Anna Marsh', phone: '07700 900123', address: [] }, other_phones: [], safe: { channels: ['phone'], voicemail: false, from: '18:00' },
    language: 'en', territory: 'uk', eligible_by: 'access_code', source: 'helpline', birth_date: '1984-03-09',
};
const record = (contacts: object[] = []) => ({
    service_user_id: 'p1', person, state: 'active', version: 1, registered_at: at, last_contact_at: at, contacts,
});
const quiet = {
    'GET /staff/me': { body: me },
    'GET /care/mailbox': { body: { configured: false, stored: 0, held_too_large: 0, held_sender_limit: 0, held_not_stored: 0 } },
    'GET /care/quarantine': { body: { clean: 0, infected: 0, held: 0, closed: [] } },
};
const found = (id: string, name: string) => ({ service_user_id: id, name, state: 'active', birth_date: '1984-03-09', last_contact_at: at });

test('what is typed is searched once it can be; who is found opens with how they may be reached first', async () => {
    const seen = serve({
        ...quiet,
        'GET /care/waiting': { body: { waiting: [{ service_user_id: 'p2', contact_id: 'c2', name: 'Ben Waiting', channel: 'web_form', at }] } },
        'POST /care/searches': { body: { found: [found('p1', 'Anna Marsh')], more: false } },
        'GET /care/service-users/p1': { body: record() },
    });
    const user = open();
    expect(await screen.findByText('Ben Waiting')).toBeTruthy();
    await user.type(screen.getByLabelText('Name'), 'anna');
    await user.click(await screen.findByRole('button', { name: /Anna Marsh/ }));
    expect(await screen.findByText(/Never leave a message\. Not before 18:00\./)).toBeTruthy();
    const searches = seen.filter((one) => one.path === '/care/searches');
    expect(searches[0]?.body).toEqual({ name: 'anna', likely: true });
    expect(seen.some((one) => one.query.toString().includes('anna'))).toBe(false); // no name in an address
});

test('a new record keeps what was said; a code that does not fit is told, and nothing is lost', async () => {
    let fits = false;
    const seen = serve({
        ...quiet,
        'GET /care/waiting': { body: { waiting: [] } },
        'POST /care/searches': { body: { found: [], more: false } },
        'POST /care/service-users': () =>
            fits ? { status: 201, body: { service_user_id: 'p1' } } : refusal(409, 'conflict', { detail: 'This code or number lets nobody come today. No record was made.' }),
        'GET /care/service-users/p1': { body: record() },
    });
    const user = open();
    await user.type(await screen.findByLabelText('Name'), 'Anna Marsh{Enter}');
    await user.type(await screen.findByLabelText(/Access code/), 'mill2026');
    await user.click(screen.getByRole('button', { name: 'Save the record' }));
    await waitFor(() => expect(screen.getByText(/lets nobody come today/)).toBeTruthy());
    fits = true;
    await user.click(screen.getByRole('button', { name: 'Save the record' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Anna Marsh' })).toBeTruthy();
    const sent = seen.filter((one) => one.path === '/care/service-users').at(-1)?.body as { person: typeof person; access_code: string };
    expect([sent.person.contact.name, sent.access_code, sent.person.safe.voicemail]).toEqual(['Anna Marsh', 'mill2026', false]);
});

test('a note is saved by keyboard alone, and a likely double is merged', async () => {
    const seen = serve({
        ...quiet,
        'GET /care/waiting': { body: { waiting: [] } },
        'POST /care/searches': { body: { found: [found('p1', 'Anna Marsh'), found('p3', 'Ana Marsh')], more: false } },
        'GET /care/service-users/p1': { body: record([{ id: 'c1', channel: 'web_form', direction: 'in', state: 'open', text: 'Please call', at, files: [] }]) },
        'POST /care/service-users/p1/contacts': { status: 201, body: { id: 'c9' } },
        'POST /care/service-users/p1/contacts/c1/done': { status: 204 },
        'POST /care/service-users/p1/merges': { status: 204 },
    });
    const user = open();
    await user.type(await screen.findByLabelText('Name'), 'anna');
    await user.click(await screen.findByRole('button', { name: /^Anna Marsh/ }));
    await user.type(await screen.findByLabelText('Note'), 'She called.{Control>}{Enter}{/Control}');
    await waitFor(() => expect(seen.some((one) => one.path.endsWith('/contacts') && (one.body as { text: string }).text === 'She called.')).toBe(true));
    await user.click(screen.getByRole('button', { name: 'Seen to' }));
    await user.click(await screen.findByRole('button', { name: 'Merge into this one' }));
    await waitFor(() => expect(seen.find((one) => one.path.endsWith('/merges'))?.body).toEqual({ from: 'p3' }));
});

test('a mail shows its files with their states: only what was found clean can be saved', async () => {
    const file = (id: string, name: string, state: string, reason?: string) => ({ id, name, type: 'application/pdf', state, reason, bytes: 2048 });
    serve({
        ...quiet,
        'GET /care/waiting': { body: { waiting: [{ service_user_id: 'p1', contact_id: 'c1', name: 'Anna Marsh', channel: 'email', about: 'referral', at }] } },
        'POST /care/searches': { body: { found: [], more: false } },
        'GET /care/service-users/p1': {
            body: record([{
                id: 'c1', channel: 'email', direction: 'in', state: 'open', text: 'See the form', subject: 'A form', from: 'ruth@mill.example', about: 'referral', at,
                files: [file('f1', 'form.pdf', 'clean'), file('f2', 'photo.zip', 'infected', 'Eicar'), file('f3', 'late.pdf', 'held', 'scanner_down'), file('f4', 'new.pdf', 'waiting')],
            }]),
        },
    });
    const user = open();
    await user.click(await screen.findByRole('button', { name: /Anna Marsh.*A referral/ }));
    const link = await screen.findByRole('link', { name: 'form.pdf' });
    expect(link.getAttribute('href')).toBe('/care/service-users/p1/files/f1');
    for (const closed of ['photo.zip', 'late.pdf', 'new.pdf']) {
        expect(screen.getByText(closed)).toBeTruthy();
        expect(screen.queryByRole('link', { name: closed })).toBeNull();
    }
    expect(screen.getByText(/Nobody can open it \(Eicar\)/)).toBeTruthy();
    expect(screen.getByText(/scanner does not answer/)).toBeTruthy();
    expect(screen.getByText('Attachment being checked')).toBeTruthy();
});

test('the desk sees that the mailbox cannot be read, and what was found infected', async () => {
    serve({
        ...quiet,
        'GET /care/waiting': { body: { waiting: [] } },
        'GET /care/mailbox': { body: { configured: true, tried_at: at, problem: 'login_denied', problem_since: at, stored: 3, held_too_large: 1, held_sender_limit: 0, held_not_stored: 0 } },
        'GET /care/quarantine': { body: { clean: 2, infected: 1, held: 0, closed: [{ service_user_id: 'p1', file_id: 'f2', name: 'photo.zip', state: 'infected', reason: 'Eicar', since: at }] } },
    });
    open();
    expect(await screen.findByText(/refuses our password/)).toBeTruthy();
    expect(await screen.findByRole('button', { name: /photo\.zip/ })).toBeTruthy();
    expect(screen.getByText(/2 checked, 1 infected, 0 held back/)).toBeTruthy();
});

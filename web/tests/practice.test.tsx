import { MantineProvider } from '@mantine/core';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';
import { beforeEach, expect, test } from 'vitest';
import { routerFuture } from '../src/shared/parts/Root';
import { forget } from '../src/staff/session';
import { StaffApp } from '../src/staff/StaffApp';
import { serve } from './server';

// How clinicians work here: their hours, their pay, their supervision.

beforeEach(forget);

function open(address: string) {
    const router = createMemoryRouter([{ path: '/desk/*', element: <StaffApp /> }], { initialEntries: [address], future: routerFuture });
    render(
        <MantineProvider env="test">
            <RouterProvider router={router} future={{ v7_startTransition: true }} />
        </MantineProvider>,
    );
    return userEvent.setup();
}

const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const common = (...permissions: string[]) => ({
    'GET /staff/me': {
        body: {
            account_id: 'a1', name: 'Omar', email: 'omar@example.org', side: 'house', roles: [], purposes: [], categories: [],
            permissions: Object.fromEntries(permissions.map((one) => [one, ['care']])),
            second_factor_at: soon(-1), step_up_until: soon(9), idle_until: soon(30), ends_at: soon(600), trained: true, trainings: [],
        },
    },
    'GET /staff/vocabulary': { body: { roles: [], courses: [], access: [], categories: [], purposes: [], actions: [] } },
    'GET /v1/trust': { body: { version: '1', policy_version: 'p', promises: [] } },
});

test('the hours of a week are a few clicks, and what is saved is what is seen', async () => {
    const seen = serve({
        ...common('clinicians.read_own'),
        'GET /care/clinicians/me': {
            body: {
                account_id: 'a1', state: 'active', credentials: [], missing: [], free: [], taken: [],
                profile: { name: 'Omar', skills: [], languages: ['en'], places: [], modes: ['video'], spaces: 2, zone: 'Europe/Dublin', hours: [] },
            },
        },
        'PUT /care/clinicians/me/hours': { status: 204 },
    });
    const user = open('/desk/care/me');
    await user.click(await screen.findByRole('button', { name: 'Weekdays, 9 to 17' }));
    await user.click(screen.getByRole('button', { name: 'Remove Friday, 09:00 to 17:00' }));
    await user.click(screen.getByRole('button', { name: 'Save my hours' }));
    const body = seen.find((one) => one.path === '/care/clinicians/me/hours')?.body as { zone: string; hours: { weekday: number }[]; off: unknown[] };
    expect(body.zone).toBe('Europe/Dublin');
    expect(body.hours.map((one) => one.weekday)).toEqual([1, 2, 3, 4]);
    expect(body.off).toEqual([]);
});

const line = { reference: '', date: '2026-10-03', time: '09:00', minutes: 50, service: 'eap_counselling', service_title: 'EAP counselling', minor: 6050, late: false };
const statement = {
    account_id: 'a1', name: 'Omar', state: 'draft', currency: 'EUR', decimals: 2, total_minor: 6050, count: 1, lines: [line], may_submit: true,
};

test('a statement is confirmed as it was seen, and not without a rate', async () => {
    const now = new Date();
    const month = new Date(Date.UTC(now.getFullYear(), now.getMonth() - 1, 1)).toISOString().slice(0, 7);
    let lines: unknown[] = [line];
    const seen = serve({
        ...common('statements.read_own'),
        'GET /care/statements/me': { body: { statements: [] } },
        [`GET /care/statements/me/${month}`]: () => ({ body: { ...statement, month, lines } }),
        [`POST /care/statements/me/${month}/submission`]: { status: 204 },
    });
    const user = open('/desk/care/statements');
    const table = await screen.findByRole('table');
    expect(within(table).getAllByText('€60.50')).toHaveLength(2);
    expect(screen.getByRole('link', { name: 'Save as CSV' }).getAttribute('href')).toBe(`/care/statements/me/${month}/csv`);
    lines = [{ ...line, minor: undefined }];
    await user.click(screen.getByRole('button', { name: 'Confirm this statement' }));
    expect(seen.find((one) => one.path.endsWith('/submission'))?.body).toEqual({ total_minor: 6050, count: 1 });
    expect(await screen.findByText(/there is no rate yet/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Confirm this statement' })).toBeNull();
});

test('a supervisor reads the question and writes down what came of it', async () => {
    const question = { item_id: 'i1', account_id: 'a2', name: 'Nadia', state: 'waiting', question: 'The ending comes too soon.', asked_at: soon(-30_000), due_at: soon(-10), overdue: true };
    const seen = serve({
        ...common('supervision.list'),
        'GET /care/supervision': { body: { questions: [question] } },
        'POST /care/supervision/i1/discussion': { status: 204 },
    });
    const user = open('/desk/care/supervision');
    expect(await screen.findByText('The ending comes too soon.')).toBeTruthy();
    expect(screen.getByText('Overdue')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'We talked about it' }));
    await user.type(screen.getByLabelText(/What came of it/), 'Name it.');
    await user.click(screen.getByRole('button', { name: 'Write it down' }));
    expect(seen.find((one) => one.method === 'POST')?.body).toMatchObject({ outcome: 'Name it.' });
});

test('a wall keeps out a colleague who is chosen by name', async () => {
    const person = '00000000-0000-4000-8000-00000000000a';
    const seen = serve({
        ...common('cases.board', 'cases.wall', 'cases.read_walls', 'staff.colleagues'),
        [`GET /care/people/${person}/walls`]: { body: { walls: [] } },
        'GET /staff/colleagues': {
            body: { colleagues: [{ account_id: 'b2', name: 'Hanna', roles: ['helpline'] }, { account_id: 'b3', name: 'Hanna', roles: ['clinician'] }, { account_id: 'b1', name: 'Ben', roles: [] }] },
        },
        [`PUT /care/people/${person}/wall`]: { status: 204 },
    });
    const user = open(`/desk/care/people/${person}/walls`);
    await screen.findByRole('option', { name: 'Ben' });
    await user.selectOptions(screen.getByLabelText(/Whom does it keep out/), 'Hanna (helpline)');
    await user.type(screen.getByLabelText(/^Why\?/), 'They live next door.');
    await user.click(screen.getByRole('button', { name: 'Put up the wall' }));
    expect(seen.find((one) => one.method === 'PUT')?.body).toEqual({ account_id: 'b2', reason: 'They live next door.' });
});

const found = { service_user_id: '00000000-0000-4000-8000-0000000000aa', name: 'Anna Lind', state: 'active', birth_date: '1988-02-29', postcode: 'D02', last_contact_at: '2026-11-01T10:00:00Z' };

test('whose call it was is searched for, and only when somebody asks', async () => {
    const stranger = '00000000-0000-4000-8000-00000000000a';
    const seen = serve({
        ...common('calls.list', 'calls.identify', 'intake.search'),
        'GET /care/callbacks': { body: { callbacks: [] } },
        'GET /care/calls': {
            body: { calls: [{ call_id: 'c1', person_id: stranger, name: 'Unknown', direction: 'in', state: 'ended', recording: 'none', notice_played: true, started_at: '2026-11-01T10:00:00Z' }] },
        },
        'POST /care/searches': { body: { found: [found], more: false } },
        [`POST /care/service-users/${stranger}/calls/c1/person`]: { status: 204 },
    });
    const user = open('/desk/calls');
    await user.click(await screen.findByRole('button', { name: 'Say whose call it was' }));
    await user.type(screen.getByLabelText('Name'), 'Anna');
    expect(seen.some((one) => one.path === '/care/searches')).toBe(false);
    await user.click(screen.getByRole('button', { name: 'Search' }));
    await user.click(await screen.findByRole('button', { name: 'It was theirs' }));
    expect(seen.find((one) => one.path.endsWith('/calls/c1/person'))?.body).toEqual({ person_id: found.service_user_id });
});

test('a referral begins from a mail: whom it is about is found, and the mail goes with it', async () => {
    const sender = '00000000-0000-4000-8000-00000000000a';
    const seen = serve({
        ...common('intake.search', 'intake.read', 'referrals.record', 'organisations.list'),
        'GET /care/waiting': { body: { waiting: [{ service_user_id: sender, contact_id: 'm1', channel: 'email', name: 'R. Stone', at: '2026-11-01T10:00:00Z' }] } },
        [`GET /care/service-users/${sender}`]: {
            body: {
                service_user_id: sender, state: 'active', version: 1,
                person: { contact: { name: 'R. Stone' }, safe: { channels: [], voicemail: false }, language: 'en', territory: 'ie', eligible_by: 'unchecked', other_phones: [], source: 'email' },
                contacts: [{ id: 'm1', channel: 'email', direction: 'in', state: 'open', text: 'I refer a colleague.', at: '2026-11-01T10:00:00Z', files: [] }],
            },
        },
        [`GET /care/service-users/${sender}/reminders`]: { body: { wanted: true } },
        'POST /care/searches': { body: { found: [found], more: false } },
        'GET /care/organisations': { body: { organisations: [{ organisation_id: 'o1', name: 'Mill Street Ltd' }] } },
        [`POST /care/service-users/${found.service_user_id}/referrals`]: { status: 201, body: { referral_id: 'r1' } },
    });
    const user = open('/desk/helpline');
    await user.click(await screen.findByRole('button', { name: /R. Stone/ }));
    await user.click(await screen.findByRole('button', { name: 'Begin a referral from this' }));
    const search = await screen.findByRole('search');
    await user.type(within(search).getByLabelText('Name'), 'Anna');
    await user.click(within(search).getByRole('button', { name: 'Search' }));
    await user.click(await screen.findByRole('button', { name: 'It is about them' }));
    await screen.findByRole('option', { name: 'Mill Street Ltd' });
    await user.selectOptions(screen.getByLabelText(/From which organisation/), 'Mill Street Ltd');
    await user.selectOptions(screen.getByLabelText(/What do they ask us for/), 'Counselling');
    await user.type(screen.getByLabelText(/Why do they refer/), 'Often late.');
    await user.click(screen.getByRole('button', { name: 'Record the referral' }));
    expect(seen.find((one) => one.path.endsWith('/referrals'))?.body).toMatchObject({
        organisation_id: 'o1', source: 'email', contact: { person_id: sender, contact_id: 'm1' }, text: { person: { name: 'Anna Lind' }, service: 'eap_counselling', reason: 'Often late.' },
    });
});

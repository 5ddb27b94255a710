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
                account_id: 'a1', state: 'active', credentials: [], missing: [], free: [],
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

import { MantineProvider } from '@mantine/core';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';
import { beforeEach, expect, test } from 'vitest';
import { routerFuture } from '../src/shared/parts/Root';
import { forget } from '../src/staff/session';
import { StaffApp } from '../src/staff/StaffApp';
import { serve } from './server';

beforeEach(forget);

function open(address: string) {
    const router = createMemoryRouter([{ path: '/desk/*', element: <StaffApp /> }], { initialEntries: [address], future: routerFuture });
    render(
        <MantineProvider env="test">
            <RouterProvider router={router} future={{ v7_startTransition: true }} />
        </MantineProvider>,
    );
    return { router, user: userEvent.setup() };
}

const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const common = (permissions: string[]) => ({
    'GET /staff/me': {
        body: {
            account_id: 'a1', name: 'Petra', email: 'petra@example.org', side: 'house', roles: [], purposes: [], categories: [],
            permissions: Object.fromEntries(permissions.map((one) => [one, ['rights']])),
            second_factor_at: soon(-1), step_up_until: soon(9), idle_until: soon(30), ends_at: soon(600), trained: true, trainings: [],
        },
    },
    'GET /staff/vocabulary': {
        body: {
            roles: [{ code: 'director', title: 'Director', side: 'house', limited: false }], courses: [], access: [], categories: [],
            purposes: [{ code: 'share_with_client', title: 'Sharing with your portal' }], actions: [{ code: 'timeseries.read', title: 'read measurements' }],
        },
    },
    'GET /v1/trust': { body: { version: '1', policy_version: 'p', promises: [] } },
});
const member = '11111111-0000-4000-8000-000000000001';
const client = '22222222-0000-4000-8000-000000000002';
const hold = {
    member_id: member, client_id: client, hold_id: 'h1', kind: 'legal', reason: 'Claim of a former Member', owner: 'Counsel',
    review_at: soon(-10), placed_at: soon(-900), overdue: true,
};
const retention = (holds: unknown[]) => ({
    'GET /staff/retention/waiting': { body: { holds, restricted: [], reviews: [] } },
    'GET /staff/retention/calendar': {
        body: {
            until: soon(500_000), classes: [], due: [
                { month: 'overdue', record_class: 'upload', title: 'Reports', action: 'destroy', records: 2 },
                { month: '2027-03', record_class: 'delivery', title: 'Notices', action: 'destroy', records: 40 },
                { month: '2027-03', record_class: 'upload', title: 'Reports', action: 'destroy', records: 1 },
            ],
        },
    },
});

test('what falls due is a figure as well as a bar, and a hold is released only with a reason', async () => {
    let held: unknown[] = [hold];
    const seen = serve({
        ...common(['retention.read', 'retention.release']),
        ...retention([]),
        'GET /staff/retention/waiting': () => ({ body: { holds: held, restricted: [], reviews: [] } }),
        [`POST /staff/members/${member}/holds/h1/release`]: () => {
            held = [];
            return { status: 204 };
        },
    });
    const { user } = open('/desk/retention');
    expect(await screen.findByText('Claim of a former Member')).toBeTruthy();
    expect(screen.getByText('Review is overdue')).toBeTruthy();
    const march = (await screen.findByText('March 2027')).closest('tr')!;
    expect(within(march).getByText('41')).toBeTruthy();
    expect(within(march).getByRole('img').getAttribute('aria-label')).toBe('Notices: 40 records, Reports: 1 record');
    await user.click(screen.getByRole('button', { name: 'Release' }));
    await user.type(screen.getByLabelText(/Why it ends/), 'Settled');
    await user.click(screen.getByRole('button', { name: 'Release the hold' }));
    expect(await screen.findByText('Nothing is held.')).toBeTruthy();
    expect(seen.find((one) => one.method === 'POST' && one.path.endsWith('/release'))?.body).toEqual({ why: 'Settled' });
});

test('whoever may see refusals alone asks for those alone, and a search stands in the address', async () => {
    const seen = serve({
        ...common(['audit.search_refused', 'audit.read_integrity']),
        'GET /staff/audit/integrity': { body: { log_key: 'k', signed_rows: 12, waiting_rows: 0, cosigned_rows: 0, anomalies: 0, witnesses: [], noticed: [] } },
        'GET /staff/audit/refused': {
            body: {
                entries: [{
                    event_id: 'e1', at: soon(-5), role: 'client', role_title: 'client', client_id: client, actor_id: client, action: 'timeseries.read', title: 'read measurements',
                    purpose: 'share_with_client', decision: 'refuse', reason: 'no_consent', person: member, request_id: '33333333-0000-4000-8000-000000000003',
                }],
            },
        },
    });
    const { user, router } = open('/desk/log?action=timeseries.read');
    expect(await screen.findByText(/not permitted by the person/)).toBeTruthy();
    expect(screen.getByText(/about person 11111111/)).toBeTruthy();
    expect(screen.queryByText(member)).toBeNull();
    expect(screen.queryByLabelText('Outcome')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'This request, ending in 00000003' }));
    await waitFor(() => expect(router.state.location.search).toContain('request=33333333'));
    expect(seen.some((one) => one.path === '/staff/audit')).toBe(false);
});

test('too few people for numbers: the page says so, and shows none', async () => {
    serve({
        ...common(['consent.count']),
        'GET /staff/consents': { body: { shown: false, cells: [], purposes: [], categories: [], rule: { cell_min: 8, round_to: 5, population_min: 50 } } },
    });
    open('/desk/consents');
    expect(await screen.findByText('Too few people for numbers')).toBeTruthy();
    expect(screen.getByText(/fewer than 50 people/)).toBeTruthy();
});

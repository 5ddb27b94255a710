import { MantineProvider } from '@mantine/core';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';
import { beforeEach, expect, test } from 'vitest';
import { YouApp } from '../src/care/you/YouApp';
import { routerFuture } from '../src/shared/parts/Root';
import { forget } from '../src/staff/session';
import { StaffApp } from '../src/staff/StaffApp';
import { refusal, serve } from './server';

beforeEach(forget);

const person = '00000000-0000-4000-8000-00000000000a';
const id = '00000000-0000-4000-8000-00000000000b';
const base = `/care/people/${person}/cases/${id}`;
const today = new Intl.DateTimeFormat('en-CA').format(new Date());
const before = (days: number) => new Intl.DateTimeFormat('en-CA').format(new Date(Date.now() - days * 86_400_000));

function open(address: string) {
    const router = createMemoryRouter(
        [
            { path: '/you', element: <YouApp /> },
            { path: '/desk/*', element: <StaffApp /> },
        ],
        { initialEntries: [address], future: routerFuture },
    );
    render(
        <MantineProvider env="test">
            <RouterProvider router={router} future={{ v7_startTransition: true }} />
        </MantineProvider>,
    );
    return userEvent.setup();
}

const metric = { metric: 'resting_heart_rate', title: 'Resting heart rate', category: 'heart', category_title: 'Heart' };
const own = {
    asked: { title: 'Show your clinician data of your devices', text: 'If you join them.', basis: 'Your explicit consent' },
    until_default: '2027-02-22', until_max: '2027-11-22', days_before_case: 28,
    links: [{ link_id: 'l', joined_at: '2026-11-01T10:00:00Z', there: true, metrics: [{ ...metric, last: '2026-11-20T10:00:00Z' }] }],
    cases: [{ case_id: id, title: 'EAP counselling', opened_at: '2026-10-01T10:00:00Z' }],
    shares: [],
};
const you = {
    'GET /care/you': { body: { name: 'Anna', recognised_by: 'code', since: '2026-11-01T10:00:00Z' } },
    'GET /care/you/referrals': { body: { referrals: [], asked: { text: '', version: 1 } } },
    'GET /care/you/critical-incidents': { body: { incidents: [] } },
    'GET /care/you/reports': { body: { reports: [] } },
    'GET /care/you/release-forms': { body: { forms: [] } },
    'GET /care/you/disclosures': { body: { disclosures: [] } },
    'GET /care/you/messages': { body: { messages: [] } },
};

test('nothing is chosen beforehand; what is chosen is shown until the day, and ended at once', async () => {
    let shares: object[] = [];
    const seen = serve({
        ...you,
        'GET /care/you/devices': () => ({ body: { ...own, shares } }),
        'POST /care/you/devices/l/shares': () => {
            shares = [{ share_id: 's', link_id: 'l', case_id: id, state: 'live', metrics: [metric], since: '2026-11-22T10:00:00Z', until: '2027-01-31' }];
            return { status: 201, body: { share_id: 's' } };
        },
        'POST /care/you/devices/l/shares/s/withdrawal': () => {
            shares = [{ ...shares[0], state: 'withdrawn', ended_at: '2026-11-22T11:00:00Z' }];
            return { status: 204 };
        },
    });
    const user = open('/you?show=devices');
    const box = await screen.findByRole<HTMLInputElement>('checkbox', { name: /Resting heart rate/ });
    expect(box.checked).toBe(false);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Show it' }).disabled).toBe(true);
    await user.click(box);
    const until = screen.getByLabelText<HTMLInputElement>('Until which day');
    await user.clear(until);
    await user.type(until, '2027-01-31');
    await user.click(screen.getByRole('button', { name: 'Show it' }));
    await user.click(await screen.findByRole('button', { name: 'Stop showing it' }));
    expect(await screen.findByText('You stopped it')).toBeTruthy();
    expect(seen.find((one) => one.path.endsWith('/shares'))?.body).toEqual({ case_id: id, metrics: ['resting_heart_rate'], until: '2027-01-31' });
});

test('a code that cannot be used says so, and what was typed stays', async () => {
    serve({ ...you, 'GET /care/you/devices': { body: { ...own, links: [] } }, 'POST /care/you/devices': refusal(409, 'conflict', { detail: 'This is not a code that can be used.' }) });
    const user = open('/you?show=devices');
    await user.type(await screen.findByLabelText('The code from there'), 'abcd-efgh-1234');
    await user.click(screen.getByRole('button', { name: 'Join' }));
    expect(await screen.findByText('This is not a code that can be used.')).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>('The code from there').value).toBe('abcd-efgh-1234');
});

test('a message is sent, and stands there with what became of it', async () => {
    let messages: object[] = [];
    const seen = serve({
        ...you,
        'GET /care/you/messages': () => ({ body: { messages } }),
        'POST /care/you/messages': () => {
            messages = [{ message_id: 'm', at: '2026-11-22T10:00:00Z', text: 'Could we meet later?', state: 'waits' }];
            return { status: 204 };
        },
    });
    const user = open('/you');
    await user.type(await screen.findByLabelText('Your message'), 'Could we meet later?');
    await user.click(screen.getByRole('button', { name: 'Send' }));
    expect(await screen.findByText(/Waits for one of us/)).toBeTruthy();
    expect(seen.find((one) => one.method === 'POST')?.body).toEqual({ text: 'Could we meet later?' });
    expect(screen.getByLabelText<HTMLTextAreaElement>('Your message').value).toBe('');
});

test("the person's own log says who read, and folds their own looks", async () => {
    const entry = (key: string, kind: string, name: string, action: string) => ({
        id: key, at: '2026-11-20T10:05:00Z', who: { kind, name }, action, action_title: 'see the data of your devices that you show', purpose: 'care_device_data',
        purpose_title: 'Show your clinician data of your devices', decision: 'permit', details: { metric: 'heart_rate', count: '29' },
    });
    serve({
        ...you,
        'GET /.well-known/wellkept.json': { body: { receipt_keys: [] } },
        'GET /care/you/access-log': { body: { entries: [entry('1', 'member', 'You', 'door.read_self'), entry('2', 'member', 'You', 'reports.read_own'), entry('3', 'staff', 'Clinician', 'devices.read')] } },
    });
    const user = open('/you');
    await user.click(await screen.findByRole('link', { name: 'See who it was' }));
    expect(await screen.findByText('Clinician')).toBeTruthy();
    expect(screen.getByText(/^You looked at your own data 2 times/)).toBeTruthy();
    expect(screen.getAllByRole('button', { name: 'Download proof' }).length).toBeGreaterThan(0);
});

const file = {
    case_id: id, name: 'Anna', state: 'in_treatment', service: 'eap_counselling', service_title: 'EAP counselling', risk: 'low', risk_reasons: [], presenting: 'Cannot sleep.', summary: '',
    language: 'en', place: '', mode: 'video', skills: [], sessions: 6, used: 1, opened_at: '2026-10-01T10:00:00Z', mine: true, assignments: [], episodes: [],
    timeline: [{ kind: 'session', id: 's', at: `${before(3)}T12:00:00Z`, account_id: 'a', version: 1, session: { starts_at: `${before(3)}T12:00:00Z`, local: '', zone: 'UTC', mode: 'video', attendance: 'attended', minutes: 50, supervision: false } }],
};
const staff = (reply: Parameters<typeof serve>[0][string]) => ({
    'GET /staff/me': { body: { account_id: 'a', name: 'Mary', email: 'm@example.org', roles: [], idle_until: '2999-01-01T00:00:00Z', ends_at: '2999-01-01T00:00:00Z', permissions: { 'cases.read': ['care'], 'devices.read': ['care_device_data'] } } },
    'GET /care/vocabulary': { body: { services: [], questionnaires: [], feedback: [] } },
    [`GET ${base}`]: { body: file },
    [`GET ${base}/devices`]: reply,
});
const shown = {
    earliest: before(60), from: before(27), to: today, until: '2999-01-31', since: '2026-11-01T10:00:00Z',
    metrics: [{ ...metric, unit: '/min', daily: 'mean', days: [{ day: before(3), value: 61, count: 1, min: 61, max: 61 }, { day: before(2), value: 62, count: 1, min: 62, max: 62 }] }],
};

test('the clinician sees the days and the sessions among them, as a chart and as a table', async () => {
    serve(staff({ body: shown }));
    const user = open(`/desk${base}`);
    expect(await screen.findByText(/^1 session in this time/)).toBeTruthy();
    const chart = await screen.findByRole('slider', { name: /^Resting heart rate/ });
    chart.focus();
    await user.keyboard('{Home}');
    await waitFor(() => expect(chart.getAttribute('aria-valuetext')).toMatch(/61.*Session on this day/));
    await user.click(screen.getByText('Tables'));
    expect(await screen.findByRole('table', { name: /^Resting heart rate/ })).toBeTruthy();
});

test('where nothing is shown the file says so, and what failed can be tried again', async () => {
    let reply: ReturnType<typeof refusal> = refusal(500, 'bug');
    serve(staff(() => reply));
    const user = open(`/desk${base}`);
    const again = await screen.findByRole('button', { name: /try again/i });
    reply = refusal(403, 'forbidden');
    await user.click(again);
    expect(await screen.findByText(/^Nothing is shown in this case/)).toBeTruthy();
});

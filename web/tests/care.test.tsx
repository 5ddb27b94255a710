import { MantineProvider } from '@mantine/core';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FeedbackPage } from '../src/care/feedback/FeedbackPage';
import { takeFeedbackToken } from '../src/care/feedback/token';
import { routerFuture } from '../src/shared/parts/Root';
import { forget } from '../src/staff/session';
import { StaffApp } from '../src/staff/StaffApp';
import { refusal, serve } from './server';

beforeEach(forget);
afterEach(() => window.history.replaceState(null, '', '/'));

const person = '00000000-0000-4000-8000-00000000000a';
const id = '00000000-0000-4000-8000-00000000000b';
const base = `/care/people/${person}/cases/${id}`;
const me = (...permissions: string[]) => ({
    body: {
        account_id: 'a', name: 'Mary', email: 'm@example.org', roles: [], idle_until: '2999-01-01T00:00:00Z', ends_at: '2999-01-01T00:00:00Z',
        permissions: Object.fromEntries(permissions.map((one) => [one, ['care']])),
    },
});
const vocabulary = {
    body: {
        services: [{ code: 'eap_counselling', title: 'EAP counselling', sessions: 6, sessions_max: 8, modes: ['video'], reports: [] }],
        questionnaires: [
            {
                code: 'gad7', version: '1', title: 'GAD-7', licence: 'Free to use', intro: 'How often?', answers: ['Never', 'Often'], items: ['Worry', 'Fear'],
                bands: [{ from: 0, code: 'minimal', title: 'Minimal' }], caseness: 1, reliable_change: 1, sum_max: 2, missing_max: 0, lower_is_worse: false,
            },
        ],
        feedback: [{ code: 'heard', title: 'I felt heard' }],
    },
};
const note = { kind: 'note', id: 'n', at: '2026-11-01T10:00:00Z', account_id: 'a', version: 1, text: 'The first text.', note_kind: 'shared' };
const file = {
    case_id: id, name: 'Anna Ní Bhriain', state: 'in_treatment', service: 'eap_counselling', service_title: 'EAP counselling', risk: 'low', risk_reasons: [],
    presenting: 'Cannot sleep.', summary: '', language: 'en', place: '', mode: 'video', skills: [], sessions: 6, used: 2, opened_at: '2026-10-01T10:00:00Z',
    mine: true, assignments: [], episodes: [], timeline: [note],
};

function open(address: string) {
    const router = createMemoryRouter([{ path: '/desk/*', element: <StaffApp /> }], { initialEntries: [address], future: routerFuture });
    render(
        <MantineProvider env="test">
            <RouterProvider router={router} future={{ v7_startTransition: true }} />
        </MantineProvider>,
    );
    return userEvent.setup();
}

test('an offer is accepted from the day', async () => {
    let offered = true;
    const seen = serve({
        'GET /staff/me': me('cases.caseload', 'cases.offers'),
        'GET /care/caseload': { body: { cases: [], day: [] } },
        'GET /care/offers': () => ({
            body: { offers: offered ? [{ person_id: person, case_id: id, reference: 'abcd', service: 'eap_counselling', service_title: 'EAP counselling', risk: 'high', language: 'en', place: '', mode: 'video', skills: [], opened_at: '2026-11-01T10:00:00Z' }] : [] },
        }),
        [`POST ${base}/answer`]: () => {
            offered = false;
            return { status: 204 };
        },
    });
    const user = open('/desk/care/day');
    await user.click(await screen.findByRole('button', { name: 'Accept' }));
    await waitFor(() => expect(screen.queryByText('Offered to you')).toBeNull());
    expect(seen.find((one) => one.path.endsWith('/answer'))?.body).toEqual({ accept: true });
});

test('two people edit one note: both texts show, and nothing is lost', async () => {
    let version = 1;
    const seen = serve({
        'GET /staff/me': me('cases.read', 'cases.write'),
        'GET /care/vocabulary': vocabulary,
        [`GET ${base}`]: { body: file },
        [`GET ${base}/notes/n`]: () => ({
            body: {
                note_id: 'n', kind: 'shared', version,
                versions: version === 1 ? [{ version: 1, author_id: 'a', body: 'The first text.', at: note.at }] : [
                    { version: 2, author_id: 'b', body: 'Their text.', at: note.at },
                    { version: 1, author_id: 'a', body: 'The first text.', at: note.at },
                ],
            },
        }),
        [`PUT ${base}/notes/n`]: (one) => {
            if ((one.body as { base_version: number }).base_version < 2) {
                version = 2;
                return refusal(409, 'conflict', { detail: 'Somebody else wrote a newer version.' });
            }
            return { body: { version: 3 } };
        },
    });
    const user = open(`/desk${base}`);
    await user.click(await screen.findByRole('button', { name: 'Change' }));
    const text = await screen.findByRole('textbox', { name: 'Your text' });
    await user.type(text, ' Mine.');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByText('Somebody else saved this meanwhile');
    expect(screen.getAllByText('Their text.').length).toBeGreaterThan(0);
    expect(screen.getByRole('textbox', { name: 'Your text' })).toHaveProperty('value', 'The first text. Mine.');
    await user.click(screen.getByRole('button', { name: /go on with mine/ }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(seen.filter((one) => one.method === 'PUT').at(-1)?.body).toEqual({ base_version: 2, body: 'The first text. Mine.' }));
});

test('what a broken glass opened can be read and not changed', async () => {
    serve({ 'GET /staff/me': me('cases.read'), 'GET /care/vocabulary': vocabulary, [`GET ${base}`]: { body: { ...file, mine: false } } });
    open(`/desk${base}`);
    await screen.findByText(/because you broke the glass/);
    expect(screen.queryByRole('button', { name: 'Change' })).toBeNull();
    expect(screen.queryByText('Course of the case')).toBeNull();
});

test('the board names nobody, and what cannot wait stands out', async () => {
    const one = {
        person_id: person, case_id: id, reference: 'abcd1234', state: 'awaiting_allocation', service: 'eap_counselling', service_title: 'EAP counselling', risk: 'high',
        risk_flag: true, language: 'en', place: '', mode: 'video', skills: ['sleep'], opened_at: '2026-11-01T10:00:00Z', changed_at: '2026-11-01T10:00:00Z', mine: false,
    };
    const seen = serve({
        'GET /staff/me': me('cases.caseload', 'cases.board', 'cases.take'),
        'GET /care/vocabulary': vocabulary,
        'GET /care/board': { body: { cases: [one], loads: [{ account_id: 'o', cases: 3 }] } },
        'GET /care/clinicians/proposals': { body: { proposals: [{ account_id: 'o', name: 'Omar', fit: 20, spaces: 2, skills: ['sleep'], languages: ['en'], places: [], modes: ['video'] }] } },
        [`POST ${base}/offers`]: { status: 201, body: { assignment_id: 'x' } },
    });
    const user = open('/desk/care/board');
    const item = (await screen.findByText(/Case abcd1234/)).closest('li')!;
    expect(screen.getByRole('link', { current: 'page' }).textContent).toBe('Triage board');
    expect(within(item).getByText('High risk')).toBeTruthy();
    expect(within(item).getByText('Raised by a questionnaire')).toBeTruthy();
    await user.click(within(item).getByRole('button', { name: 'Find a clinician' }));
    await screen.findByText('2 more they could take, 3 now');
    await user.click(screen.getByRole('button', { name: 'Offer it' }));
    await waitFor(() => expect(seen.find((s) => s.path.endsWith('/offers'))?.body).toEqual({ account_id: 'o' }));
    expect(seen.find((s) => s.path.endsWith('/proposals'))?.query.get('skills')).toBe('sleep');
});

test('feedback: nothing is chosen beforehand, and it goes without a name', async () => {
    window.history.replaceState(null, '', '/feedback#token=secret');
    takeFeedbackToken();
    expect(window.location.hash).toBe('');
    const seen = serve({ 'GET /care/vocabulary': vocabulary, 'POST /care/feedback': { status: 204 } });
    const router = createMemoryRouter([{ path: '/feedback', element: <FeedbackPage /> }], { initialEntries: ['/feedback'], future: routerFuture });
    render(
        <MantineProvider env="test">
            <RouterProvider router={router} future={{ v7_startTransition: true }} />
        </MantineProvider>,
    );
    const user = userEvent.setup();
    await screen.findByText('I felt heard');
    expect(screen.getAllByRole('radio').every((one) => !(one as HTMLInputElement).checked)).toBe(true);
    const send = screen.getByRole('button', { name: 'Send' });
    expect(send).toHaveProperty('disabled', true);
    await user.click(screen.getByRole('radio', { name: 'Fully' }));
    await user.click(screen.getByRole('radio', { name: 'Send it without my name' }));
    await user.click(send);
    await screen.findByText(/Thank you/);
    expect(seen.at(-1)?.body).toEqual({ token: 'secret', anonymous: true, answers: { heard: 5 } });
});

import { MantineProvider } from '@mantine/core';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';
import { expect, test } from 'vitest';
import { routerFuture } from '../src/shared/parts/Root';
import { foremost, isStale, standingOf } from '../src/trust/standing';
import { memory, TrustApp } from '../src/trust/TrustApp';
import { refusal, serve } from './server';

const minute = 60_000;
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString();
const promise = (id: string, standing: string, more: object = {}) => ({
    id, title: `Promise ${id}`, text: `The words of ${id}.`, standing, scenarios: [`Scenario of ${id}: <what>`], observed: [], ...more,
});
const seen = (outcome: string, last = 4 * minute) => ({
    probe: outcome, title: `Probe ${outcome}`, outcome, words: `It is ${outcome}.`, since: '2026-11-12T08:00:00Z', last_seen: ago(last),
});
const answer = {
    version: '0.2.0', policy_version: '2026-11-01', proven_at: '2026-11-20T10:00:00Z', proven_version: '0.1.0',
    promises: [
        promise('D1', 'proven'),
        promise('S1', 'kept', { observed: [seen('kept')] }),
        promise('S2', 'broken', { observed: [seen('kept'), seen('broken')] }),
        promise('C1', 'in_work'),
        promise('C2', 'something_new'),
    ],
};

/** As in a fresh browser: what an earlier test was told is not remembered. */
function open(address = '/trust') {
    memory.clear();
    const router = createMemoryRouter([{ path: '/trust', element: <TrustApp /> }], { initialEntries: [address], future: routerFuture });
    render(
        <MantineProvider env="test">
            <RouterProvider router={router} future={{ v7_startTransition: true }} />
        </MantineProvider>,
    );
    return { router, user: userEvent.setup() };
}
const item = async (id: string) => (await screen.findByRole('heading', { level: 3, name: new RegExp(`^${id} `) })).closest('li')!;

test('the summary counts each standing, names what is broken first, and says that the tests ran on another version', async () => {
    serve({ 'GET /v1/trust': { body: answer } });
    open();
    expect(await screen.findByText('1 promise does not hold here, or failed its tests.')).toBeTruthy();
    expect(screen.getByText('1 of 5 promises is kept: proven by tests, and seen here.')).toBeTruthy();
    expect(screen.getByText('Proven by tests only: 1. Not built yet: 1.')).toBeTruthy();
    expect(screen.getByText(/run on version 0.1.0, and version 0.2.0 runs here/)).toBeTruthy();
});

test('each standing is a word; only what was tested and is seen has the tone of what is well', async () => {
    serve({ 'GET /v1/trust': { body: answer } });
    open();
    const tones = [];
    for (const [id, word] of [['S1', 'Kept'], ['D1', 'Proven by tests only'], ['C1', 'Not built yet'], ['C2', 'Not proven']] as const) {
        const mark = within(await item(id)).getAllByText(word)[0]!;
        tones.push(mark.getAttribute('data-tone'));
    }
    expect(tones).toEqual(['ok', 'plain', 'plain', 'plain']);
    expect(within(await item('S1')).getAllByText(/Observed 4 minutes ago, so since .*12.*2026|Observed 4 minutes ago, so since .*Nov/)[0]).toBeTruthy();
    // Not what another probe saw, and not what the tests said.
    expect(within(await item('S2')).getAllByText(/Observed broken 4 minutes ago/)[0]).toBeTruthy();
});

test('a number leads to the promises it counts, and part and words narrow further', async () => {
    serve({ 'GET /v1/trust': { body: answer } });
    const { router, user } = open();
    await user.click(await screen.findByRole('button', { name: /Not built yet/ }));
    expect(screen.getByRole('button', { name: /Not built yet/ }).getAttribute('aria-pressed')).toBe('true');
    expect(screen.getAllByRole('heading', { level: 3 }).map((one) => one.textContent)).toEqual(['C1 Promise C1']);
    expect(router.state.location.search).toBe('?standing=in_work');
    await user.click(screen.getByRole('button', { name: /Not built yet/ }));
    await user.click(screen.getByRole('radio', { name: 'Security' }));
    await user.type(screen.getByLabelText('Search'), 'words s2');
    expect(screen.getAllByRole('heading', { level: 3 }).map((one) => one.textContent)).toEqual(['S2 Promise S2']);
    await user.type(screen.getByLabelText('Search'), ' zebra');
    await user.click(screen.getByRole('button', { name: 'Show all' }));
    expect(screen.getAllByRole('heading', { level: 3 })).toHaveLength(5);
});

test('details name what was tested and seen', async () => {
    serve({ 'GET /v1/trust': { body: answer } });
    open('/trust?part=S');
    const own = within(await item('S2'));
    expect(own.getByText('Scenario of S2')).toBeTruthy();
    expect(own.getByText('It is broken.')).toBeTruthy();
    expect(own.getByText('It is kept.')).toBeTruthy();
});

test('an old look is told as old, and the worst of several looks speaks for a promise', () => {
    const old = { ...seen('kept', 72 * 60 * minute) };
    expect(isStale(old, Date.now())).toBe(true);
    expect(isStale(seen('kept'), Date.now())).toBe(false);
    expect(foremost([seen('kept'), seen('cannot_look'), seen('broken')])?.outcome).toBe('broken');
    expect(foremost([seen('kept'), old])).toBe(old);
    expect(standingOf({ standing: 'splendid' })).toBe('unproven');
});

test('no answer is told as what it is', async () => {
    serve({ 'GET /v1/trust': refusal(500, 'internal') });
    open();
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy();
    expect(screen.queryByText(/are kept/)).toBeNull();
});

test('an empty list is a fault, not a clean sheet', async () => {
    serve({ 'GET /v1/trust': { body: { ...answer, promises: [] } } });
    open();
    expect(await screen.findByText('No promises are listed here')).toBeTruthy();
});

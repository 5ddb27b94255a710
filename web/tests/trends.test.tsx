import { MantineProvider } from '@mantine/core';
import { render, screen, within } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';
import { expect, test } from 'vitest';
import { routerFuture } from '../src/shared/parts/Root';
import { memory, TrendsApp } from '../src/trends/TrendsApp';
import { serve } from './server';

const rule = { cell_min: 8, round_to: 5, population_min: 50, settle_days: 5, noise: false };
const period = (shown: boolean) => ({ period: '2026-10', published_at: '2026-11-06T00:00:00Z', shown });
const table = (code: string, dimension: string, shown: boolean) => ({ table: code, title: code === 'steps' ? 'Steps a day' : 'Steps a day by Program', unit: 'steps', dimension, periods: [period(shown)] });
const release = { ...period(true), people: 60, mean: 8000, cells: [], cell_min: 8, round_to: 5, population_min: 50, noise: false };

function open() {
    memory.clear();
    const router = createMemoryRouter([{ path: '/trends', element: <TrendsApp /> }], { initialEntries: ['/trends'], future: routerFuture });
    render(
        <MantineProvider env="test">
            <RouterProvider router={router} future={{ v7_startTransition: true }} />
        </MantineProvider>,
    );
}

test('with nothing published it says so, and what a total needs', async () => {
    serve({ 'GET /v1/statistics': { body: { tables: [table('steps', 'none', false)], rule } } });
    open();
    expect(await screen.findByText('Nothing is published yet')).toBeTruthy();
    expect(screen.getByText('A total needs at least 50 people who let themselves be counted in a month.')).toBeTruthy();
    expect(screen.getByText(/at least one other is left out with it/)).toBeTruthy();
});

test('each number stands in a table, and what is not shown says so in words', async () => {
    serve({
        'GET /v1/statistics': { body: { tables: [table('steps', 'none', true), table('steps_by_program', 'program', true)], rule } },
        'GET /v1/statistics/steps': { body: { table: 'steps', title: 'Steps a day', unit: 'steps', dimension: 'none', releases: [release, { ...release, period: '2026-09', shown: false, people: undefined, mean: undefined }] } },
        'GET /v1/statistics/steps_by_program': {
            body: {
                table: 'steps_by_program', title: 'Steps a day by Program', unit: 'steps', dimension: 'program',
                releases: [{ ...release, cells: [
                    { value: 'direct', title: 'Sent by your portal', people: 35, mean: 9000, suppressed: false },
                    { value: 'oura', title: 'Oura', suppressed: true },
                    { value: 'withings', title: 'Withings', suppressed: true },
                ] }],
            },
        },
    });
    open();
    const months = (await screen.findAllByRole('table'))[0]!;
    expect(within(months).getByRole('row', { name: /October 2026 8,000 60/ })).toBeTruthy();
    expect(within(months).getByRole('row', { name: /September 2026 too few people/ })).toBeTruthy();
    const row = await screen.findByRole('row', { name: /Oura not shown/ });
    expect(row.textContent).not.toMatch(/\d/);
    expect(screen.getByRole('row', { name: /Sent by your portal 9,000 35/ })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Steps a day as CSV' }).getAttribute('href')).toBe('/v1/statistics/steps/csv');
});

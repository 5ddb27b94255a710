import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { csvOf } from '../src/shared/metric/table';
import * as small from '../src/shared/parts/small';
import { connection, heartRate, me } from './people';
import { serve } from './server';
import { show } from './show';

// A canvas shows nothing here; what a reader hears and reads is what is tested.
vi.mock('../src/shared/chart/Plot', () => ({ default: () => null }));

const days = [
    { day: '2026-11-16', value: 61.4, count: 280, min: 47, max: 120 },
    { day: '2026-11-18', value: 66, count: 290, min: 50, max: 131 },
];
const base = {
    'GET /me': { body: me },
    'GET /me/metrics': { body: { metrics: [heartRate] } },
    'GET /me/connections': { body: { connections: [connection(), { ...connection(), connection_id: 'c2', title: 'Oura' }] } },
    'GET /me/daily': { body: { metric: 'heart_rate', unit: '/min', days } },
};

test('the chart can be read by arrow keys, passing over days without values', async () => {
    const seen = serve(base);
    const { user } = show('/app/data/heart_rate?range=week&day=2026-11-18');
    const chart = await screen.findByRole('slider', { name: /Heart rate/ });
    const asked = seen.find((one) => one.path === '/me/daily')?.query;
    expect([asked?.get('from'), asked?.get('to')]).toEqual(['2026-11-16', '2026-11-22']);
    chart.focus();
    await user.keyboard('{ArrowLeft}');
    expect(chart.getAttribute('aria-valuetext')).toMatch(/18 November 2026|November 18, 2026/);
    expect(chart.getAttribute('aria-valuetext')).toContain('66 bpm, from 50 to 131');
    await user.keyboard('{ArrowLeft}');
    expect(chart.getAttribute('aria-valuetext')).toContain('61 bpm');
    await user.keyboard('{ArrowLeft}');
    expect(chart.getAttribute('aria-valuetext')).toContain('61 bpm');
    await user.keyboard('{End}');
    expect(chart.getAttribute('aria-valuetext')).toContain('66 bpm');
});

test('the table holds every value of the chart, with its mean, span and source', async () => {
    serve(base);
    show('/app/data/heart_rate?range=week&day=2026-11-18&view=table');
    const table = await screen.findByRole('table', { name: /Heart rate/ });
    expect(within(table).getAllByRole('columnheader').map((cell) => cell.textContent)).toEqual([
        'Day', 'Mean (bpm)', 'Lowest', 'Highest', 'Values',
    ]);
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows).toHaveLength(2);
    expect(within(rows[1]!).getByRole('rowheader').textContent).toMatch(/18/);
    expect(within(rows[1]!).getAllByRole('cell').map((cell) => cell.textContent)).toEqual(['66', '50', '131', '290']);
    // Weighted by how many values each day has: (61.4 * 280 + 66 * 290) / 570.
    expect(screen.getByText('64 bpm')).toBeTruthy();
    expect(screen.getByText('Withings')).toBeTruthy();
});

test('what is saved is what is shown, in plain numbers', async () => {
    serve(base);
    const saved = vi.spyOn(small, 'saveFile').mockImplementation(() => undefined);
    const { user } = show('/app/data/heart_rate?range=week&day=2026-11-18&view=table');
    await user.click(await screen.findByRole('button', { name: 'Save this table as CSV' }));
    expect(saved).toHaveBeenCalledWith(
        'heart_rate-2026-11-16-2026-11-22.csv',
        'text/csv',
        'Day,Mean (bpm),Lowest,Highest,Values\r\n2026-11-16,61.4,47,120,280\r\n2026-11-18,66,50,131,290\r\n',
    );
});

test("two Programs' values of a day are never one line", async () => {
    const two = { ...heartRate, sources: [...heartRate.sources, { ...heartRate.sources[0]!, connection_id: 'c2', program: 'oura' }] };
    const sample = (connection_id: string, minute: number, value: number) => ({
        start: new Date(2026, 10, 18, 9, minute).toISOString(), value, source: { connection_id, program: 'x' },
    });
    serve({
        ...base,
        'GET /me/metrics': { body: { metrics: [two] } },
        'GET /me/samples': (seen) =>
            seen.query.get('cursor')
                ? { body: { samples: [sample('c1', 10, 64)] } }
                : { body: { samples: [sample('c1', 0, 60), sample('c2', 5, 140)], next_cursor: 'more' } },
    });
    const { user } = show('/app/data/heart_rate?range=day&day=2026-11-18&view=table');
    const rows = async () => within(await screen.findByRole('table')).getAllByRole('row').slice(1);
    expect(await rows()).toHaveLength(2);
    await user.click(screen.getByRole('radio', { name: 'Oura' }));
    await waitFor(async () => expect(await rows()).toHaveLength(1));
    expect((await rows())[0]!.textContent).toContain('140');
});

test('an empty time says so', async () => {
    serve({ ...base, 'GET /me/daily': { body: { metric: 'heart_rate', unit: '/min', days: [] } } });
    show('/app/data/heart_rate?range=week&day=2026-11-18');
    expect(await screen.findByText(/^Nothing for/)).toBeTruthy();
});

test('a cell is never a formula', () => {
    const row = (text: string) => ({ shown: [], raw: [text] });
    const text = csvOf({ columns: ['a'], rows: ['=1+1', '+cmd', '@x', '-1.5', '-x', 'a,"b"'].map(row) });
    expect(text.split('\r\n')).toEqual(['a', "'=1+1", "'+cmd", "'@x", '-1.5', "'-x", '"a,""b"""', '']);
});

import { screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connection, me, permission } from './people';
import { serve } from './server';
import { show } from './show';

beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true }));
afterEach(() => void vi.useRealTimers());

test('the fetching of the past is followed until it is done, and then left alone', async () => {
    const answers = [
        connection({ state: 'running', percent: 20, samples: 1000 }),
        connection({ state: 'running', percent: 80, samples: 4000 }),
        connection({ state: 'done', percent: 100, samples: 5000 }),
    ];
    let asked = 0;
    let now = 0;
    serve({
        'GET /me': { body: me },
        'GET /me/permissions': { body: { permissions: [permission('share_with_client', true)] } },
        'GET /me/metrics': { body: { metrics: [] } },
        'GET /me/connections': () => ({ body: { connections: [(asked++, answers[now])] } }),
    });
    show('/app');
    const bar = await screen.findByRole('progressbar', { name: 'Fetching past data from Withings' });
    expect(bar.getAttribute('aria-valuenow')).toBe('20');
    now = 1;
    await vi.advanceTimersByTimeAsync(3100);
    await waitFor(() => expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('80'));
    now = 2;
    await vi.advanceTimersByTimeAsync(3100);
    await screen.findByText(/All past data are here\. 5,000 values\./);
    const before = asked;
    await vi.advanceTimersByTimeAsync(15_000);
    expect(asked).toBe(before);
});

test('the overview says in one sentence what the portal can see', async () => {
    serve({
        'GET /me': { body: me },
        'GET /me/permissions': { body: { permissions: [permission('self', true), permission('share_with_client', false)] } },
        'GET /me/metrics': { body: { metrics: [] } },
        'GET /me/connections': { body: { connections: [] } },
    });
    show('/app');
    expect(await screen.findByText('Northwind Health can see nothing of yours at the moment.')).toBeTruthy();
    expect(screen.getByText('Nothing is connected yet')).toBeTruthy();
});

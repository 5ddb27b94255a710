import { screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { forgetToken, takeConnectToken, waitingToken } from '../src/member/connect-token';
import { memory } from '../src/member/session';
import { me } from './people';
import { refusal, serve } from './server';
import { show } from './show';

afterEach(() => {
    forgetToken();
    window.history.replaceState(null, '', '/');
    vi.useRealTimers();
});

function arrive(hash: string): void {
    window.history.replaceState(null, '', `/connect${hash}`);
    takeConnectToken();
}

test('the token leaves the address before anything else and is sent exactly once', async () => {
    const seen = serve({
        'POST /connect/session': { status: 201, body: { member_id: 'm1', expires_at: me.session_expires_at } },
        'GET /me': { body: me },
        'GET /me/connections': { body: { connections: [] } },
        'GET /me/permissions': { body: { permissions: [] } },
        'GET /me/metrics': { body: { metrics: [] } },
    });
    arrive('#token=secret-1');
    expect(window.location.href).not.toContain('secret-1');
    const { router } = show('/connect');
    await screen.findByRole('heading', { level: 1, name: 'Overview' });
    expect(router.state.location.pathname).toBe('/app');
    const exchanges = seen.filter((one) => one.path === '/connect/session');
    expect(exchanges.map((one) => one.body)).toEqual([{ token: 'secret-1' }]);
    expect(waitingToken()).toBeUndefined();
});

test('a used or expired link says what to do', async () => {
    serve({ 'POST /connect/session': refusal(401, 'connect_token_refused') });
    arrive('#token=old');
    show('/connect');
    expect(await screen.findByRole('heading', { name: 'This link no longer works' })).toBeTruthy();
    expect(screen.getByText(/ask for a new one/)).toBeTruthy();
});

test('without network the token is kept for the next try', async () => {
    let tries = 0;
    serve({
        'POST /connect/session': () =>
            tries++ === 0 ? 'unreachable' : refusal(401, 'connect_token_refused'),
    });
    arrive('#token=secret-2');
    const { user } = show('/connect');
    await user.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('This link no longer works')).toBeTruthy();
    expect(tries).toBe(2);
});

test('without a session nothing is shown but the way back', async () => {
    serve({ 'GET /me': refusal(401, 'no_session'), 'GET /me/metrics': refusal(401, 'no_session') });
    show('/app/data');
    expect(await screen.findByRole('heading', { name: 'Your session has ended' })).toBeTruthy();
    expect(screen.getByText(/go to your healthcare portal/)).toBeTruthy();
    expect(screen.queryByRole('navigation')).toBeNull();
});

test('a session that could not be ended is not said to have ended', async () => {
    let works = false;
    serve({
        'GET /me': { body: me },
        'GET /me/metrics': { body: { metrics: [] } },
        'GET /me/connections': { body: { connections: [] } },
        'DELETE /connect/session': () => (works ? { status: 204 } : 'unreachable'),
    });
    const { user } = show('/app/data');
    await user.click(await screen.findByRole('button', { name: 'End session' }));
    works = true;
    await user.click(await screen.findByRole('button', { name: 'Not ended: try again' }));
    expect(await screen.findByRole('heading', { name: 'You have ended your session' })).toBeTruthy();
});

test('when the time is over the page forgets what it showed', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    serve({
        'GET /me': { body: { ...me, session_expires_at: new Date(Date.now() + 60_000).toISOString() } },
        'GET /me/metrics': { body: { metrics: [] } },
        'GET /me/connections': { body: { connections: [] } },
    });
    show('/app/data');
    expect(await screen.findByText(/Your session ends at/)).toBeTruthy();
    await vi.advanceTimersByTimeAsync(66_000);
    await waitFor(() => expect(screen.getByRole('heading', { name: 'Your session has ended' })).toBeTruthy());
    expect(memory.getQueryCache().getAll()).toHaveLength(0);
});

import { MantineProvider } from '@mantine/core';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';
import { afterEach, expect, test } from 'vitest';
import { foreignHost, mayBeCounted } from '../src/preferences/choices';
import { PreferencesPage } from '../src/preferences/PreferencesPage';
import { Root, routerFuture } from '../src/shared/parts/Root';
import { deviceScheme, theme } from '../src/shared/theme/theme';
import { type Seen, serve } from './server';

const choice = (decision: string) => ({ code: 'analytics', title: 'Count my visit', description: 'Which pages.', decision });
const answer = (decision: string, more: object = {}) => ({
    body: { ask: decision === 'none', gpc: false, choices: [choice(decision)], ...more },
});

function open(address: string) {
    window.scrollTo = () => undefined;
    const router = createMemoryRouter(
        [
            {
                element: <Root />,
                children: [
                    { path: '/preferences', element: <PreferencesPage of="browser" /> },
                    { path: '*', element: <p>page</p> },
                ],
            },
        ],
        { initialEntries: [address], future: routerFuture },
    );
    render(
        <MantineProvider theme={theme} env="test" colorSchemeManager={deviceScheme}>
            <RouterProvider router={router} future={{ v7_startTransition: true }} />
        </MantineProvider>,
    );
    return { router, user: userEvent.setup() };
}
const told = (seen: Seen[]) => seen.filter((one) => one.path === '/v1/page-views').map((one) => (one.body as { page: string }).page);

afterEach(() => {
    Reflect.deleteProperty(navigator, 'globalPrivacyControl');
});

test('before a choice nothing is told, and yes and no look alike', async () => {
    const seen = serve({ 'GET /v1/preferences': answer('none'), 'PUT /v1/preferences': answer('refused') });
    const { user } = open('/');
    const no = await screen.findByRole('button', { name: 'No, do not count' });
    const yes = screen.getByRole('button', { name: 'Yes, count my visit' });
    expect(no.className).toBe(yes.className);
    expect(told(seen)).toEqual([]);
    await user.click(no);
    await waitFor(() => expect(screen.queryByRole('button', { name: 'No, do not count' })).toBeNull());
    expect(seen.find((one) => one.method === 'PUT')?.body).toEqual({ choices: { analytics: false }, method: 'reject_all' });
    expect(told(seen)).toEqual([]);
});

test('after a yes public pages are told to our own server, and pages with data never', async () => {
    const seen = serve({
        'GET /v1/preferences': answer('none'),
        'PUT /v1/preferences': answer('granted'),
        'POST /v1/page-views': { status: 204 },
    });
    const { router, user } = open('/');
    await user.click(await screen.findByRole('button', { name: 'Yes, count my visit' }));
    await waitFor(() => expect(told(seen)).toEqual(['/']));
    await router.navigate('/app/data/heart_rate');
    await router.navigate('/trust');
    await waitFor(() => expect(told(seen)).toEqual(['/', '/trust']));
});

test('a browser that says no by itself is not asked, nor is the server', () => {
    Object.defineProperty(navigator, 'globalPrivacyControl', { value: true, configurable: true });
    const seen = serve({});
    open('/');
    expect(seen).toEqual([]);
});

test('on pages of a session nothing is asked or told', () => {
    const seen = serve({});
    open('/app/access');
    expect(seen).toEqual([]);
});

test('on the page of choices nothing is chosen beforehand, and each button says what it does', async () => {
    const seen = serve({ 'GET /v1/preferences': answer('none'), 'PUT /v1/preferences': answer('refused') });
    const { user } = open('/preferences');
    for (const radio of await screen.findAllByRole('radio')) expect((radio as HTMLInputElement).checked).toBe(false);
    const [no, yes] = ['No to all', 'Yes to all'].map((name) => screen.getByRole('button', { name }));
    expect(no!.className).toBe(yes!.className);
    await user.click(no!);
    expect(await screen.findByText('Saved. It holds from now on.')).toBeTruthy();
    expect(seen.find((one) => one.method === 'PUT')?.body).toEqual({ choices: { analytics: false }, method: 'reject_all' });
});

test('of a referrer only the host leaves the browser', () => {
    expect(foreignHost('https://news.example/article?q=depression')).toBe('news.example');
    expect(foreignHost(`${window.location.origin}/app`)).toBeUndefined();
    expect(foreignHost('')).toBeUndefined();
    expect(mayBeCounted('/app')).toBe(false);
});

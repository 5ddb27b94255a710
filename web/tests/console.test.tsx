import { MantineProvider } from '@mantine/core';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';
import { beforeEach, expect, test } from 'vitest';
import { signOut } from '../src/console/account';
import { ConsoleApp } from '../src/console/ConsoleApp';
import { routerFuture } from '../src/shared/parts/Root';
import { refusal, serve } from './server';

beforeEach(signOut);

function open() {
    const router = createMemoryRouter([{ path: '/console/*', element: <ConsoleApp /> }], {
        initialEntries: ['/console'],
        future: routerFuture,
    });
    render(
        <MantineProvider env="test">
            <RouterProvider router={router} future={{ v7_startTransition: true }} />
        </MantineProvider>,
    );
    return userEvent.setup();
}

async function signIn(user: ReturnType<typeof userEvent.setup>) {
    await user.type(screen.getByLabelText(/Client id/), 'northwind');
    await user.type(screen.getByLabelText(/Client secret/, { selector: 'input' }), 's3cret&+');
    await user.click(screen.getByRole('button', { name: 'Sign in' }));
}

const client = {
    client_id: 'northwind', name: 'Northwind', region: 'eu', status: 'active', agreement: { on_file: true }, webhook: {},
};

test('credentials become a token that is nowhere but in memory, and its end leads back to the form', async () => {
    let valid = true;
    const guard = (body: object) => () => (valid ? { body } : refusal(401, 'token_refused'));
    const seen = serve({
        'POST /oauth/token': { body: { access_token: 'tok', token_type: 'Bearer', expires_in: 600 } },
        'GET /v1/client': guard(client),
        'GET /v1/members': guard({ members: [{ member_id: 'm1', user_key: 'pt-1', created_at: '2026-11-01T00:00:00Z', status: 'active' }] }),
        'GET /v1/webhook-events': guard({ events: [] }),
    });
    const user = open();
    await signIn(user);
    expect(await screen.findByRole('link', { name: 'pt-1' })).toBeTruthy();
    const exchange = seen[0]!;
    expect(exchange.headers.get('Content-Type')).toContain('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(exchange.body as string))).toEqual({
        grant_type: 'client_credentials', client_id: 'northwind', client_secret: 's3cret&+',
    });
    expect(seen.find((one) => one.path === '/v1/members')?.headers.get('Authorization')).toBe('Bearer tok');
    expect(localStorage.length + sessionStorage.length).toBe(0);
    expect(document.cookie).toBe('');

    valid = false;
    await user.click(screen.getByRole('link', { name: 'Webhook events' }));
    expect(await screen.findByText('Your token has run out. Sign in again.')).toBeTruthy();
    expect(screen.queryByText('pt-1')).toBeNull();
});

test('wrong credentials are told in place', async () => {
    serve({ 'POST /oauth/token': refusal(401, 'invalid_client') });
    const user = open();
    await signIn(user);
    expect(await screen.findByText(/These credentials were not accepted/)).toBeTruthy();
});

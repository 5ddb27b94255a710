import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { connection, me, permission } from './people';
import { refusal, serve } from './server';
import { show } from './show';

const base = {
    'GET /me': { body: me },
    'GET /me/connections': { body: { connections: [connection()] } },
};

test('a switch moves at once and goes back, and that is said, when the server refuses', async () => {
    let refuse: () => void = () => undefined;
    const refused = new Promise<void>((resolve) => (refuse = resolve));
    serve({
        ...base,
        'GET /me/permissions': { body: { permissions: [permission('self', true), permission('share_with_client', false)] } },
        'PUT /me/permissions': async () => {
            await refused;
            return refusal(500, 'internal');
        },
    });
    const { user } = show('/app/programs/c1');
    const share = await screen.findByRole('switch', { name: /^Share it with your portal/ });
    await user.click(share);
    await waitFor(() => expect(share).toHaveProperty('checked', true));
    refuse();
    await waitFor(() => expect(share).toHaveProperty('checked', false));
    expect(screen.getByRole('switch', { name: /^Show it to you/ })).toHaveProperty('checked', true);
    expect(screen.getByText('The switch is back where it was')).toBeTruthy();
    await waitFor(() =>
        expect(screen.getByTestId('announcer').textContent).toBe(
            'Heart, Share it with your portal: could not be changed and is as before',
        ),
    );
});

test('the last purpose of a kind of data going off deletes it, and so is asked about first', async () => {
    const seen = serve({
        ...base,
        'GET /me/permissions': { body: { permissions: [permission('self', true), permission('share_with_client', false)] } },
        'PUT /me/permissions': { body: { permissions: [permission('self', false), permission('share_with_client', false)] } },
    });
    const { user } = show('/app/programs/c1');
    const self = await screen.findByRole('switch', { name: /^Show it to you/ });
    await user.click(self);
    const dialog = await screen.findByRole('dialog', { name: 'Switch off all of “Heart”?' });
    expect(dialog.textContent).toContain('is deleted at once');
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(self).toHaveProperty('checked', true);
    expect(seen.some((one) => one.method === 'PUT')).toBe(false);

    await user.click(self);
    await user.click(await screen.findByRole('button', { name: 'Switch off and delete' }));
    await waitFor(() => expect(self).toHaveProperty('checked', false));
    expect(seen.filter((one) => one.method === 'PUT').map((one) => one.body)).toEqual([
        { connection_id: 'c1', category: 'heart', purpose: 'self', granted: false },
    ]);
});

test('two quick changes are sent in order, and the first answer does not undo the second', async () => {
    const granted = { self: true, share_with_client: false };
    const order: string[] = [];
    const held: (() => void)[] = [];
    const rows = () => ({
        body: { permissions: [permission('self', granted.self), permission('share_with_client', granted.share_with_client)] },
    });
    serve({
        ...base,
        'GET /me/permissions': rows,
        'PUT /me/permissions': async (seen) => {
            const wanted = seen.body as { purpose: keyof typeof granted; granted: boolean };
            await new Promise<void>((resolve) => held.push(resolve));
            granted[wanted.purpose] = wanted.granted;
            order.push(wanted.purpose);
            return rows();
        },
    });
    const { user } = show('/app/programs/c1');
    const share = await screen.findByRole('switch', { name: /^Share it with your portal/ });
    const self = screen.getByRole('switch', { name: /^Show it to you/ });
    await user.click(share);
    await user.click(self);
    await waitFor(() => expect([share, self].map((one) => (one as HTMLInputElement).checked)).toEqual([true, false]));
    expect(held).toHaveLength(1);

    held[0]!();
    await waitFor(() => expect(held).toHaveLength(2));
    expect(share).toHaveProperty('checked', true);
    expect(self).toHaveProperty('checked', false);
    held[1]!();
    await waitFor(() => expect(screen.getByTestId('announcer').textContent).toContain('Show it to you: switched off'));
    expect(order).toEqual(['share_with_client', 'self']);
    expect(share).toHaveProperty('checked', true);
    expect(self).toHaveProperty('checked', false);
});

test('one thing is asked about anew, with the reason, and nothing else is', async () => {
    const asked = { ...permission('self', true), ask_again: ['came_of_age'] };
    const seen = serve({
        ...base,
        'GET /me/permissions': { body: { permissions: [asked, permission('share_with_client', true)] } },
        'PUT /me/permissions': { body: { permissions: [permission('self', true), permission('share_with_client', true)] } },
    });
    const { user } = show('/app/programs/c1');
    expect(await screen.findByText(/Now you decide/)).toBeTruthy();
    const keep = screen.getAllByRole('button', { name: /^Keep it on/ });
    expect(keep).toHaveLength(1);
    await user.click(keep[0]!);
    await waitFor(() => expect(screen.queryByText(/Now you decide/)).toBeNull());
    expect(seen.find((one) => one.method === 'PUT')?.body).toMatchObject({ purpose: 'self', granted: true });
});

test('a guardian is told what they are here for, and is kept out of the data', async () => {
    serve({
        ...base,
        'GET /me': { body: { ...me, acting_as: 'guardian', needs_guardian: true } },
        'GET /me/programs': { body: { programs: [] } },
    });
    const { router } = show('/app/data');
    expect(await screen.findByText(/You are here as a guardian/)).toBeTruthy();
    await waitFor(() => expect(router.state.location.pathname).toBe('/app/programs'));
});

test('what is asked apart stands by itself, is off, and does not keep data alone', async () => {
    const counted = (granted: boolean) => ({
        ...permission('self', granted), purpose: 'statistics', purpose_title: 'Count you in published totals', recipient: 'none', recipient_title: 'Nobody else',
        apart: 'Numbers about many people together.',
    });
    const seen = serve({
        ...base,
        'GET /me/permissions': { body: { permissions: [permission('self', true), counted(false)] } },
        'PUT /me/permissions': { body: { permissions: [permission('self', true), counted(true)] } },
    });
    const { user } = show('/app/programs/c1');
    expect(await screen.findByText('Numbers about many people together.')).toBeTruthy();
    const apart = screen.getByRole('switch', { name: /^Heart/ });
    expect(apart).toHaveProperty('checked', false);
    await user.click(apart);
    await waitFor(() => expect(apart).toHaveProperty('checked', true));
    expect(seen.find((one) => one.method === 'PUT')?.body).toEqual({ connection_id: 'c1', category: 'heart', purpose: 'statistics', granted: true });
    // It is no reason to keep data: the last other use going off is still asked about.
    await user.click(screen.getByRole('switch', { name: /^Show it to you/ }));
    expect(await screen.findByRole('dialog', { name: 'Switch off all of “Heart”?' })).toBeTruthy();
});

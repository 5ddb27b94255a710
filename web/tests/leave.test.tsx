import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { memory } from '../src/member/session';
import { connection, me, permission } from './people';
import { serve } from './server';
import { show } from './show';

const steps = (done: boolean) => [
    { step: 'vendors', text: 'Access withdrawn at Withings', state: 'done', at: '2026-11-22T10:00:00Z' },
    { step: 'key', text: 'Your key destroyed', state: done ? 'done' : 'waiting' },
];

test('leaving needs the words, shows the steps, ends in a receipt and in no session', async () => {
    let asked = 0;
    const seen = serve({
        'GET /me': { body: me },
        'POST /me/revocation': { status: 202, body: { receipt_token: 'r-1' } },
        'GET /receipts/r-1': () =>
            asked++ === 0
                ? { body: { state: 'working', steps: steps(false) } }
                : { body: { state: 'done', steps: steps(true), receipt: { records: 42 }, signature: 'c2ln', public_key: 'a2V5' } },
    });
    const { user, router } = show('/app/leave');
    const action = await screen.findByRole('button', { name: 'Erase everything and leave' });
    await user.type(screen.getByRole('textbox'), 'erase');
    await user.click(action);
    expect(screen.getByText('Type the words “erase everything”.')).toBeTruthy();
    expect(seen.some((one) => one.method === 'POST')).toBe(false);

    await user.clear(screen.getByRole('textbox'));
    await user.type(screen.getByRole('textbox'), 'Erase everything ');
    await user.click(action);
    expect(await screen.findByText('Your key destroyed')).toBeTruthy();
    expect(seen.find((one) => one.method === 'POST')?.body).toEqual({ confirm: 'erase everything' });
    expect(await screen.findByText('c2ln', {}, { timeout: 5000 })).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Save as JSON' })).toBeTruthy();
    expect(screen.getByText(/Your session here has ended/)).toBeTruthy();
    expect(router.state.location.hash).toBe('#r-1');
    expect(memory.getQueryCache().getAll().map((one) => one.queryKey[0])).toEqual(['receipt']);
});

test('disconnecting says what happens first, and the safe answer has the focus', async () => {
    const seen = serve({
        'GET /me': { body: me },
        'GET /me/connections': { body: { connections: [connection()] } },
        'GET /me/permissions': { body: { permissions: [permission('self', true)] } },
        'DELETE /me/connections/c1': { status: 202, body: { receipt_token: 'r-2' } },
        'GET /receipts/r-2': { body: { state: 'working', steps: steps(false) } },
    });
    const { user, router } = show('/app/programs/c1');
    await user.click(await screen.findByRole('button', { name: 'Disconnect and delete' }));
    const dialog = await screen.findByRole('dialog', { name: 'Disconnect Withings and delete its data?' });
    expect(dialog.textContent).toContain('All 422 values from Withings are erased here');
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Cancel'));
    expect(seen.some((one) => one.method === 'DELETE')).toBe(false);
    await user.click(screen.getAllByRole('button', { name: 'Disconnect and delete' }).at(-1)!);
    await waitFor(() => expect(router.state.location.hash).toBe('#r-2'));
    expect(await screen.findByText('Access withdrawn at Withings')).toBeTruthy();
});

import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { leave } from '../src/shared/parts/outside';
import { me, withings } from './people';
import { refusal, serve } from './server';
import { show } from './show';

afterEach(() => vi.restoreAllMocks());

const page = (connections: Parameters<typeof serve>[0] = {}) =>
    serve({ 'GET /me': { body: me }, 'GET /me/programs': { body: { programs: [withings] } }, ...connections });

test('nothing is chosen beforehand, and every choice says what, for whom, why and how long', async () => {
    page();
    show('/app/programs/add/withings');
    const switches = await screen.findAllByRole('switch');
    expect(switches).toHaveLength(4);
    for (const one of switches) expect(one).toHaveProperty('checked', false);
    for (const name of ['Body measurements', 'Heart']) {
        const category = within(screen.getByRole('group', { name }));
        expect(category.getByText('What is collected')).toBeTruthy();
        expect(category.getByText('Seen by: You')).toBeTruthy();
        expect(category.getByText('Seen by: Northwind Health')).toBeTruthy();
    }
    // Where all purposes of all kinds share them, basis and period are said once, before the first choice.
    const told = screen.getByText('Your explicit consent');
    expect(screen.getByText('Until you withdraw')).toBeTruthy();
    expect(told.compareDocumentPosition(switches[0]!) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
});

test('where basis or period differ, each kind says its own', async () => {
    const [body, heart] = withings.categories;
    const other = { ...heart!, purposes: heart!.purposes.map((one) => ({ ...one, retention: 'For six years' })) };
    serve({ 'GET /me': { body: me }, 'GET /me/programs': { body: { programs: [{ ...withings, categories: [body, other] }] } } });
    show('/app/programs/add/withings');
    const group = within(await screen.findByRole('group', { name: other.title }));
    expect(group.getByText('For six years')).toBeTruthy();
    expect(within(screen.getByRole('group', { name: body!.title })).getByText('Until you withdraw')).toBeTruthy();
});

test('with nothing chosen nothing is asked of the server', async () => {
    const seen = page();
    const { user } = show('/app/programs/add/withings');
    await user.click(await screen.findByRole('button', { name: 'Continue to Withings' }));
    expect(screen.getAllByText('Switch on at least one choice, or cancel.').length).toBeGreaterThan(0);
    expect(seen.filter((one) => one.method === 'POST')).toHaveLength(0);
});

test('exactly what is on is granted, and the vendor is where it goes on', async () => {
    const left = vi.spyOn(leave, 'to').mockImplementation(() => undefined);
    const seen = page({
        'POST /me/connections': { status: 201, body: { connection_id: 'c1', authorize_url: 'https://vendor.example/authorize?state=x' } },
    });
    const { user } = show('/app/programs/add/withings');
    await user.click(await screen.findByRole('button', { name: 'Choose all: Show it to you' }));
    const body = within(screen.getByRole('group', { name: 'Body measurements' }));
    await user.click(body.getByRole('switch', { name: /^Show it to you/ }));
    await user.click(body.getByRole('switch', { name: /^Share it with your portal/ }));
    expect(screen.getByText('2 of 4 choices on')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Continue to Withings' }));
    await waitFor(() => expect(left).toHaveBeenCalledWith('https://vendor.example/authorize?state=x'));
    const sent = seen.find((one) => one.method === 'POST');
    expect(sent?.headers.get('X-Wellkept')).toBe('1');
    expect(sent?.body).toEqual({
        program: 'withings',
        zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        grants: [
            { category: 'body', purpose: 'share_with_client' },
            { category: 'heart', purpose: 'self' },
        ],
    });
});

test('choosing none takes back one purpose only', async () => {
    page();
    const { user } = show('/app/programs/add/withings');
    await user.click(await screen.findByRole('button', { name: 'Choose all: Show it to you' }));
    await user.click(screen.getByRole('button', { name: 'Choose all: Share it with your portal' }));
    expect(screen.getByText('4 of 4 choices on')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Choose none: Share it with your portal' }));
    for (const one of screen.getAllByRole('switch', { name: /^Show it to you/ })) expect(one).toHaveProperty('checked', true);
    for (const one of screen.getAllByRole('switch', { name: /^Share it with your portal/ }))
        expect(one).toHaveProperty('checked', false);
});

test('an address that is not a web page is never followed', async () => {
    const left = vi.spyOn(leave, 'to').mockImplementation(() => undefined);
    page({ 'POST /me/connections': { status: 201, body: { connection_id: 'c1', authorize_url: 'javascript:alert(1)' } } });
    const { user, router } = show('/app/programs/add/withings');
    await user.click(await screen.findByRole('button', { name: 'Choose all: Show it to you' }));
    await user.click(screen.getByRole('button', { name: 'Continue to Withings' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/app/programs/c1'));
    expect(left).not.toHaveBeenCalled();
});

test('a refusal keeps the choices in place', async () => {
    page({ 'POST /me/connections': refusal(409, 'agreement_missing', { detail: 'Your portal may not offer this yet.' }) });
    const { user } = show('/app/programs/add/withings');
    await user.click(await screen.findByRole('button', { name: 'Choose all: Show it to you' }));
    await user.click(screen.getByRole('button', { name: 'Continue to Withings' }));
    expect(await screen.findByText('Your portal may not offer this yet.')).toBeTruthy();
    expect(screen.getByText('2 of 4 choices on')).toBeTruthy();
});

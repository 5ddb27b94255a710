import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { expect, test } from 'vitest';
import { Reminders as AtTheDesk } from '../src/care/Reminders';
import { Reminders } from '../src/care/you/Reminders';
import { serve } from './server';

// A choice that is kept as soon as it is made: what was chosen is seen at once, and goes back when it could not be kept.

const show = (page: ReactNode) =>
    render(
        <MantineProvider env="test">
            <QueryClientProvider client={new QueryClient()}>{page}</QueryClientProvider>
        </MantineProvider>,
    );

const places = [
    { name: 'their own page', path: '/care/you/reminders', page: () => <Reminders /> },
    { name: 'the desk', path: '/care/service-users/p1/reminders', page: () => <AtTheDesk person="p1" /> },
];

test.each(places)('what was chosen is seen at once, on $name', async ({ path, page }) => {
    const seen = serve({ [`GET ${path}`]: { body: { wanted: true } }, [`PUT ${path}`]: { status: 204 } });
    show(page());
    const box = await screen.findByRole<HTMLInputElement>('checkbox');
    expect(box.checked).toBe(true);
    fireEvent.click(box);
    expect(box.checked).toBe(false);
    await waitFor(() => expect(seen.find((one) => one.method === 'PUT')?.body).toEqual({ wanted: false }));
});

test.each(places)('what could not be kept goes back, and says so, on $name', async ({ path, page }) => {
    serve({ [`GET ${path}`]: { body: { wanted: true } }, [`PUT ${path}`]: { status: 503, body: { title: 'Later', status: 503, detail: 'Try again.' } } });
    show(page());
    const box = await screen.findByRole<HTMLInputElement>('checkbox');
    fireEvent.click(box);
    await screen.findByText('Try again.');
    expect(box.checked).toBe(true);
});

import { MantineProvider } from '@mantine/core';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { StrictMode } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router-dom';
import { ConnectApp, MemberApp } from '../src/member/MemberApp';
import { beginSession } from '../src/member/session';
import { routerFuture } from '../src/shared/parts/Root';
import { deviceScheme, theme } from '../src/shared/theme/theme';

/** Shows the Member's application at an address, as in a fresh browser. */
export function show(address: string) {
    beginSession();
    const router = createMemoryRouter(
        [
            { path: '/connect', element: <ConnectApp /> },
            { path: '/app/*', element: <MemberApp /> },
        ],
        { initialEntries: [address], future: routerFuture },
    );
    render(
        <StrictMode>
            <MantineProvider theme={theme} env="test" colorSchemeManager={deviceScheme}>
                <RouterProvider router={router} future={{ v7_startTransition: true }} />
            </MantineProvider>
        </StrictMode>,
    );
    return { router, user: userEvent.setup() };
}

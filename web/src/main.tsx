import './shared/theme/mantine';
import './shared/theme/global.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, type RouteObject, RouterProvider } from 'react-router-dom';
import { takeCareToken } from './care/you/token';
import { takeConnectToken } from './member/connect-token';
import { takeFeedbackToken } from './care/feedback/token';
import { takeHandedToken } from './care/handed/token';
import { takeJoinToken } from './staff/join-token';
import { startTexts } from './shared/i18n';
import { RootProblem, RootWaiting } from './shared/parts/RootProblem';
import { cssVariables, deviceScheme, theme } from './shared/theme/theme';
import { Welcome } from './shared/parts/Welcome';
import { Root, routerFuture } from './shared/parts/Root';

takeConnectToken();
takeCareToken();
takeJoinToken();
takeFeedbackToken();
takeHandedToken();
startTexts();

const routes: RouteObject[] = [
    {
        element: <Root />,
        errorElement: <RootProblem />,
        hydrateFallbackElement: <RootWaiting />,
        children: [
            { path: '/', element: <Welcome /> },
            { path: '/trust', lazy: async () => ({ Component: (await import('./trust/TrustApp')).TrustApp }) },
            { path: '/trends', lazy: async () => ({ Component: (await import('./trends/TrendsApp')).TrendsApp }) },
            { path: '/connect', lazy: async () => ({ Component: (await import('./member/MemberApp')).ConnectApp }) },
            { path: '/you', lazy: async () => ({ Component: (await import('./care/you/YouApp')).YouApp }) },
            { path: '/app/*', lazy: async () => ({ Component: (await import('./member/MemberApp')).MemberApp }) },
            { path: '/console/*', lazy: async () => ({ Component: (await import('./console/ConsoleApp')).ConsoleApp }) },
            {
                path: '/preferences',
                lazy: async () => {
                    const { PreferencesPage } = await import('./preferences/PreferencesPage');
                    return { element: <PreferencesPage of="browser" /> };
                },
            },
            { path: '/organisation/*', lazy: async () => ({ Component: (await import('./organisation/OrganisationApp')).OrganisationApp }) },
            { path: '/desk/*', lazy: async () => ({ Component: (await import('./staff/StaffApp')).StaffApp }) },
            { path: '/feedback', lazy: async () => ({ Component: (await import('./care/feedback/FeedbackPage')).FeedbackPage }) },
            { path: '/handed-over', lazy: async () => ({ Component: (await import('./care/handed/HandedOver')).HandedOver }) },
            { path: '*', element: <Welcome missing /> },
        ],
    },
];
const router = createBrowserRouter(routes, { future: routerFuture });

const host = document.getElementById('root');
if (host)
    createRoot(host).render(
        <StrictMode>
            <MantineProvider
                theme={theme}
                cssVariablesResolver={cssVariables}
                colorSchemeManager={deviceScheme}
                defaultColorScheme="auto"
            >
                <RouterProvider router={router} future={{ v7_startTransition: true }} />
            </MantineProvider>
        </StrictMode>,
    );

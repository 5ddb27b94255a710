import { QueryClientProvider } from '@tanstack/react-query';
import { lazy } from 'react';
import { Route, Routes } from 'react-router-dom';
import { addTexts } from '../shared/i18n';
import texts from '../shared/i18n/en/console.json';
import { memory } from './account';
import { Frame } from './Frame';
import { Members } from './pages/Members';

addTexts('console', texts);

const MemberPage = lazy(() => import('./pages/MemberPage'));
const MemberMetric = lazy(() => import('./pages/MemberMetric'));
const Events = lazy(() => import('./pages/Events'));
const Support = lazy(() => import('./pages/Support'));
const Log = lazy(() => import('./pages/Log'));

/** What a Client's developers see: everything under /console. */
export function ConsoleApp() {
    return (
        <QueryClientProvider client={memory}>
            <Routes>
                <Route element={<Frame />}>
                    <Route index element={<Members />} />
                    <Route path="members/:member" element={<MemberPage />} />
                    <Route path="members/:member/:metric" element={<MemberMetric />} />
                    <Route path="events" element={<Events />} />
                    <Route path="support" element={<Support />} />
                    <Route path="log" element={<Log />} />
                    <Route path="*" element={<Members />} />
                </Route>
            </Routes>
        </QueryClientProvider>
    );
}

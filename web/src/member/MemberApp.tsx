import { QueryClientProvider } from '@tanstack/react-query';
import { lazy } from 'react';
import { Route, Routes } from 'react-router-dom';
import { addTexts } from '../shared/i18n';
import texts from '../shared/i18n/en/member.json';
import { Connect } from './pages/Connect';
import { NotFound } from './pages/NotFound';
import { Overview } from './pages/Overview';
import ReceiptPage from './pages/ReceiptPage';
import { Shell } from './parts/Shell';
import { memory } from './session';

addTexts('member', texts);

const Programs = lazy(() => import('./pages/Programs'));
const AddProgram = lazy(() => import('./pages/AddProgram'));
const ConnectionPage = lazy(() => import('./pages/ConnectionPage'));
const Data = lazy(() => import('./pages/Data'));
const MetricPage = lazy(() => import('./pages/MetricPage'));
const Access = lazy(() => import('./pages/Access'));
const ImportPage = lazy(() => import('./pages/ImportPage'));
const Preferences = lazy(async () => {
    const { PreferencesPage } = await import('../preferences/PreferencesPage');
    return { default: () => <PreferencesPage of="member" /> };
});
const Details = lazy(() => import('./pages/Details'));
const Leave = lazy(() => import('./pages/Leave'));

/** The way in: exchanges the portal's link. */
export function ConnectApp() {
    return (
        <QueryClientProvider client={memory}>
            <Connect />
        </QueryClientProvider>
    );
}

/** What a Member sees: everything under /app. */
export function MemberApp() {
    return (
        <QueryClientProvider client={memory}>
            <Routes>
                <Route path="receipt" element={<ReceiptPage />} />
                <Route element={<Shell />}>
                    <Route index element={<Overview />} />
                    <Route path="programs" element={<Programs />} />
                    <Route path="programs/add/:code" element={<AddProgram />} />
                    <Route path="programs/:connection" element={<ConnectionPage />} />
                    <Route path="data" element={<Data />} />
                    <Route path="data/:metric" element={<MetricPage />} />
                    <Route path="access" element={<Access />} />
                    <Route path="import" element={<ImportPage />} />
                    <Route path="preferences" element={<Preferences />} />
                    <Route path="details" element={<Details />} />
                    <Route path="leave" element={<Leave />} />
                    <Route path="*" element={<NotFound />} />
                </Route>
            </Routes>
        </QueryClientProvider>
    );
}

import { QueryClientProvider } from '@tanstack/react-query';
import { lazy } from 'react';
import { Route, Routes } from 'react-router-dom';
import { addTexts } from '../shared/i18n';
import texts from '../shared/i18n/en/staff.json';
import { Desk } from './Desk';
import { Home } from './pages/Home';
import { memory } from './session';

addTexts('staff', texts);

const Join = lazy(() => import('./pages/Join'));
const Security = lazy(() => import('./pages/Security'));
const Accounts = lazy(() => import('./pages/Accounts'));
const AccountPage = lazy(() => import('./pages/AccountPage'));
const Doors = lazy(() => import('./pages/Doors'));
const Policy = lazy(() => import('./pages/Policy'));
const Clients = lazy(() => import('./pages/Clients'));
const Helpline = lazy(() => import('../care/Helpline'));

/** What staff, Clients' users and Developers see: everything under /desk. */
export function StaffApp() {
    return (
        <QueryClientProvider client={memory}>
            <Routes>
                <Route path="join" element={<Join />} />
                <Route element={<Desk />}>
                    <Route index element={<Home />} />
                    <Route path="accounts" element={<Accounts />} />
                    <Route path="accounts/:account" element={<AccountPage />} />
                    <Route path="clients" element={<Clients />} />
                    <Route path="helpline" element={<Helpline />} />
                    <Route path="doors" element={<Doors />} />
                    <Route path="policy" element={<Policy />} />
                    <Route path="security" element={<Security />} />
                    <Route path="*" element={<Home />} />
                </Route>
            </Routes>
        </QueryClientProvider>
    );
}

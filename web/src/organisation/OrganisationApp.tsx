import { QueryClientProvider } from '@tanstack/react-query';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Route, Routes } from 'react-router-dom';
import { addTexts } from '../shared/i18n';
import texts from '../shared/i18n/en/organisation.json';
import staffTexts from '../shared/i18n/en/staff.json';
import { type Place, SignedInFrame } from '../staff/Desk';
import { memory } from '../staff/session';
import { Referrals } from './Referrals';

addTexts('staff', staffTexts);
addTexts('organisation', texts);

const Write = lazy(() => import('./Write'));
const Handed = lazy(() => import('./Handed'));
const Reports = lazy(() => import('./Reports'));
const Contracts = lazy(() => import('./Contracts'));
const Incidents = lazy(() => import('../care/critical/OrganisationIncidents'));
const Usage = lazy(() => import('./Usage'));
const Security = lazy(() => import('../staff/pages/Security'));

const places: Place[] = [
    { to: '/organisation', key: 'referrals' },
    { to: '/organisation/reports', key: 'reports', permission: 'reports.receive' },
    { to: '/organisation/incidents', key: 'incidents', permission: 'critical.track' },
    { to: '/organisation/usage', key: 'usage', permission: 'organisations.ask_usage' },
    { to: '/organisation/contracts', key: 'contracts', permission: 'organisations.read_own' },
    { to: '/organisation/security', key: 'security' },
];

/** What a partner organisation's managers and HR see: everything under /organisation, and nothing of anybody's care. */
export function OrganisationApp() {
    return (
        <QueryClientProvider client={memory}>
            <Routes>
                <Route element={<Frame />}>
                    <Route index element={<Referrals />} />
                    <Route path="referrals/:referral" element={<Write />} />
                    <Route path="handed/:referral" element={<Handed />} />
                    <Route path="reports" element={<Reports />} />
                    <Route path="incidents" element={<Incidents />} />
                    <Route path="usage" element={<Usage />} />
                    <Route path="contracts" element={<Contracts />} />
                    <Route path="security" element={<Security />} />
                    <Route path="*" element={<Referrals />} />
                </Route>
            </Routes>
        </QueryClientProvider>
    );
}

function Frame() {
    const { t } = useTranslation();
    return (
        <SignedInFrame
            home="/organisation"
            label={t('organisation:frame.label')}
            places={places}
            signIn={{ title: t('organisation:sign_in.title'), lead: t('organisation:sign_in.lead') }}
            elsewhere={(me) => (me.side === 'organisation' ? undefined : '/desk')}
        />
    );
}

import { QueryClientProvider } from '@tanstack/react-query';
import { lazy } from 'react';
import { Route, Routes } from 'react-router-dom';
import { addTexts } from '../shared/i18n';
import careTexts from '../shared/i18n/en/cases.json';
import leavingTexts from '../shared/i18n/en/leaving.json';
import practiceTexts from '../shared/i18n/en/practice.json';
import texts from '../shared/i18n/en/staff.json';
import { Desk } from './Desk';
import { Home } from './pages/Home';
import { memory } from './session';

addTexts('staff', texts);
addTexts('cases', careTexts);
addTexts('leaving', leavingTexts);
addTexts('practice', practiceTexts);

const Join = lazy(() => import('./pages/Join'));
const Security = lazy(() => import('./pages/Security'));
const Accounts = lazy(() => import('./pages/Accounts'));
const AccountPage = lazy(() => import('./pages/AccountPage'));
const Doors = lazy(() => import('./pages/Doors'));
const Policy = lazy(() => import('./pages/Policy'));
const Board = lazy(() => import('../care/cases/Board'));
const Day = lazy(() => import('../care/cases/Day'));
const CaseFile = lazy(() => import('../care/cases/CaseFile'));
const Governance = lazy(() => import('../care/clinicians/Governance'));
const Decisions = lazy(() => import('../care/leaving/Decisions'));
const Requests = lazy(() => import('../care/requests/Officer'));
const PartnersPage = lazy(() => import('../care/leaving/PartnersPage'));
const Own = lazy(() => import('../care/clinicians/Own'));
const OwnStatements = lazy(() => import('../care/pay/Own'));
const Statements = lazy(() => import('../care/pay/Statements'));
const OneStatement = lazy(() => import('../care/pay/OneStatement'));
const Supervision = lazy(() => import('../care/supervision/Waiting'));
const Organisations = lazy(() => import('../care/organisations/Organisations'));
const OrganisationPage = lazy(() => import('../care/organisations/OrganisationPage'));
const Walls = lazy(() => import('../care/cases/Walls'));
const ReferralsDesk = lazy(() => import('../care/referrals/Desk'));
const Approvals = lazy(() => import('../care/reports/Approvals'));
const Clients = lazy(() => import('./pages/Clients'));
const ClientPage = lazy(() => import('./pages/ClientPage'));
const ClientMember = lazy(() => import('./pages/ClientMember'));
const Access = lazy(() => import('./pages/Access'));
const Retention = lazy(() => import('./pages/Retention'));
const RetentionOf = lazy(() => import('./pages/RetentionOf'));
const Log = lazy(() => import('./pages/Log'));
const Keys = lazy(() => import('./pages/Keys'));
const Consents = lazy(() => import('./pages/Consents'));
const Calls = lazy(() => import('../care/calls/Calls'));
const Incidents = lazy(() => import('../care/critical/Incidents'));
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
                    <Route path="clients/:client" element={<ClientPage />} />
                    <Route path="clients/:client/members/:member" element={<ClientMember />} />
                    <Route path="helpline" element={<Helpline />} />
                    <Route path="calls" element={<Calls />} />
                    <Route path="incidents" element={<Incidents />} />
                    <Route path="doors" element={<Doors />} />
                    <Route path="policy" element={<Policy />} />
                    <Route path="access" element={<Access />} />
                    <Route path="retention" element={<Retention />} />
                    <Route path="retention/:member" element={<RetentionOf />} />
                    <Route path="log" element={<Log />} />
                    <Route path="keys" element={<Keys />} />
                    <Route path="consents" element={<Consents />} />
                    <Route path="security" element={<Security />} />
                    <Route path="care/board" element={<Board />} />
                    <Route path="care/day" element={<Day />} />
                    <Route path="care/people/:person/cases/:case" element={<CaseFile />} />
                    <Route path="care/people/:person/walls" element={<Walls />} />
                    <Route path="care/organisations" element={<Organisations />} />
                    <Route path="care/organisations/:organisation" element={<OrganisationPage />} />
                    <Route path="care/referrals" element={<ReferralsDesk />} />
                    <Route path="care/approvals" element={<Approvals />} />
                    <Route path="care/governance" element={<Governance />} />
                    <Route path="care/decisions" element={<Decisions />} />
                    <Route path="care/requests" element={<Requests />} />
                    <Route path="care/partners" element={<PartnersPage />} />
                    <Route path="care/me" element={<Own />} />
                    <Route path="care/statements" element={<OwnStatements />} />
                    <Route path="care/pay" element={<Statements />} />
                    <Route path="care/pay/:account/:month" element={<OneStatement />} />
                    <Route path="care/supervision" element={<Supervision />} />
                    <Route path="*" element={<Home />} />
                </Route>
            </Routes>
        </QueryClientProvider>
    );
}

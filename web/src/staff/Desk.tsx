import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Suspense, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, Outlet, useLocation } from 'react-router-dom';
import frame from '../console/Frame.module.css';
import { answerOf, api } from '../shared/api/client';
import { timeOnly } from '../shared/i18n/format';
import { Announcer } from '../shared/parts/announce';
import { Loading, ProblemNote } from '../shared/parts/answers';
import { Footer } from '../shared/parts/Footer';
import { useNow } from '../shared/parts/small';
import { Wordmark } from '../shared/parts/Wordmark';
import { SignIn } from './pages/SignIn';
import { StepUpDialog } from './parts/StepUpDialog';
import { useMe } from './questions';
import { become, memory, useSessionState } from './session';
import classes from './staff.module.css';
import type { Me } from './types';

export interface Place {
    to: string;
    key: string;
    permission?: string;
}

const places: Place[] = [
    { to: '/desk', key: 'home' },
    { to: '/desk/helpline', key: 'helpline', permission: 'intake.search' },
    { to: '/desk/calls', key: 'calls', permission: 'calls.list' },
    { to: '/desk/incidents', key: 'incidents', permission: 'critical.list|critical.respond' },
    { to: '/desk/care/day', key: 'care_day', permission: 'cases.caseload' },
    { to: '/desk/care/board', key: 'care_board', permission: 'cases.board' },
    { to: '/desk/care/referrals', key: 'care_referrals', permission: 'referrals.list' },
    { to: '/desk/care/approvals', key: 'care_approvals', permission: 'reports.queue' },
    { to: '/desk/care/organisations', key: 'care_organisations', permission: 'organisations.list' },
    { to: '/desk/care/governance', key: 'care_governance', permission: 'clinicians.list' },
    { to: '/desk/care/decisions', key: 'care_decisions', permission: 'safeguarding.waiting|safeguarding.reviews|misuse.waiting' },
    { to: '/desk/care/requests', key: 'care_requests', permission: 'requests.list' },
    { to: '/desk/care/partners', key: 'care_partners', permission: 'partners.manage' },
    { to: '/desk/care/supervision', key: 'care_supervision', permission: 'supervision.list' },
    { to: '/desk/care/pay', key: 'care_pay', permission: 'statements.list' },
    { to: '/desk/care/statements', key: 'care_statements', permission: 'statements.read_own' },
    { to: '/desk/care/me', key: 'care_me', permission: 'clinicians.read_own' },
    { to: '/desk/accounts', key: 'accounts', permission: 'staff.list' },
    { to: '/desk/access', key: 'access', permission: 'staff.list' },
    { to: '/desk/clients', key: 'clients', permission: 'clients.list' },
    { to: '/desk/doors', key: 'doors', permission: 'support_access.read' },
    { to: '/desk/retention', key: 'retention', permission: 'retention.read' },
    { to: '/desk/log', key: 'log', permission: 'audit.read_integrity' },
    { to: '/desk/keys', key: 'keys', permission: 'keys.read' },
    { to: '/desk/consents', key: 'consents', permission: 'consent.count' },
    { to: '/desk/policy', key: 'policy' },
    { to: '/desk/security', key: 'security' },
];

interface Frame {
    /** The first place, under whose address all others stand. */
    home: string;
    label: string;
    places: Place[];
    signIn: { title: string; lead: string };
}

/** The frame of the staff's pages. Whoever is of a partner organisation has pages of their own. */
export function Desk() {
    const { t } = useTranslation();
    return (
        <SignedInFrame
            home="/desk"
            label={t('staff:frame.label')}
            places={places}
            signIn={{ title: t('staff:sign_in.title'), lead: t('staff:sign_in.lead') }}
            elsewhere={(me) => (me.side === 'organisation' ? '/organisation' : undefined)}
        />
    );
}

/** A frame for whoever is signed in; without a session, the way to one. */
export function SignedInFrame({ elsewhere, ...frameOf }: Frame & { elsewhere: (me: Me) => string | undefined }) {
    const state = useSessionState();
    if (state !== 'unknown' && state !== 'in') return <SignIn reason={state} {...frameOf.signIn} />;
    return <Asking frameOf={frameOf} elsewhere={elsewhere} />;
}

function Asking({ frameOf, elsewhere }: { frameOf: Frame; elsewhere: (me: Me) => string | undefined }) {
    const me = useMe();
    const other = me.data && elsewhere(me.data);
    if (other) return <Navigate to={other} replace />;
    if (me.data) return <SignedIn me={me.data} {...frameOf} />;
    return (
        <main className={frame.frame}>
            {me.isError ? <ProblemNote error={me.error} retry={() => void me.refetch()} /> : <Loading lines={4} />}
        </main>
    );
}

function SignedIn({ me, home, label, places: all }: { me: Me } & Frame) {
    const { t } = useTranslation();
    const { pathname } = useLocation();
    const shown = all.filter((place) => !place.permission || place.permission.split('|').some((one) => one in me.permissions));
    // The place itself, or else the first of its part of the desk: a case file stands under one's day.
    const beside = shown.filter((place) => place.to !== home && pathname.split('/')[2] === place.to.split('/')[2]);
    const current = (beside.find((place) => pathname.startsWith(place.to)) ?? beside[0])?.to ?? home;
    const end = useMutation({
        mutationFn: () => answerOf(api.DELETE('/staff/session', {})),
        onSuccess: () => become('left'),
    });
    return (
        <div className={frame.frame}>
            <a href="#content" className={frame.skip}>
                {t('shared:page.skip')}
            </a>
            <header className={frame.header}>
                <Wordmark />
                <span className={frame.client}>{me.name}</span>
                <Button variant="default" onClick={() => end.mutate()} loading={end.isPending}>
                    {t('staff:frame.sign_out')}
                </Button>
            </header>
            <nav className={frame.nav} aria-label={label}>
                <ul>
                    {shown.map((place) => (
                        <li key={place.to}>
                            <Link to={place.to} aria-current={place.to === current ? 'page' : undefined}>
                                {t(`staff:place.${place.key}`)}
                            </Link>
                        </li>
                    ))}
                </ul>
            </nav>
            <main id="content" className={frame.main}>
                {end.isError && <ProblemNote error={end.error} />}
                <Silence me={me} />
                <Suspense fallback={<Loading />}>
                    <Outlet />
                </Suspense>
            </main>
            <Footer />
            <StepUpDialog />
            <Announcer />
        </div>
    );
}

const renewAfter = 60_000;
const warnBefore = 3 * 60_000;

/** Keeps the session alive while somebody is there, tells before silence ends it, and clears the page when it has. */
function Silence({ me }: { me: Me }) {
    const { t } = useTranslation();
    const now = useNow(5000);
    const renewed = useRef(Date.now());
    const until = Date.parse(me.idle_until) < Date.parse(me.ends_at) ? me.idle_until : me.ends_at;
    const left = Date.parse(until) - now;
    useEffect(() => {
        const there = () => {
            if (Date.now() - renewed.current < renewAfter) return;
            renewed.current = Date.now();
            answerOf(api.POST('/staff/session/renewal', {})).then(
                ({ idle_until }) => memory.setQueryData<Me>(['me'], (known) => known && { ...known, idle_until }),
                // What is wrong shows at the next thing that is asked for.
                () => undefined,
            );
        };
        window.addEventListener('pointerdown', there);
        window.addEventListener('keydown', there);
        return () => {
            window.removeEventListener('pointerdown', there);
            window.removeEventListener('keydown', there);
        };
    }, []);
    useEffect(() => {
        if (left <= 0) become('expired');
    }, [left]);
    if (left > warnBefore) return null;
    return (
        <Text role="status" className={classes.warning}>
            {t('staff:frame.ends_soon', { time: timeOnly(until) })}
        </Text>
    );
}

import { Anchor, Button, Menu, Text, VisuallyHidden } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, NavLink, Outlet, useLocation } from 'react-router-dom';
import { answerOf, api } from '../../shared/api/client';
import type { Me } from '../../shared/api/types';
import { timeOnly } from '../../shared/i18n/format';
import { Announcer } from '../../shared/parts/announce';
import { Answer, Loading } from '../../shared/parts/answers';
import { Footer } from '../../shared/parts/Footer';
import { Icon, type IconName } from '../../shared/parts/Icon';
import { outsideAddress } from '../../shared/parts/outside';
import { useNow } from '../../shared/parts/small';
import { Wordmark } from '../../shared/parts/Wordmark';
import { useMe } from '../questions';
import { endSession, useSessionEnd } from '../session';
import { SessionEnded } from '../pages/SessionEnded';
import classes from './Shell.module.css';

const places: { to: string; key: string; icon: IconName; end?: boolean }[] = [
    { to: '/app', key: 'overview', icon: 'home', end: true },
    { to: '/app/programs', key: 'programs', icon: 'programs' },
    { to: '/app/data', key: 'data', icon: 'chart' },
    { to: '/app/access', key: 'access', icon: 'eye' },
];
const more: typeof places = [
    { to: '/app/import', key: 'import', icon: 'upload' },
    { to: '/app/details', key: 'details', icon: 'people' },
    { to: '/app/preferences', key: 'preferences', icon: 'check' },
    { to: '/app/leave', key: 'leave', icon: 'leave' },
];

/** The frame of every page that needs a session. */
export function Shell() {
    const end = useSessionEnd();
    // Apart, so that nothing of the frame asks the server again once the session is over.
    return end ? <SessionEnded reason={end} /> : <Framed />;
}

function Framed() {
    const { t } = useTranslation();
    const me = useMe();
    return (
        <div className={classes.shell}>
            <a href="#content" className={classes.skip}>
                {t('shared:page.skip')}
            </a>
            <header className={classes.header}>
                <Link to="/app" className={classes.brand} aria-label={t('member:nav.home')}>
                    <Wordmark />
                </Link>
                {me.data && <HeaderEnd me={me.data} />}
            </header>
            <Navigation />
            <main id="content" className={classes.main}>
                <Answer query={me}>
                    {(person) => (
                        <>
                            <SessionClock expires={person.session_expires_at} />
                            {person.status === 'erasing' && (
                                <Text className={classes.clock} role="status">
                                    {t('member:session.erasing')}
                                </Text>
                            )}
                            {person.acting_as === 'guardian' && <Text role="status">{t('member:guardian.acting')}</Text>}
                            {person.needs_guardian && person.acting_as !== 'guardian' && (
                                <Text role="status">{t('member:guardian.needed')}</Text>
                            )}
                            <Suspense fallback={<Loading />}>
                                <GuardianKeepsOut guardian={person.acting_as === 'guardian'}>
                                    <Outlet />
                                </GuardianKeepsOut>
                            </Suspense>
                        </>
                    )}
                </Answer>
                <Footer />
            </main>
            <Announcer />
        </div>
    );
}

/** A guardian decides what is allowed and sees none of the data. */
function GuardianKeepsOut({ guardian, children }: { guardian: boolean; children: ReactNode }) {
    const { pathname } = useLocation();
    const own = pathname === '/app' || /^\/app\/(data|import|details|preferences)/.test(pathname);
    return guardian && own ? <Navigate to="/app/programs" replace /> : children;
}

function HeaderEnd({ me }: { me: Me }) {
    const { t } = useTranslation();
    const back = outsideAddress(me.client.return_url);
    const close = useMutation({
        mutationFn: () => answerOf(api.DELETE('/connect/session', {})),
        onSuccess: () => endSession('left'),
    });
    return (
        <div className={classes.headerEnd}>
            {back && (
                <Anchor href={back} className={classes.return}>
                    {t('member:nav.back_to', { client: me.client.name })}
                </Anchor>
            )}
            <Button variant="default" onClick={() => close.mutate()} loading={close.isPending}>
                {close.isError ? t('member:nav.end_again') : t('member:nav.end_session')}
            </Button>
            {close.isError && <VisuallyHidden role="alert">{t('member:nav.end_failed')}</VisuallyHidden>}
        </div>
    );
}

function Navigation() {
    const { t } = useTranslation();
    const location = useLocation();
    const inMore = more.some((place) => location.pathname.startsWith(place.to));
    return (
        <nav className={classes.nav} aria-label={t('member:nav.label')}>
            <ul>
                {[...places, ...more].map((place) => (
                    <li key={place.to} data-wide={more.includes(place) || undefined}>
                        <NavLink to={place.to} end={place.end ?? false} className={classes.place}>
                            <Icon name={place.icon} size={22} />
                            <span>{t(`member:place.${place.key}`)}</span>
                        </NavLink>
                    </li>
                ))}
                <li data-narrow>
                    <Menu position="top-end" width={240} shadow="md">
                        <Menu.Target>
                            <button type="button" className={classes.place} data-active={inMore || undefined}>
                                <Icon name="more" size={22} />
                                <span>{t('member:nav.more')}</span>
                            </button>
                        </Menu.Target>
                        <Menu.Dropdown>
                            {more.map((place) => (
                                <Menu.Item
                                    key={place.to}
                                    component={Link}
                                    to={place.to}
                                    leftSection={<Icon name={place.icon} />}
                                    className={classes.moreItem}
                                >
                                    {t(`member:place.${place.key}`)}
                                </Menu.Item>
                            ))}
                        </Menu.Dropdown>
                    </Menu>
                </li>
            </ul>
        </nav>
    );
}

const warnBefore = 5 * 60_000;

/** Tells before the session ends, and clears the page when it has. */
function SessionClock({ expires }: { expires: string }) {
    const { t } = useTranslation();
    const now = useNow(5000);
    const left = Date.parse(expires) - now;
    useEffect(() => {
        if (left <= 0) endSession('expired');
    }, [left]);
    if (left > warnBefore) return null;
    return (
        <div className={classes.clock} role="status">
            <Icon name="clock" />
            <Text>{t('member:session.ends_soon', { time: timeOnly(expires) })}</Text>
        </div>
    );
}

import { Button } from '@mantine/core';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, useLocation } from 'react-router-dom';
import { Announcer } from '../shared/parts/announce';
import { Loading } from '../shared/parts/answers';
import { Footer } from '../shared/parts/Footer';
import { Wordmark } from '../shared/parts/Wordmark';
import { signOut, useAccount } from './account';
import classes from './Frame.module.css';
import { SignIn } from './pages/SignIn';
import { useClientAccount } from './questions';

const places = [
    { to: '/console', key: 'members' },
    { to: '/console/events', key: 'events' },
    { to: '/console/log', key: 'log' },
    { to: '/console/support', key: 'support' },
];

/** The console's frame; without a token, the way to one. */
export function Frame() {
    const account = useAccount();
    return account.state === 'in' ? <SignedIn /> : <SignIn expired={account.reason === 'expired'} />;
}

function SignedIn() {
    const { t } = useTranslation();
    const client = useClientAccount();
    const { pathname } = useLocation();
    const current = places.find((place) => place.to !== '/console' && pathname.startsWith(place.to))?.to ?? '/console';
    return (
        <div className={classes.frame}>
            <a href="#content" className={classes.skip}>
                {t('shared:page.skip')}
            </a>
            <header className={classes.header}>
                <Wordmark />
                <span className={classes.client}>
                    {client.data && t('console:frame.client', { client: client.data.name, region: client.data.region })}
                </span>
                <Button variant="default" onClick={signOut}>
                    {t('console:frame.sign_out')}
                </Button>
            </header>
            <nav className={classes.nav} aria-label={t('console:frame.label')}>
                <ul>
                    {places.map((place) => (
                        <li key={place.to}>
                            <Link to={place.to} aria-current={place.to === current ? 'page' : undefined}>
                                {t(`console:place.${place.key}`)}
                            </Link>
                        </li>
                    ))}
                </ul>
            </nav>
            <main id="content" className={classes.main}>
                <Suspense fallback={<Loading />}>
                    <Outlet />
                </Suspense>
            </main>
            <Footer />
            <Announcer />
        </div>
    );
}

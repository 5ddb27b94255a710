import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Announcer } from '../../shared/parts/announce';
import { Wordmark } from '../../shared/parts/Wordmark';
import classes from './Bare.module.css';

/** The frame of pages that need no session. */
export function Bare({ children }: { children: ReactNode }) {
    const { t } = useTranslation();
    return (
        <div className={classes.bare}>
            <header className={classes.header}>
                <Wordmark />
            </header>
            <main className={classes.main}>{children}</main>
            <footer className={classes.footer}>{t('shared:page.no_third_party')}</footer>
            <Announcer />
        </div>
    );
}

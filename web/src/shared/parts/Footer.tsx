import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router-dom';
import classes from './Footer.module.css';

/** The foot of every page: what is promised, and that it can be looked at. */
export function Footer() {
    const { t } = useTranslation();
    const { pathname } = useLocation();
    return (
        <footer className={classes.footer}>
            <span>{t('shared:page.no_third_party')}</span>
            {pathname !== '/trust' && (
                <Anchor component={Link} to="/trust" className={classes.link}>
                    {t('shared:page.trust')}
                </Anchor>
            )}
            {pathname !== '/trends' && (
                <Anchor component={Link} to="/trends" className={classes.link}>
                    {t('shared:page.trends')}
                </Anchor>
            )}
        </footer>
    );
}

import { Anchor, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router-dom';
import { Icon } from './Icon';
import classes from './Page.module.css';

interface PageProps {
    title: string;
    lead?: ReactNode;
    back?: { to: string; text: string };
    actions?: ReactNode;
    children: ReactNode;
}

/** One page: its title in the browser, its heading, and the focus on that heading after moving here. */
export function Page({ title, lead, back, actions, children }: PageProps) {
    const { t } = useTranslation();
    const heading = useRef<HTMLHeadingElement>(null);
    const location = useLocation();
    const first = location.key === 'default';

    useEffect(() => {
        document.title = t('shared:page.title', { title });
    }, [t, title]);

    useEffect(() => {
        // The first page of a visit keeps the focus where the browser puts it; a changed search of the address moves nobody.
        if (!first) heading.current?.focus({ preventScroll: true });
    }, [location.pathname]);

    return (
        <div className={classes.page}>
            {back && (
                <Anchor component={Link} to={back.to} className={classes.back}>
                    <Icon name="back" size={18} />
                    {back.text}
                </Anchor>
            )}
            <div className={classes.head}>
                <Title order={1} ref={heading} tabIndex={-1} className={classes.title}>
                    {title}
                </Title>
                {actions && <div className={classes.actions}>{actions}</div>}
            </div>
            {lead && (
                <Text className={classes.lead} component="div">
                    {lead}
                </Text>
            )}
            {children}
        </div>
    );
}

interface SectionProps {
    title: string;
    aside?: ReactNode;
    children: ReactNode;
}

/** A titled part of a page. */
export function Section({ title, aside, children }: SectionProps) {
    return (
        <section className={classes.section}>
            <div className={classes.sectionHead}>
                <Title order={2} className={classes.sectionTitle}>
                    {title}
                </Title>
                {aside}
            </div>
            {children}
        </section>
    );
}

/** A raised piece of a page. */
export function Sheet({ children, className }: { children: ReactNode; className?: string }) {
    return <div className={className ? `${classes.sheet} ${className}` : classes.sheet}>{children}</div>;
}

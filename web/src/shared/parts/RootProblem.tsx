import { Button, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Loading } from './answers';
import classes from './RootProblem.module.css';
import { Wordmark } from './Wordmark';

/** A page that could not be shown: mostly because a newer version has replaced its parts on the server. */
export function RootProblem() {
    const { t } = useTranslation();
    return (
        <main className={classes.root}>
            <Wordmark />
            <Title order={1}>{t('shared:page.broken_title')}</Title>
            <Text>{t('shared:page.broken')}</Text>
            <div>
                <Button onClick={() => window.location.reload()}>{t('shared:page.reload')}</Button>
            </div>
        </main>
    );
}

export function RootWaiting() {
    return (
        <div className={classes.root}>
            <Loading lines={2} />
        </div>
    );
}

import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { Page } from './Page';
import classes from './RootProblem.module.css';
import { Wordmark } from './Wordmark';

/** The address without a path: says which way in is whose. */
export function Welcome({ missing = false }: { missing?: boolean }) {
    const { t } = useTranslation();
    return (
        <main className={classes.root}>
            <Wordmark />
            <Page
                title={t(missing ? 'shared:page.not_found_title' : 'shared:welcome.title')}
                lead={t(missing ? 'shared:page.not_found' : 'shared:welcome.lead')}
            >
                <Text>{t('shared:welcome.members')}</Text>
                <Text>{t('shared:welcome.clients')}</Text>
                <Text>{t('shared:welcome.trust')}</Text>
                <div className={classes.actions}>
                    <Button component={Link} to="/trust">
                        {t('shared:welcome.trust_action')}
                    </Button>
                    <Button component={Link} to="/console" variant="default">
                        {t('shared:welcome.console')}
                    </Button>
                    <Button component={Link} to="/desk" variant="default">
                        {t('shared:welcome.staff')}
                    </Button>
                </div>
            </Page>
        </main>
    );
}

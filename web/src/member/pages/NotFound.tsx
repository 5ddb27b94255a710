import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { Page } from '../../shared/parts/Page';

export function NotFound() {
    const { t } = useTranslation();
    return (
        <Page title={t('shared:page.not_found_title')} lead={t('shared:page.not_found')}>
            <div>
                <Button component={Link} to="/app">
                    {t('member:nav.to_overview')}
                </Button>
            </div>
        </Page>
    );
}

import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Page } from '../../shared/parts/Page';
import { Bare } from '../parts/Bare';
import type { SessionEnd } from '../session';

/** There is no session, and no way to sign in here: people come back through their portal. */
export function SessionEnded({ reason }: { reason: SessionEnd }) {
    const { t } = useTranslation();
    return (
        <Bare>
            <Page title={t(`member:session.title.${reason}`)} lead={t(`member:session.lead.${reason}`)}>
                <Text>{t('member:session.how_back')}</Text>
                <Text c="dimmed">{t('member:session.why')}</Text>
            </Page>
        </Bare>
    );
}

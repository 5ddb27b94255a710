import { useTranslation } from 'react-i18next';
import { AccessLog } from '../../shared/parts/AccessLog';
import { clientLine } from '../../shared/parts/log-lines';
import { Page } from '../../shared/parts/Page';
import { useClientLog } from '../questions';

export default function Log() {
    const { t } = useTranslation();
    const log = useClientLog();
    return (
        <Page title={t('console:log.title')} lead={t('console:log.lead')}>
            <AccessLog query={log} line={(entry, at) => clientLine(t, entry, at)} />
        </Page>
    );
}

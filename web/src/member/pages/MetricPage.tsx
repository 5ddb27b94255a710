import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router-dom';
import { MetricView } from '../../shared/metric/MetricView';
import { Answer, Empty } from '../../shared/parts/answers';
import { Page } from '../../shared/parts/Page';
import { ownValues, useMetrics } from '../questions';

export default function MetricPage() {
    const { t } = useTranslation();
    const { metric: code } = useParams();
    const metrics = useMetrics();
    const metric = metrics.data?.find((one) => one.metric === code);
    return (
        <Page title={metric?.title ?? t('member:data.title')} back={{ to: '/app/data', text: t('member:data.title') }}>
            <Answer query={metrics} lines={4}>
                {() =>
                    metric ? (
                        <MetricView key={metric.metric} metric={metric} source={ownValues} />
                    ) : (
                        <Empty title={t('member:data.unknown_title')}>{t('member:data.unknown')}</Empty>
                    )
                }
            </Answer>
        </Page>
    );
}
